"""What the screens show: the state of a hall, put into the words and rows of a page.

Pages are rendered from this before any script runs, so that a TV whose engine chokes on the script
still shows the truth; ``static/screen`` says the same things in the language of browsers, and a
test holds the two together. Times are server times shifted by the hall's offset.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from display.clock import parse
from display.hall import WEEKDAYS
from display.journal import OPEN_STATES
from display.json_object import JsonView
from display.web.screen.after_hours import is_night, opens_words, seen_after_hours
from display.web.screen.board import (
    LONG_NUMBERS,
    SHOWN,
    Cell,
    board_cells,
    board_page,
    layout_class,
    long_class,
    named_row,
    note_words,
    unspoken_calls,
)
from display.web.screen.emergency import Emergency, standing_emergency
from display.web.screen.look import RESTS, Look
from display.web.screen.notice import Notice, shown_notice
from display.web.screen.words import INDONESIAN, Words

REST_AFTER_S = 300
"""Without a call for five minutes the ticket rests smaller and earlier calls show beside it."""

MOST_EARLIER = 10
"""Earlier calls on the largest list; other layouts hide those for which they have no room."""

LINE = 54
"""Letters of caption that fit one line of the band; longer ones take two. A script measures."""

LONG_NAMES = (10, 24)
"""Letters of a counter's name beyond which the ticket sets it on two lines, and on three."""

WAITING_CAPTION = "Silakan menunggu. Nomor tampil di layar ini."
RUNNING = "Pastikan nomor antrean Anda. Bila nomor Anda terlewat, silakan hubungi petugas di loket."
SAYING = "Sedang diumumkan"


@dataclass(frozen=True, slots=True)
class ShownCall:
    """A call as screens show it: the big ticket, or one of the earlier calls."""

    key: str
    number: str
    counter: str
    counter_id: str
    service: str
    name: str
    again: str
    minutes: int
    caption: str = ""
    sounding: bool = False

    @property
    def size(self) -> int:
        """The number's length, bounded: the size class it is printed in."""
        return min(max(len(self.number), 5), 12)

    @property
    def number_size(self) -> str:
        """The class in which a long number has room in a list; empty for a usual one."""
        return long_class(self.number, LONG_NUMBERS)

    @property
    def where_size(self) -> str:
        """The class in which the counter's name is read whole; empty for a short one."""
        return long_class(self.counter, LONG_NAMES)


@dataclass(frozen=True, slots=True)
class ScreenView:
    """Everything a page says about the hall at one moment."""

    hall: str
    title: str
    second_line: str
    place: str
    opening: str
    clock: str
    date: str
    call: ShownCall | None
    note: str
    notice: Notice | None
    resting: bool
    earlier: tuple[ShownCall, ...]
    cells: tuple[Cell, ...]
    page: tuple[Cell, ...]
    layout: str
    turns: str
    caption: str
    sounding: bool
    told: bool
    closed: bool
    status: str
    opens: str
    night: bool
    running: str
    emergency: Emergency | None

    @property
    def long(self) -> bool:
        """Whether the caption takes two lines."""
        return len(self.caption) > LINE


def view_of(state: JsonView, words: Words = INDONESIAN, look: Look | None = None) -> ScreenView:
    """Return what a screen shows of a snapshot; ``server_time`` in it is the present moment."""
    look = look or Look()
    moment = parse(state["server_time"])
    local = moment + timedelta(minutes=state["hall"]["utc_offset_min"])
    state = look.part_of(seen_after_hours(state, local))
    closed = is_closed(state)
    call = newest_call(state, moment, words)
    if closed and call and call.minutes * 60 >= REST_AFTER_S:
        call = None  # nobody is to go there any more
    speaking = state.get("speaker", {}).get("state") == "ready"
    notice = shown_notice(state, moment, speaking)
    earlier = _earlier(state, None if notice else call, moment, words)
    earlier = () if closed and not call else earlier
    rests = look.layout in RESTS and call and call.minutes * 60 >= REST_AFTER_S
    resting = bool(rests and earlier and not notice)
    cells = board_cells(state, None if resting or notice else call, words)
    page, turns = board_page(cells, moment, look.text_size)
    caption, sounding = _caption(state, call, resting, speaking)
    opens = opens_words(state, local, words) if closed else ""
    status = " ".join(filter(None, (status_words(state, speaking, words), opens and f"{opens}.")))
    told = bool(status) and not sounding
    return ScreenView(
        hall=state["hall"]["name"],
        title=look.title(state),
        second_line=state["hall"]["second_line"],
        opening=opening_words(state["hall"], local, words),
        place=state["hall"]["place"],
        clock=clock_words(local),
        date=words.date_of(local),
        call=call,
        note=note_words(cells, call),
        notice=notice,
        resting=resting,
        earlier=earlier,
        cells=cells,
        page=page,
        layout=layout_class(len(cells), look.text_size),
        turns=turns,
        caption=SAYING if notice and sounding else status if told else caption,
        sounding=sounding,
        told=told,
        closed=closed,
        status=status,
        opens=opens,
        night=closed and not (call or notice) and is_night(state, local),
        running=running_words(state, local, words),
        emergency=standing_emergency(state, moment),
    )


def clock_words(local: datetime) -> str:
    """Return the time as Indonesia writes it: ``09.42``."""
    return f"{local:%H.%M}"


def is_closed(state: JsonView) -> bool:
    """Say whether no counter serves anybody, any more or yet."""
    counters = state["counters"]
    return bool(counters) and all(row["state"] == "closed" for row in counters)


def status_words(state: JsonView, speaking: bool, words: Words) -> str:
    """Return what everybody in the hall must know of the voice and the counters; empty: all well.

    The first that holds is said: without open counters nobody waits for a voice, and without a
    voice it does not matter that calls are held.
    """
    if is_closed(state):
        return words.closed
    if not speaking:
        return words.voiceless
    return words.held if any(zone["held"] for zone in state.get("zones", ())) else ""


def opening_words(hall: JsonView, local: datetime, words: Words) -> str:
    """Return when the hall is open today; empty when nothing is said of it."""
    hours = hall["hours"]
    # A row of an earlier release knows no closed days.
    if local.date().isoformat() in hall.get("closed_days", {}):
        return words.opening("", is_told=True)
    return words.opening(hours.get(WEEKDAYS[local.weekday()], ""), is_told=bool(hours))


def running_words(state: JsonView, local: datetime, words: Words) -> str:
    """Return the running text: what staff show as text only, else the hall's own and its hours."""
    texts = [
        row["caption"]
        for row in state["announcements"]
        if row.get("silent") and row["state"] in OPEN_STATES and row["priority"] != "emergency"
    ]
    if not texts:
        about = state["hall"]
        texts = [about["running_text"] or RUNNING, opening_words(about, local, words)]
    return " · ".join(filter(None, texts))


def newest_call(state: JsonView, moment: datetime, words: Words) -> ShownCall | None:
    """Return the call that is shown large: the one announced last, else the latest call."""
    known = {row["event_id"] for row in state["recent_calls"]}  # without the cancelled ones
    said = [
        row
        for row in state["announcements"]
        if row["kind"] == "call" and row["state"] in SHOWN and row["event_id"] in known
    ]
    if said:
        # Two may have ended in one millisecond: the later event decides.
        row = max(said, key=lambda row: (row["started_at"] or row["ended_at"] or "", row["seq"]))
        at = row["started_at"] or row["ended_at"]
        return _shown(state, row, at, moment, words)
    calls = sorted(state["recent_calls"], key=lambda row: row["called_at"])
    return _shown(state, calls[-1], calls[-1]["called_at"], moment, words) if calls else None


def _shown(
    state: JsonView, row: JsonView, at: str | None, moment: datetime, words: Words
) -> ShownCall:
    """Return a call as it is shown, from the row of its announcement or from its own."""
    counter = named_row(state["counters"], row["counter"])
    service = named_row(state["services"], row["service"])
    return ShownCall(
        key=row.get("id") or row["event_id"],
        number=(row["ticket"] or {}).get("number", ""),
        counter=counter.get("name", row["counter"] or ""),
        counter_id=row["counter"] or "",
        service=row["service"] or "",
        name=service.get("name", ""),
        again=words.again(row["count"]),
        minutes=_minutes(at, moment),
        caption=row.get("caption", ""),
        sounding=row["state"] == "started",
    )


def _minutes(at: str | None, moment: datetime) -> int:
    # A clock that was set back makes a call lie ahead of now: it is new, not negative.
    return max(0, int((moment - parse(at)).total_seconds() // 60)) if at else 0


def _earlier(
    state: JsonView, call: ShownCall | None, moment: datetime, words: Words
) -> tuple[ShownCall, ...]:
    coming = unspoken_calls(state)
    # What is not spoken yet has had no call-out; in the list it would be shown before its turn.
    calls = [row for row in state["recent_calls"] if row["event_id"] not in coming]
    calls.sort(key=lambda row: row["called_at"], reverse=True)
    shown = [_shown(state, row, row["called_at"], moment, words) for row in calls]
    here = (call.number, call.counter_id) if call else None
    return tuple(s for s in shown if (s.number, s.counter_id) != here)[:MOST_EARLIER]


def _caption(
    state: JsonView, call: ShownCall | None, resting: bool, speaking: bool
) -> tuple[str, bool]:
    said = [
        row for row in state["announcements"] if row["state"] == "started" and not row.get("silent")
    ]
    # Without a ready speaker nothing sounds, whatever the journal still holds as started.
    if said and speaking:
        return max(said, key=lambda row: row["started_at"] or "")["caption"], True
    return (call.caption if call and not resting else "") or WAITING_CAPTION, False
