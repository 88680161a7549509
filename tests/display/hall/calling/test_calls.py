"""The life of a call, as the journal tells it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from display.hall import Conflict, NotFound, Refused
from display.hall.calling import CallRequest, end_call, place_call, recall_call
from display.parts import Parts


def ask(number: str = "B-012", **more: str) -> CallRequest:
    body = {"service": "dukcapil", "counter": "3", **more, "ticket": {"number": number}}
    return CallRequest.model_validate(body)


def test_a_call_is_journalled_with_its_announcement(
    parts: Parts, names: Callable[[], list[str]]
) -> None:
    """The ticket's event and the announcement's stand together."""
    placed = place_call(parts.hall, ask())
    assert placed.created
    assert names() == ["ticket.called", "announcement.queued"]
    assert placed.caption == "Nomor antrean B-012. Silakan menuju loket 3, Dukcapil."


@pytest.mark.parametrize(
    ("sent", "shown"), [("b-012", "B-012"), ("B012", "B012"), ("B – 012", "B-012")]
)
def test_a_ticket_is_shown_as_it_is_printed(parts: Parts, sent: str, shown: str) -> None:
    """Whoever posts a call has the ticket's print; only capitals and blanks are mended."""
    place_call(parts.hall, ask(sent))
    assert parts.journal.snapshot(parts.hall.id)["now_serving"][0]["ticket"] == {"number": shown}


def test_the_same_key_gives_the_first_answer(parts: Parts, names: Callable[[], list[str]]) -> None:
    """An event_id that was seen answers with the first call and journals nothing."""
    first = place_call(parts.hall, ask(event_id="kiosk-1"))
    again = place_call(parts.hall, ask(event_id="kiosk-1"))
    assert not again.created
    assert again[1:] == first[1:]
    assert len(names()) == 2


def test_the_same_key_with_another_ticket_is_refused(
    parts: Parts, names: Callable[[], list[str]]
) -> None:
    """Else the second visitor is called nowhere, and the queue system told that all is well."""
    first = place_call(parts.hall, ask(event_id="1"))
    with pytest.raises(Conflict) as refused:
        place_call(parts.hall, ask("B-013", event_id="1"))
    facts = {"event_id": "1", "call": first.event_id, "ticket": "B-012", "counter": "3"}
    assert (refused.value.code, refused.value.facts) == ("event_id_taken", facts)
    assert len(names()) == 2


def test_twenty_at_once_with_one_key_are_one_call(
    parts: Parts, names: Callable[[], list[str]]
) -> None:
    """Exactly one is new, all get the same answer."""
    with ThreadPoolExecutor(20) as clerks:
        answers = list(clerks.map(lambda _: place_call(parts.hall, ask(event_id="one")), range(20)))
    assert [answer.created for answer in answers].count(True) == 1
    assert len({answer.seq for answer in answers}) == 1
    assert len(names()) == 2


@pytest.mark.parametrize(
    ("number", "more", "field"),
    [
        ("", {}, "ticket.number"),
        ("A-12345678901", {}, "ticket.number"),
        ("<b>", {}, "ticket.number"),
        ("A-001", {"service": "samsat"}, "service"),
        ("A-001", {"counter": "99"}, "counter"),
    ],
)
def test_what_cannot_be_called_is_refused_by_field(
    parts: Parts, names: Callable[[], list[str]], number: str, more: dict[str, str], field: str
) -> None:
    """The refusal names the field, and nothing is journalled."""
    with pytest.raises((Refused, ValueError)) as refusal:
        place_call(parts.hall, ask(number, **more))
    assert getattr(refusal.value, "field", "ticket.number") == field
    assert names() == []


def test_a_recall_merges_what_was_not_spoken(parts: Parts, names: Callable[[], list[str]]) -> None:
    """The waiting announcement gives way to the recall's."""
    placed = place_call(parts.hall, ask())
    recalled = recall_call(parts.hall, placed.event_id)
    assert names()[2:] == ["ticket.recalled", "announcement.merged", "announcement.queued"]
    assert recalled.caption.startswith("Panggilan kedua.")


def test_the_third_call_is_the_last(parts: Parts) -> None:
    """From the third on it is *Panggilan terakhir*."""
    placed = place_call(parts.hall, ask())
    recall_call(parts.hall, placed.event_id)
    assert recall_call(parts.hall, placed.event_id).caption.startswith("Panggilan terakhir.")


@pytest.mark.parametrize("how", ["served", "no_show", "cancelled"])
def test_an_ended_call_is_never_spoken(
    parts: Parts, names: Callable[[], list[str]], how: str
) -> None:
    """Ending frees the counter and merges the waiting announcement away."""
    placed = place_call(parts.hall, ask())
    end_call(parts.hall, placed.event_id, how)  # type: ignore[arg-type]
    assert names()[2:] == [f"ticket.{how}", "announcement.merged"]
    assert parts.journal.snapshot(parts.hall.id)["now_serving"] == []


def test_ending_twice_in_the_same_way_is_no_error(
    parts: Parts, names: Callable[[], list[str]]
) -> None:
    """A clerk who presses twice is told the same."""
    placed = place_call(parts.hall, ask())
    end_call(parts.hall, placed.event_id, "served")
    assert not end_call(parts.hall, placed.event_id, "served").created
    assert names().count("ticket.served") == 1


def test_a_served_ticket_cannot_be_recalled_or_cancelled(parts: Parts) -> None:
    """What has ended stays ended."""
    placed = place_call(parts.hall, ask())
    end_call(parts.hall, placed.event_id, "served")
    with pytest.raises(Conflict):
        recall_call(parts.hall, placed.event_id)
    with pytest.raises(Conflict):
        end_call(parts.hall, placed.event_id, "cancelled")


def test_a_no_show_may_come_after_all(parts: Parts) -> None:
    """Who did not show up may be recalled."""
    placed = place_call(parts.hall, ask())
    end_call(parts.hall, placed.event_id, "no_show")
    assert recall_call(parts.hall, placed.event_id).created


def test_an_unknown_call_is_not_found(parts: Parts) -> None:
    """Later steps need a call."""
    with pytest.raises(NotFound):
        recall_call(parts.hall, "nobody")


def test_a_key_of_another_kind_is_a_conflict(parts: Parts) -> None:
    """One key cannot name a call and its recall."""
    placed = place_call(parts.hall, ask(event_id="k1"))
    with pytest.raises(Conflict):
        recall_call(parts.hall, placed.event_id, request_id="k1")


def test_the_counter_shows_its_newest_ticket(parts: Parts) -> None:
    """Ending an older call does not free a counter that serves another ticket."""
    older = place_call(parts.hall, ask("B-012"))
    place_call(parts.hall, ask("B-013"))
    end_call(parts.hall, older.event_id, "served")
    (serving,) = parts.journal.snapshot(parts.hall.id)["now_serving"]
    assert serving["ticket"] == {"number": "B-013"}


def test_a_call_in_english_is_shown_and_said_in_english(
    parts: Parts, names: Callable[[], list[str]]
) -> None:
    """On request; the shipped pack does not hold it, so its voice is made first."""
    placed = place_call(parts.hall, ask(language="en"))
    assert placed.caption == "Ticket number B-012. Please proceed to counter 3, Dukcapil."
    assert names() == ["ticket.called", "announcement.preparing"]
