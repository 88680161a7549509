"""The forecast of the queue: what sounds, what waits, in the order of speaking, and when.

Seconds are those of the sounds themselves; where the voice of something is not made yet, what such
things took so far stands for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, TypedDict

from display.clock import iso_now, now, parse
from display.hall.announcing import Hold, hold_of, is_emergency, the_zone
from display.hall.reasons import outcome_text
from display.hall.speech import speaks_short
from display.journal import Announcement, Row, Service, Transaction, Zone

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.playback.airtime import Advice, Airtime
    from display.hall.playback.announcer import Announcer

# Measured on the shipped voice: a text is spoken at about 13 letters a second.
LETTERS_A_SECOND = 13.0
CHIME_S = 2.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """One moment of the queue, read from the journal."""

    zone: Zone
    hold: Hold
    short: bool
    sounding: Announcement | None
    order: list[Announcement]
    texts: list[Announcement]
    lengths: dict[str, int]
    services: list[str]


class TicketNumber(TypedDict):
    """A ticket as messages carry it."""

    number: str


class QueuedItem(TypedDict):
    """An announcement that is open. Moments are ISO 8601 UTC; ``outcome_text`` is Indonesian."""

    id: str
    event_id: str
    kind: str
    state: str
    priority: str
    caption: str
    ticket: TicketNumber | None
    service: str | None
    counter: str | None
    count: int
    template: str | None
    recording: str | None
    hold_calls: bool
    until_ended: bool
    drill: bool
    ahead: int
    queued_at: str
    started_at: str | None
    expires_at: str | None
    outcome_text: str


class WaitingItem(QueuedItem):
    """What waits. ``duration_s`` may be an estimate; ``in_s`` None: nobody knows when it begins."""

    held: bool
    duration_s: float
    in_s: float | None


class SoundingItem(QueuedItem):
    """What the speaker has in hand; ``elapsed_s`` is None until its first sample was heard."""

    duration_s: float | None
    elapsed_s: float | None


class MeasuredAirtime(TypedDict):
    """The fields of :class:`~display.hall.playback.airtime.Airtime`, and the form in use now."""

    calls_heard: int
    seconds_per_call: float
    measured: bool
    calls_per_hour: float
    load: float
    share: float
    advice: Advice
    short_form: bool


class ServiceWait(TypedDict):
    """How long calls of a service wait to be spoken: ``waiting`` now, ``heard`` in the last hour.

    ``wait_s`` is the mean wait of those that were heard; None where there are none.
    """

    service: str
    waiting: int
    next_in_s: float | None
    heard: int
    wait_s: float | None
    longest_wait_s: float | None


class QueueForecast(TypedDict):
    """The queue at one moment, as the API and the pages have it; times in seconds."""

    server_time: str
    zone: Row
    hold: Hold | None
    sounding: SoundingItem | None
    waiting: list[WaitingItem]
    texts: list[QueuedItem]
    airtime: MeasuredAirtime
    services: list[ServiceWait]


def forecast_queue(hall: HallContext, announcer: Announcer) -> QueueForecast:
    """Return the queue as staff see it; the answer of ``GET /queue``."""
    book = announcer.airtime
    book.follow(hall.journal, hall.id)
    forecast = hall.read(lambda tx: _read(hall, announcer, tx))
    usual = book.measure(short_in_use=forecast.short)
    items = list(_timed(hall, forecast, usual.seconds_per_call))
    sounding = forecast.sounding
    return {
        "server_time": iso_now(),
        "zone": forecast.zone.to_json(),
        "hold": forecast.hold or None,
        "sounding": _sounding(sounding) if sounding else None,
        "waiting": items,
        "texts": [_item(item) for item in forecast.texts],
        "airtime": _airtime(usual, forecast.short),
        "services": [_service(announcer, items, service) for service in forecast.services],
    }


def _read(hall: HallContext, announcer: Announcer, tx: Transaction) -> Forecast:
    zone, open_ones = the_zone(tx, hall.zone), tx.open_announcements(hall.zone)
    short = speaks_short(zone, open_ones, hall.settings.short_form_at)
    order = announcer.airtime.arrange(open_ones, fair=zone.fair)
    on_air = announcer.on_air_id
    return Forecast(
        zone=zone,
        hold=hold_of(open_ones, zone),
        short=short,
        sounding=next((item for item in order if item.id == on_air), None),
        order=[item for item in order if item.id != on_air],
        texts=[item for item in open_ones if item.silent],
        lengths=announcer.lengths.measure(hall, tx, order, short=short),
        services=[service.id for service in tx.all(Service)],
    )


def _timed(hall: HallContext, forecast: Forecast, call_s: float) -> Iterator[WaitingItem]:
    """Yield the waiting items with their length and the seconds until they begin.

    What is held has no such time, nor has anything while an emergency goes on.
    """
    gap_s = hall.settings.gap_ms / 1000
    at_s = _left_s(forecast)
    for item in forecast.order:
        length_s = _length_s(forecast, item, call_s)
        held = bool(forecast.hold) and _is_held(item, forecast.hold)
        begins = None if held else round(at_s, 1)
        if not held:
            # What is held takes no time from those that are not.
            at_s += length_s + gap_s
        yield {
            **_item(item),
            "held": held,
            "duration_s": round(length_s, 1),
            "in_s": begins,
        }


def _is_held(item: Announcement, hold: Hold) -> bool:
    return not is_emergency(item) if hold == "emergency" else item.kind == "call"


def _left_s(forecast: Forecast) -> float:
    item = forecast.sounding
    if item is None or not item.started_at or not item.duration_ms:
        return 0.0
    # A speaker may be a little late: what should be over is about to be, and never below 0.
    return max(0.0, item.duration_ms / 1000 - (now() - parse(item.started_at)).total_seconds())


def _length_s(forecast: Forecast, item: Announcement, call_s: float) -> float:
    length_ms = forecast.lengths.get(item.id)
    if length_ms is not None:
        return length_ms / 1000
    if item.kind == "call":
        return call_s
    return CHIME_S + len(item.caption) / LETTERS_A_SECOND * (item.repeats + 1)


def _sounding(item: Announcement) -> SoundingItem:
    """Return what sounds with its progress: when it began and its length move a bar."""
    begun = parse(item.started_at) if item.started_at and item.state == "started" else None
    return {
        **_item(item),
        "duration_s": round(item.duration_ms / 1000, 1) if item.duration_ms else None,
        "elapsed_s": round((now() - begun).total_seconds(), 1) if begun else None,
    }


def _item(item: Announcement) -> QueuedItem:
    return {
        "id": item.id,
        "event_id": item.event_id,
        "kind": item.kind,
        "state": item.state,
        "priority": item.priority,
        "caption": item.caption,
        "ticket": TicketNumber(number=item.ticket) if item.ticket is not None else None,
        "service": item.service,
        "counter": item.counter,
        "count": item.count,
        "template": item.template,
        "recording": item.recording,
        "hold_calls": item.hold_calls,
        "until_ended": item.until_ended,
        "drill": item.drill,
        "ahead": item.ahead,
        "queued_at": item.queued_at,
        "started_at": item.started_at,
        "expires_at": item.expires_at,
        "outcome_text": outcome_text(item.state, item.reason, silent=item.silent),
    }


def _airtime(usual: Airtime, short_form: bool) -> MeasuredAirtime:
    return {
        "calls_heard": usual.calls_heard,
        "seconds_per_call": usual.seconds_per_call,
        "measured": usual.measured,
        "calls_per_hour": usual.calls_per_hour,
        "load": usual.load,
        "share": usual.share,
        "advice": usual.advice,
        "short_form": short_form,
    }


def _service(announcer: Announcer, items: list[WaitingItem], service: str) -> ServiceWait:
    """Return how long calls of a service wait to be spoken: now, and in the last hour."""
    waits = announcer.airtime.waits(service)
    mine = [item for item in items if item["service"] == service and item["kind"] == "call"]
    return {
        "service": service,
        "waiting": len(mine),
        "next_in_s": mine[0]["in_s"] if mine else None,
        "heard": len(waits),
        "wait_s": round(fmean(waits), 1) if waits else None,
        "longest_wait_s": round(max(waits), 1) if waits else None,
    }
