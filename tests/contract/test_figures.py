"""Figures of days: counted on from the journal, they are what a look through all of it gives."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete

from display.clock import iso, parse
from display.database import schema
from display.hall import HallContext
from display.hall.reports import DailyFigures, FigureStore, Wanted, read_report, spread_of
from display.journal import Announcement, Call, Event, Journal
from display.settings import load_settings
from tests.contract import rows

JAKARTA = ZoneInfo("Asia/Jakarta")
ALL = Wanted("0001-01-01", "9999-12-31")
SERVICES, COUNTERS = ("dukcapil", "pajak", "bpjs"), ("1", "2", "3", "4")


@pytest.fixture
def hall(journal: Journal) -> HallContext:
    """The hall of Lahat, without a voice."""
    return HallContext("lahat", journal, load_settings({}), cast("Any", None))


def count_all(hall: HallContext, rng: random.Random | None = None) -> None:
    """Count the journal on to its end, in steps of some size."""
    keeping = DailyFigures(hall)
    while keeping.look(rng.randint(1, 90) if rng else 200):
        pass


def figures_of(hall: HallContext) -> dict[str, dict[str, Counter[str]]]:
    """Return all figures, each way in which they are told apart."""
    store = FigureStore(hall.journal.database, hall.id)
    return {by: store.sums(by, ALL) for by in ("", "day", "hour", "service", "counter")}


class Day:
    """A day of a hall, made up: writes what happens to each visitor, hour by hour."""

    def __init__(self, tx: Any, rng: random.Random, begin: datetime) -> None:
        self.tx, self.rng, self.at = tx, rng, begin

    def tick(self, longest_s: int) -> str:
        """Let some time pass; returns the moment."""
        self.at += timedelta(seconds=self.rng.randint(1, longest_s))
        return iso(self.at)

    def call(self, name: str, call: Call, **more: Any) -> None:
        """Write an event of a ticket."""
        self.tx.append(name, {"call": call.to_json(), **more}, occurred_at=iso(self.at))

    def visitor(self) -> None:
        """Be called, perhaps heard, perhaps come; perhaps the clerk takes it all back."""
        rng, at = self.rng, self.tick(300)
        key = f"call-{rng.getrandbits(60):x}"
        issued = iso(self.at - timedelta(seconds=rng.randint(0, 9000)))
        call = Call(
            *(key, "A-001", rng.choice(SERVICES), rng.choice(COUNTERS), "called", 1, at),
            issued_at=rng.choice((None, issued)),
        )
        self.call("ticket.called", call)
        self.speak(call)
        while rng.random() < 0.3:
            if rng.random() < 0.4:
                call = replace(call, state="no_show")
                self.tick(200)
                self.call("ticket.no_show", call, unheard=rng.random() < 0.2)
            call = replace(call, state="called", count=call.count + 1, called_at=self.tick(200))
            self.call("ticket.recalled", call)
            self.speak(call)
        self.end(call)

    def end(self, call: Call) -> None:
        """End a visit in one of the ways that there are, or leave it open."""
        rng, state = self.rng, self.rng.choice(("served",) * 5 + ENDS)
        if state == "open":
            return
        if state == "left_over":
            self.at += timedelta(hours=14)  # the day after
        self.tick(1800)
        self.call(f"ticket.{state}", replace(call, state=state), unheard=rng.random() < 0.1)
        if state == "served" and rng.random() < 0.1:  # undone
            self.call("ticket.resumed", replace(call, state="called"))
            if rng.random() < 0.5:
                self.tick(600)
                self.call("ticket.served", replace(call, state="served"))
        elif rng.random() < 0.3:
            self.call("ticket.over", replace(call, state=state, over=True))

    def speak(self, call: Call) -> None:
        """Speak a call, or fail to."""
        rng, queued = self.rng, iso(self.at)
        state = rng.choice(("finished",) * 6 + ("failed", "expired", "merged", "cancelled"))
        reasons = {"merged": ("unheard", "recalled"), "finished": (None, None, "without_voice")}
        item = Announcement(
            *(f"a-{rng.getrandbits(60):x}", call.event_id, "call", "call", "main", state, "…"),
            ticket=call.ticket,
            counter=call.counter,
            service=call.service,
            reason=rng.choice(reasons.get(state, ("queued", "no_device"))),
            queued_at=queued,
            started_at=self.tick(90),
        )
        data = {"announcement": item.to_json()}
        self.tx.append(f"announcement.{state}", data, occurred_at=self.tick(20))
        if state == "finished" and rng.random() < 0.2:
            heard = rng.random() < 0.5
            name = "announcement.heard" if heard else "announcement.not_heard"
            row = replace(item, heard=heard).to_json()
            self.tx.append(name, {"announcement": row}, occurred_at=self.tick(3))


ENDS = ("no_show", "left_over", "transferred", "moved", "cancelled", "open")


def make_up(journal: Journal, seed: int, *, days: int = 5, visitors: int = 25) -> None:
    """Fill a journal with random days, not all in a row."""
    rng = random.Random(seed)
    begin = datetime(2026, 1, 5, 7, 50, tzinfo=JAKARTA)
    for _ in range(days):
        begin += timedelta(days=rng.choice((1, 1, 2, 40)))

        def work(tx: Any, begin: datetime = begin) -> None:
            day = Day(tx, rng, begin)
            for _ in range(visitors):
                day.at = begin + timedelta(seconds=rng.randint(0, 8 * 3600))
                day.visitor()

        journal.write("lahat", work)


def looked_through(events: list[Event]) -> Iterator[tuple[tuple[str, str, str, str], Counter[str]]]:
    """Yield cell and figures of every visit and voice, by a look through all events at once."""
    calls: dict[str, list[Event]] = {}
    for event in events:
        row = event.data.get("call") or event.data["announcement"]
        calls.setdefault(row["event_id"], []).append(event)
        if event.name == "announcement.finished" and row["reason"] is None:
            at = parse(row["queued_at"]).astimezone(JAKARTA)
            took = (parse(row["started_at"]) - parse(row["queued_at"])).total_seconds()
            cell = (f"{at:%Y-%m-%d}", f"{at:%H}", row["service"], row["counter"])
            yield cell, Counter({"to_heard": 1, "to_heard_s": round(took)})
    for story in calls.values():
        yield _visit(story)


def _visit(story: list[Event]) -> tuple[tuple[str, str, str, str], Counter[str]]:
    tickets = [event for event in story if event.name.startswith("ticket.")]
    first, last = tickets[0].data["call"], tickets[-1].data["call"]
    at = parse(first["called_at"]).astimezone(JAKARTA)
    cell = (f"{at:%Y-%m-%d}", f"{at:%H}", first["service"], first["counter"])
    if last["state"] == "cancelled":
        return cell, Counter(cancelled=1)
    found = Counter(called=1)
    if last["state"] != "called":
        found[last["state"]] = 1
    if last["state"] == "served":
        end = [event for event in tickets if event.name == "ticket.served"][-1]
        took = parse(end.occurred_at) - parse(end.data["call"]["called_at"])
        found += Counter({"service_time": 1, "service_time_s": round(took.total_seconds())})
    if first["issued_at"]:
        took = parse(first["called_at"]) - parse(first["issued_at"])
        found += Counter({"wait": 1, "wait_s": round(took.total_seconds())})
    heard, missed = False, False
    for event in story:
        row = event.data.get("announcement") or {}
        voiceless = row.get("reason") == "without_voice"
        if event.name in {"announcement.finished", "announcement.heard"} and not voiceless:
            heard = True
        elif event.name == "announcement.not_heard":
            heard, missed = False, True
        elif event.name == "announcement.merged":
            missed = missed or row["reason"] == "unheard"
        elif event.name in {"announcement.failed", "announcement.expired"} or voiceless:
            missed = True
        missed = missed or bool(event.data.get("unheard"))
    if missed and not heard:
        found["unheard"] = 1
    return cell, found


def without_bins(figures: Counter[str]) -> Counter[str]:
    """Return figures with how often a time was measured in the place of its bins."""
    found = Counter({name: n for name, n in figures.items() if not name[-1].isdigit()})
    for time in ("to_heard", "service_time", "wait"):
        found[time] = spread_of(time, figures).count
    return +found


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_counted_on_is_what_a_look_through_all_gives(hall: HallContext, seed: int) -> None:
    """By day, hour, service and counter, in steps of whatever size; late facts to their day."""
    make_up(hall.journal, seed)
    count_all(hall, random.Random(seed))
    expected: dict[str, dict[str, Counter[str]]] = {
        by: {} for by in ("", "day", "hour", "service", "counter")
    }
    for cell, found in looked_through(hall.journal.events("lahat", 0, 100_000)):
        for by, key in zip(expected, ("", *cell), strict=True):
            expected[by].setdefault(key, Counter()).update(found)
    found = {
        by: {key: counted for key, each in rows.items() if (counted := without_bins(each))}
        for by, rows in figures_of(hall).items()
    }
    assert found == expected


def count_anew(hall: HallContext) -> None:
    """Count everything from the beginning again, in other portions."""
    store = FigureStore(hall.journal.database, "lahat")
    position = store.position()
    assert position is not None
    store.begin(replace(position, seq=0, event_id=""), "")
    count_all(hall, random.Random(8))


def test_counted_again_it_is_the_same(hall: HallContext) -> None:
    """Events in other portions, and from the beginning again."""
    make_up(hall.journal, 3)
    count_all(hall)
    first = figures_of(hall)
    count_anew(hall)
    assert figures_of(hall) == first


def test_where_staff_want_it_figures_begin_anew(hall: HallContext) -> None:
    """Only what comes behind that event is counted, in whatever portions, also counted again."""
    make_up(hall.journal, 6, days=2)
    forgotten = hall.journal.write("lahat", lambda tx: tx.append("figures.forgotten", {}))
    make_up(hall.journal, 7, days=1)
    events = hall.journal.events("lahat", forgotten.seq, 100_000)
    calls = sum(found["called"] for _, found in looked_through(events))
    count_all(hall)
    first = figures_of(hall)
    assert first[""][""]["called"] == calls > 0
    count_anew(hall)
    assert figures_of(hall) == first


def test_two_that_count_at_once_count_nothing_twice(hall: HallContext) -> None:
    """Whoever is second finds the position moved, and adds nothing."""
    make_up(hall.journal, 4, days=2)
    slow = FigureStore(hall.journal.database, "lahat")
    DailyFigures(hall).look(50)
    before = slow.position()
    count_all(hall)
    first = figures_of(hall)
    assert before is not None
    from display.hall.reports.counting import count

    events = hall.journal.events("lahat", before.seq, 50)
    again = count(before.known, {}, events)
    after = replace(before, seq=events[-1].seq, event_id=events[-1].event_id)
    assert not slow.keep(before, after, again)
    assert figures_of(hall) == first


def test_a_new_epoch_keeps_figures_whose_events_are_there(hall: HallContext) -> None:
    """A copy that was put back brought its figures along: nothing is counted twice."""
    make_up(hall.journal, 5, days=2)
    count_all(hall)
    first = figures_of(hall)
    hall.journal.renew_epoch("lahat")
    count_all(hall)
    assert figures_of(hall) == first


def test_figures_of_another_journal_are_begun_anew(hall: HallContext) -> None:
    """Where the event that was counted last is not in the journal, all is counted again."""
    make_up(hall.journal, 6, days=2)
    count_all(hall)
    first = figures_of(hall)
    store = FigureStore(hall.journal.database, "lahat")
    position = store.position()
    assert position is not None
    store.begin(replace(position, event_id="of another journal"), "")
    hall.journal.renew_epoch("lahat")
    count_all(hall)
    assert figures_of(hall) == first


def test_an_event_that_cannot_be_read_holds_up_nothing(hall: HallContext) -> None:
    """Those of another release, say: they are left out, and what follows is counted."""
    broken = {**rows.call("odd"), "called_at": "at noon"}
    hall.journal.write("lahat", lambda tx: tx.append("ticket.called", {"call": broken}))
    make_up(hall.journal, 9, days=1, visitors=2)
    count_all(hall)
    store = FigureStore(hall.journal.database, "lahat")
    position = store.position()
    assert position is not None
    assert position.seq == hall.journal.position("lahat")[1]
    counted = figures_of(hall)["day"]
    assert sum(day["called"] + day["cancelled"] for day in counted.values()) >= 2


def test_figures_outlive_their_events(hall: HallContext) -> None:
    """Also where a copy of a hall whose events are gone is put back."""
    make_up(hall.journal, 10, days=1, visitors=6)
    count_all(hall)
    first = figures_of(hall)
    gone = delete(schema.events)
    hall.journal.database.write(lambda connection: connection.execute(gone))
    hall.journal.renew_epoch("lahat")
    count_all(hall)
    assert figures_of(hall) == first
    make_up(hall.journal, 11, days=1, visitors=6)
    count_all(hall)
    assert figures_of(hall)[""][""]["called"] > first[""][""]["called"]


def fault(journal: Journal, at: str, name: str, code: str, subject: str = "main") -> None:
    """Raise or clear a fault at a moment."""
    row = rows.fault(code=code, subject=subject)
    row["state"] = name
    journal.write("lahat", lambda tx: tx.append(f"fault.{name}", {"fault": row}, occurred_at=at))


def test_an_outage_lasts_from_the_first_fault_to_the_last(hall: HallContext) -> None:
    """Two faults of one loudspeaker at once are one outage, told by the hours of the hall's wall;
    a stutter is none."""
    journal = hall.journal
    make_up(journal, 7, days=1, visitors=3)  # Tuesday, 6 January 2026, or a day soon after
    count_all(hall)
    day = next(iter(figures_of(hall)["day"]))
    fault(journal, f"{day}T02:30:00.000Z", "raised", "speaker.absent")
    fault(journal, f"{day}T02:31:00.000Z", "raised", "speaker.stuttering")
    fault(journal, f"{day}T02:40:00.000Z", "raised", "speaker.no_device")
    fault(journal, f"{day}T02:50:00.000Z", "cleared", "speaker.absent")
    fault(journal, f"{day}T03:10:00.000Z", "cleared", "speaker.no_device")
    count_all(hall)
    found = FigureStore(journal.database, "lahat").outages(ALL)
    assert {key[3]: (one.down_s, one.began) for key, one in found.items()} == {
        9: (1800, 1),
        10: (600, 0),
    }
    report = read_report(hall, Wanted(day, day))
    assert (report.pa.down_s, report.pa.began, report.pa.out_now) == (2400, 1, False)
    assert report.pa.open_s == 24 * 3600
