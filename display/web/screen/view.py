"""What the screens show: the state of a hall, put into the words and rows of a page.

Pages are rendered from this before any script runs, so that a TV whose engine chokes on the script
still shows the truth; ``static/screen`` says the same things in the language of browsers, and a
test holds the two together. Times are server times shifted by the hall's offset.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from display.clock import parse
from display.hall.setup import WEEKDAYS
from display.json_object import JsonView
from display.web.screen.emergency import OPEN, Emergency, standing_emergency

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)

REST_AFTER_S = 300
"""Without a call for five minutes the ticket rests smaller and earlier calls show beside it."""

UNSPOKEN = ("preparing", "queued")
"""States of a call that the hall has not heard yet: it is no earlier call."""

BRIEF = 12
"""The longest service name, in letters, that fits beside "Loket 10" in a cell of the board."""

ROOMY = 13
"""Letters of a counter's state that fit its cell in the large type."""

SHOWN = ("started", "finished", "failed", "expired")
"""States of a call's announcement after which its ticket was on the screens."""

LINE = 78
"""Letters of caption that fit one line of the band; longer ones take two. A script measures."""

CLOSED_TODAY = "Hari ini layanan tutup"
WAITING_CAPTION = "Silakan menunggu. Nomor yang dipanggil tampil di layar ini."
RUNNING = "Pastikan nomor antrean Anda. Bila nomor Anda terlewat, silakan hubungi petugas di loket."
HELD = "Panggilan suara ditunda sejenak. Mohon tetap menunggu; nomor antrean Anda tetap berlaku."
VOICELESS = "Panggilan suara sedang tidak tersedia. Mohon perhatikan nomor di layar."


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
        return min(max(len(self.number), 5), 9)


@dataclass(frozen=True, slots=True)
class Cell:
    """One counter of the board: a ticket's number, or the words for its state."""

    counter: str
    name: str
    service: str
    brief: str
    number: str
    words: str
    called: bool

    @property
    def long(self) -> bool:
        """Whether the words are set smaller, to be read whole."""
        return len(self.words) > ROOMY


@dataclass(frozen=True, slots=True)
class ScreenView:
    """Everything a page says about the hall at one moment."""

    hall: str
    second_line: str
    place: str
    opening: str
    clock: str
    date: str
    call: ShownCall | None
    resting: bool
    earlier: tuple[ShownCall, ...]
    cells: tuple[Cell, ...]
    density: str
    caption: str
    sounding: bool
    running: str
    emergency: Emergency | None

    @property
    def long(self) -> bool:
        """Whether the caption takes two lines."""
        return len(self.caption) > LINE


def view_of(state: JsonView) -> ScreenView:
    """Return what the screens show of a snapshot; ``server_time`` in it is the present moment."""
    moment = parse(state["server_time"])
    local = moment + timedelta(minutes=state["hall"]["utc_offset_min"])
    call = newest_call(state, moment)
    earlier = _earlier(state, call, moment)
    resting = bool(call and earlier and call.minutes * 60 >= REST_AFTER_S)
    speaking = state.get("speaker", {}).get("state") == "ready"
    caption, sounding = _caption(state, call, resting, speaking)
    return ScreenView(
        hall=state["hall"]["name"],
        second_line=state["hall"]["second_line"],
        opening=opening_words(state["hall"]["hours"], local),
        place=state["hall"]["place"],
        clock=clock_words(local),
        date=date_words(local),
        call=call,
        resting=resting,
        earlier=earlier,
        cells=_cells(state, None if resting else call),
        density=density(len(state["counters"])),
        caption=caption,
        sounding=sounding,
        running=running_words(state, speaking, local),
        emergency=standing_emergency(state),
    )


def clock_words(local: datetime) -> str:
    """Return the time as Indonesia writes it: ``09.42``."""
    return f"{local:%H.%M}"


def date_words(local: datetime) -> str:
    """Return the date in Indonesian: ``Senin, 23 November 2026``."""
    return f"{DAYS[local.weekday()]}, {local.day} {MONTHS[local.month - 1]} {local.year}"


def again_words(count: int) -> str:
    """Return what the pill of a recall says; empty for a first call. The third is the last."""
    return "" if count < 2 else "Panggilan ke-2" if count == 2 else "Panggilan terakhir"


def since_words(minutes: int, *, short: bool = False) -> str:
    """Return how long ago: ``baru saja``, ``3 menit lalu``; short: ``baru``, ``3 mnt``."""
    if minutes < 1:
        return "baru" if short else "baru saja"
    if minutes < 60:
        return f"{minutes} mnt" if short else f"{minutes} menit lalu"
    return f"{minutes // 60} jam" if short else f"{minutes // 60} jam lalu"


def brief(name: str) -> str:
    """Return the leading whole words of ``name`` that fit a cell, without a dangling *dan*."""
    kept = ""
    for word in name.split():
        if kept and len(kept) + 1 + len(word) > BRIEF:
            break
        kept = f"{kept} {word}".strip()
    return kept.removesuffix(" dan")


def density(counters: int) -> str:
    """Return the board's layout: ``few`` in one column, ``some`` in two, ``many`` single-lined."""
    # The classes of static/screen/screen.css: one column to 5, two to 12, single lines to 24, close
    # ones beyond. board.js says the same.
    if counters <= 12:
        return "few" if counters <= 5 else "some"
    return "many" if counters <= 24 else "many is-crowd"


def opening_words(hours: Mapping[str, str], local: datetime) -> str:
    """Return when the hall is open today; empty when nothing is said of it."""
    today = hours.get(WEEKDAYS[local.weekday()], "")
    if not today:
        return CLOSED_TODAY if hours else ""
    spans = today.replace(":", ".").replace("-", "–").split(", ")
    return f"Jam layanan hari ini {' dan '.join(filter(None, (', '.join(spans[:-1]), spans[-1])))}"


def running_words(state: JsonView, speaking: bool, local: datetime) -> str:
    """Return the running text: what is shown as text only, what is to be said of the voice, else
    the hall's own and when it is open."""
    texts = [
        row["caption"]
        for row in state["announcements"]
        if row.get("silent") and row["state"] in OPEN and row["priority"] != "emergency"
    ]
    # Without a voice it does not matter that calls are held: the first is what visitors must know.
    if not speaking:
        texts.append(VOICELESS)
    elif any(zone["held"] for zone in state.get("zones", ())):
        texts.append(HELD)
    if not texts:
        about = state["hall"]
        texts = [about["running_text"] or RUNNING, opening_words(about["hours"], local)]
    return " · ".join(filter(None, texts))


def newest_call(state: JsonView, moment: datetime) -> ShownCall | None:
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
        return _shown(state, row, row["id"], row["started_at"] or row["ended_at"], moment)
    calls = sorted(state["recent_calls"], key=lambda row: row["called_at"])
    return _shown(state, calls[-1], "", calls[-1]["called_at"], moment) if calls else None


def _shown(state: JsonView, row: JsonView, key: str, at: str | None, moment: datetime) -> ShownCall:
    counter = _named(state["counters"], row["counter"])
    service = _named(state["services"], row["service"])
    return ShownCall(
        key=key or row["event_id"],
        number=(row["ticket"] or {}).get("number", ""),
        counter=counter.get("name", row["counter"] or ""),
        counter_id=row["counter"] or "",
        service=row["service"] or "",
        name=service.get("name", ""),
        again=again_words(row["count"]),
        minutes=_minutes(at, moment),
        caption=row.get("caption", ""),
        sounding=row["state"] == "started",
    )


def _minutes(at: str | None, moment: datetime) -> int:
    # A clock that was set back makes a call lie ahead of now: it is new, not negative.
    return max(0, int((moment - parse(at)).total_seconds() // 60)) if at else 0


def _named(rows: Sequence[JsonView], row_id: str | None) -> JsonView:
    return next((row for row in rows if row["id"] == row_id), {})


def _earlier(state: JsonView, call: ShownCall | None, moment: datetime) -> tuple[ShownCall, ...]:
    coming = {row["event_id"] for row in state["announcements"] if row["state"] in UNSPOKEN}
    # What is not spoken yet has had no call-out; in the list it would be shown before its turn.
    calls = [row for row in state["recent_calls"] if row["event_id"] not in coming]
    calls.sort(key=lambda row: row["called_at"], reverse=True)
    shown = [_shown(state, row, "", row["called_at"], moment) for row in calls]
    here = (call.number, call.counter_id) if call else None
    return tuple(s for s in shown if (s.number, s.counter_id) != here)[:6]


def _cells(state: JsonView, call: ShownCall | None) -> tuple[Cell, ...]:
    serving = {row["counter"]: row for row in state["now_serving"]}
    return tuple(_cell(state, row, serving.get(row["id"]), call) for row in state["counters"])


def _cell(
    state: JsonView, counter: JsonView, serving: JsonView | None, call: ShownCall | None
) -> Cell:
    # A paused counter keeps its visit, but nobody is to go there now: its words are shown.
    shut = counter["state"] != "open"
    number = serving["ticket"]["number"] if serving and not shut else ""
    service_id = serving["service"] if number and serving else next(iter(counter["services"]), "")
    service = _named(state["services"], service_id)
    here = bool(call and number == call.number and counter["id"] == call.counter_id)
    return Cell(
        counter=counter["id"],
        name=counter["name"],
        service=service_id,
        brief=brief(service.get("short_name", "")),
        number=number,
        words="" if number else state_words(counter),
        called=here,
    )


def state_words(counter: JsonView) -> str:
    """Return what a counter without a ticket says of itself."""
    if counter["state"] == "open":
        return "Buka"
    return counter.get("reason") or ("Tutup" if counter["state"] == "closed" else "Istirahat")


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
