"""The forecast of the queue: what sounds, what waits, in the order of speaking, and when.

Seconds are those of the sounds themselves; where the voice of something is not made yet, what such
things took so far stands for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any, TypedDict

from display.clock import iso_now, now, parse
from display.hall.announcing import Hold, arrange, hold_of, is_emergency, the_zone
from display.hall.reasons import outcome_text
from display.hall.speech import speaks_short
from display.journal import Announcement, Service, Transaction, Zone

if TYPE_CHECKING:
    from display.hall.context import HallContext
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


class QueueForecast(TypedDict):
    """The queue at one moment, as the API and the pages have it; times in seconds."""

    server_time: str
    zone: dict[str, Any]
    hold: Hold | None
    sounding: dict[str, Any] | None
    waiting: list[dict[str, Any]]
    texts: list[dict[str, Any]]
    airtime: dict[str, Any]
    services: list[dict[str, Any]]


def forecast_queue(hall: HallContext, announcer: Announcer) -> QueueForecast:
    """Return the queue as staff see it; the answer of ``GET /queue``."""
    book = announcer.airtime
    book.follow(hall.journal, hall.id)
    forecast = hall.read(lambda tx: _read(hall, announcer, tx))
    usual_s = book.measure(short_in_use=forecast.short)
    items = list(_timed(hall, forecast, usual_s.seconds_per_call))
    sounding = forecast.sounding
    return {
        "server_time": iso_now(),
        "zone": forecast.zone.to_json(),
        "hold": forecast.hold or None,
        "sounding": _sounding(forecast, sounding) if sounding else None,
        "waiting": items,
        "texts": [_item(item) for item in forecast.texts],
        "airtime": {**asdict(usual_s), "short_form": forecast.short},
        "services": [
            _service(announcer, forecast, items, service) for service in forecast.services
        ],
    }


def _read(hall: HallContext, announcer: Announcer, tx: Transaction) -> Forecast:
    zone, open_ones = the_zone(tx), tx.open_announcements(hall.zone)
    short = speaks_short(zone, open_ones, hall.settings.short_form_at)
    order = arrange(open_ones, fair=zone.fair, spoken=announcer.airtime.spoken)
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


def _timed(hall: HallContext, forecast: Forecast, call_s: float) -> Iterator[dict[str, Any]]:
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
    return max(0.0, item.duration_ms / 1000 - (now() - parse(item.started_at)).total_seconds())


def _length_s(forecast: Forecast, item: Announcement, call_s: float) -> float:
    length_ms = forecast.lengths.get(item.id)
    if length_ms is not None:
        return length_ms / 1000
    if item.kind == "call":
        return call_s
    return CHIME_S + len(item.caption) / LETTERS_A_SECOND * (item.repeats + 1)


def _sounding(forecast: Forecast, item: Announcement) -> dict[str, Any]:
    """Return what sounds with its progress; the forecast it began and its length move a bar."""
    begun = parse(item.started_at) if item.started_at and item.state == "started" else None
    return {
        **_item(item),
        "duration_s": round(item.duration_ms / 1000, 1) if item.duration_ms else None,
        "elapsed_s": round((now() - begun).total_seconds(), 1) if begun else None,
    }


_KEYS = (
    *("id", "event_id", "kind", "state", "priority", "caption"),
    *("ticket", "service", "counter", "count"),
    *("template", "recording", "hold_calls", "until_ended", "drill", "ahead"),
    *("queued_at", "started_at", "expires_at"),
)


def _item(item: Announcement) -> dict[str, Any]:
    row = item.to_json()
    text = outcome_text(item.state, item.reason, silent=item.silent)
    return {**{key: row[key] for key in _KEYS}, "outcome_text": text}


def _service(
    announcer: Announcer, forecast: Forecast, items: list[dict[str, Any]], service: str
) -> dict[str, Any]:
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
