"""The queue as staff see it, and the airtime measured from what was heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from display.clock import iso_after
from display.hall.announcing import HoldRequest, hold_calls, prepare_again
from display.hall.playback import forecast_queue
from display.hall.playback.airtime import USUAL_CALL_S, AirtimeBook, _advise
from display.journal import Announcement, Transaction
from display.parts import Parts
from tests.display.hall.asking import call, say
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]


def heard(
    parts: Parts, number: int, *, service: str = "dukcapil", wait_s: float = 5, ago_s: float = 60
) -> None:
    """Journal a call that waited, and sounded for eight seconds until ``ago_s`` seconds ago."""
    begun, ended = iso_after(-ago_s - 8), iso_after(-ago_s)
    row = Announcement(
        id=f"h{number}",
        event_id=f"h{number}",
        kind="call",
        priority="call",
        zone="main",
        state="queued",
        caption="",
        service=service,
        queued_at=iso_after(-ago_s - 8 - wait_s),
    ).to_json()

    def work(tx: Transaction) -> None:
        tx.append("announcement.queued", {"announcement": row}, None, row["queued_at"])
        row.update(state="started", started_at=begun, attempt=1, duration_ms=8000)
        tx.append("announcement.started", {"announcement": row}, None, begun)
        row.update(state="finished", ended_at=ended)
        tx.append("announcement.finished", {"announcement": row}, None, ended)

    parts.hall.write(work)


def captions(items: list[dict[str, Any]]) -> list[str]:
    return [(item["ticket"] or {}).get("number", item["caption"]) for item in items]


def test_the_queue_is_shown_in_the_order_in_which_it_is_spoken(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """With the length of each sound and the seconds until it begins."""
    for n in range(3):
        call(parts, f"B-01{n}")
    call(parts, "C-001", counter="5", service="dinkes")
    say(parts, priority="urgent")
    say(parts, silent=True)
    view = forecast_queue(parts.hall, parts.announcer)
    assert captions(view["waiting"])[1:] == ["B-010", "C-001", "B-011", "B-012"]
    assert view["waiting"][0]["in_s"] == 0
    gap_s = parts.settings.gap_ms / 1000
    for one, after in zip(view["waiting"], view["waiting"][1:], strict=False):
        assert after["in_s"] == pytest.approx(one["in_s"] + one["duration_s"] + gap_s, abs=0.2)
    assert len(view["texts"]) == 1
    speaker.sign_in()
    for item in view["waiting"]:
        turn()
        play = speaker.plays[-1]
        assert play["announcement_id"] == item["id"]
        assert play["duration_ms"] / 1000 == pytest.approx(item["duration_s"], abs=0.1)
        speaker.report("started", play)
        speaker.report("finished", play)


def test_the_turn_of_an_announcement_is_foreseen(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Between the calls, where the announcer speaks it; the calls after it wait for it."""
    parts.announcer.airtime = AirtimeBook(parts.settings.gap_ms / 1000, after_calls=2)
    said = say(parts).announcement_id
    for n in range(4):
        call(parts, f"B-01{n}")
    items = forecast_queue(parts.hall, parts.announcer)["waiting"]
    assert [item["id"] for item in items].index(said) == 2
    assert items[3]["in_s"] > items[2]["in_s"] + items[2]["duration_s"]
    speaker.sign_in()
    for item in items[:4]:
        turn()
        play = speaker.plays[-1]
        assert play["announcement_id"] == item["id"]
        speaker.report("started", play)
        speaker.report("finished", play)


def test_what_sounds_stands_apart_with_its_progress(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """And what waits begins after it."""
    speaker.sign_in()
    first, _ = call(parts, "B-010"), call(parts, "B-011")
    turn()
    assert forecast_queue(parts.hall, parts.announcer)["sounding"]["elapsed_s"] is None
    speaker.report("started", speaker.plays[0])
    view = forecast_queue(parts.hall, parts.announcer)
    assert view["sounding"]["id"] == first.announcement_id
    assert 0 <= view["sounding"]["elapsed_s"] < view["sounding"]["duration_s"]
    assert 0 < view["waiting"][0]["in_s"] <= view["sounding"]["duration_s"]


def test_the_short_form_is_foreseen_as_it_is_spoken(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Calls whose voice is still made are no backlog yet, for the announcer and the forecast."""
    placed = [call(parts, f"B-0{n}") for n in range(10, 11 + parts.settings.short_form_at)]
    last = str(placed[-1].announcement_id)
    assert forecast_queue(parts.hall, parts.announcer)["airtime"]["short_form"] is True
    parts.hall.write(lambda tx: prepare_again(tx, last))
    foreseen = forecast_queue(parts.hall, parts.announcer)
    assert foreseen["airtime"]["short_form"] is False
    speaker.sign_in()
    turn()
    (play,) = speaker.plays
    spoken_s = play["duration_ms"] / 1000
    assert foreseen["waiting"][0]["duration_s"] == pytest.approx(spoken_s, abs=0.1)


def test_what_is_held_says_so_and_has_no_time(parts: Parts) -> None:
    """Announcements go on meanwhile."""
    call(parts, "B-010")
    hold_calls(parts.hall, HoldRequest(reason="Salat Jumat"))
    say(parts)
    view = forecast_queue(parts.hall, parts.announcer)
    assert view["hold"] == "staff"
    assert view["zone"]["held_reason"] == "Salat Jumat"
    assert [(item["held"], item["in_s"]) for item in view["waiting"]] == [(True, None), (False, 0)]


def test_airtime_is_measured_from_what_was_heard(parts: Parts) -> None:
    """Seconds of a call with the gap after it, the pace, and the wait of each service."""
    assert (
        forecast_queue(parts.hall, parts.announcer)["airtime"]["seconds_per_call"] == USUAL_CALL_S
    )
    for n in range(6):
        service = "dinkes" if n == 5 else "dukcapil"
        heard(parts, n, service=service, wait_s=10 + n, ago_s=60 + 20 * n)
    view = forecast_queue(parts.hall, parts.announcer)
    airtime = view["airtime"]
    assert airtime["calls_heard"] == 6
    assert airtime["seconds_per_call"] == pytest.approx(8 + parts.settings.gap_ms / 1000, abs=0.1)
    assert airtime["calls_per_hour"] == 36
    assert (airtime["load"], airtime["advice"]) == (pytest.approx(0.087, abs=0.002), "ample")
    waits = {row["service"]: row for row in view["services"]}
    assert (waits["dukcapil"]["heard"], waits["dukcapil"]["longest_wait_s"]) == (5, 14)
    assert waits["dinkes"]["wait_s"] == 15
    assert waits["dinsos"]["wait_s"] is None


def test_what_is_older_than_an_hour_counts_no_more(parts: Parts) -> None:
    """Yesterday's rush says nothing about now."""
    heard(parts, 1, ago_s=4000)
    heard(parts, 2, ago_s=100)
    assert forecast_queue(parts.hall, parts.announcer)["airtime"]["calls_heard"] == 1


def test_a_new_book_says_what_the_old_one_said(parts: Parts) -> None:
    """It follows the journal: a restart loses nothing, a second look counts nothing twice."""
    for n in range(4):
        heard(parts, n, ago_s=100 + n)
    books = [AirtimeBook(0.7), AirtimeBook(0.7)]
    for _ in range(3):
        books[0].follow(parts.journal, parts.hall.id)
    books[1].follow(parts.journal, parts.hall.id)
    one, other = (book.measure(short_in_use=False) for book in books)
    assert one == other
    assert books[0].spoken == books[1].spoken


@pytest.mark.parametrize(
    ("load", "short", "advice"),
    [
        (0.1, False, "ample"),
        (0.7, False, "tight"),
        (1.2, False, "use_short_form"),
        (1.2, True, "overloaded"),
    ],
)
def test_advice_grows_with_the_load(load: float, short: bool, advice: str) -> None:
    """The short form is offered before the hall is told that nothing helps."""
    assert _advise(load, short) == advice


def test_what_was_heard_decides_whose_turn_it_is(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """A service that calls ten times as often lets the other go first."""
    speaker.sign_in()
    call(parts, "B-010")
    turn()
    speaker.report("started", speaker.plays[0])
    busy = [call(parts, f"B-02{n}") for n in range(9)]
    rare = call(parts, "C-001", counter="5", service="dinkes")
    speaker.report("finished", speaker.plays[0])
    turn()
    assert speaker.plays[1]["announcement_id"] == rare.announcement_id
    speaker.report("started", speaker.plays[1])
    speaker.report("finished", speaker.plays[1])
    turn()
    assert speaker.plays[2]["announcement_id"] == busy[0].announcement_id
