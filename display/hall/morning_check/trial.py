"""The trial of the voice: every counter's call is said softly, and what became of it is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from audio import parse_ticket
from display.clock import iso_after, iso_now
from display.finding import Finding
from display.hall.announcing import end_announcement, queue_announcement
from display.hall.reasons import outcome_text
from display.hall.speech import announcement_sentence
from display.journal import Announcement, Counter, Service, Transaction

if TYPE_CHECKING:
    from display.hall.context import HallContext

TRIAL_VOLUME: Final = 30
"""Percent: to be heard beside the loudspeaker, and no call to anybody."""

TRIAL_S: Final = 8.0
"""What a counter's call may take, its pause included: the longest short form is 6.5 s."""

TITLE: Final = "Panggilan tiap loket"
MOST_NAMED: Final = 4


def missing_clips(hall: HallContext) -> tuple[str, ...]:
    """Return the counters whose call cannot be composed of clips that are there, by name."""

    def read(tx: Transaction) -> tuple[str, ...]:
        return tuple(
            counter.name
            for counter, row in _trials(tx, 1)
            if hall.composer.missing(announcement_sentence(tx, row))
        )

    return hall.read(read)


def begin_trial(hall: HallContext) -> dict[str, str]:
    """Queue every counter's call, to be said softly; return announcement's id -> counter's name."""

    def work(tx: Transaction) -> dict[str, str]:
        waiting = len(tx.open_announcements(hall.zone))
        queued = {}
        for counter, row in _trials(tx, waiting):
            queue_announcement(tx, row, ready=True)
            queued[row.id] = counter.name
        return queued

    return hall.write(work)


def begin_test_call(hall: HallContext) -> str | None:
    """Queue the first counter's call as loud as the hall is; return its id, None without one."""

    def work(tx: Transaction) -> str | None:
        waiting = len(tx.open_announcements(hall.zone))
        trials = _trials(tx, waiting)
        if not trials:
            return None
        row = replace(trials[0][1], volume=None)
        queue_announcement(tx, row, ready=True)
        return row.id

    return hall.write(work)


def end_trial(hall: HallContext, ids: dict[str, str]) -> None:
    """Take back what has not been said; the hall opens, or nobody hears it."""

    def work(tx: Transaction) -> None:
        for announcement_id in ids:
            end_announcement(tx, announcement_id, "cancelled", reason="asked")

    hall.write(work)


def read_trial(hall: HallContext, ids: dict[str, str]) -> list[tuple[str, Announcement]]:
    """Return each counter's name with what became of its call so far."""

    def read(tx: Transaction) -> list[tuple[str, Announcement]]:
        rows = ((name, tx.get(Announcement, each)) for each, name in ids.items())
        return [(name, row) for name, row in rows if row is not None]

    return hall.read(read)


def judge_trial(rows: list[tuple[str, Announcement]]) -> Finding:
    """Say of how many counters the call was heard, and why it was not of the others."""
    unheard = [(name, row) for name, row in rows if row.state != "finished"]
    if unheard:
        told = "; ".join(
            f"{name}: {outcome_text(row.state, row.reason, silent=False)}"
            for name, row in unheard[:MOST_NAMED]
        )
        more = len(unheard) - MOST_NAMED
        others = f"; dan {more} loket lain" if more > 0 else ""
        sentence = f"Tidak terdengar di {len(unheard)} dari {len(rows)} loket. {told}{others}."
        action = "Periksa komputer pengeras suara dan kabelnya, lalu periksa lagi."
        return Finding(TITLE, sentence, action)
    if any(row.witness == "none" for _, row in rows):
        told = f"Diputar untuk {len(rows)} loket; tidak ada yang memeriksa apakah terdengar."
        return Finding(TITLE, told, "Dengarkan sendiri di ruang tunggu.", mild=True)
    return Finding(TITLE, f"Terdengar untuk semua {len(rows)} loket.")


def _trials(tx: Transaction, waiting: int) -> list[tuple[Counter, Announcement]]:
    """Return the call of each counter for its first service, with a number that nobody holds."""
    services = {service.id: service for service in tx.all(Service)}
    queued_at, found = iso_now(), []
    for place, counter in enumerate(tx.all(Counter), waiting + 1):
        service = next((services[each] for each in counter.services if each in services), None)
        if service is None:
            continue
        number = parse_ticket(f"{service.prefix}-000" if service.prefix else "000")
        row = Announcement(
            id=uuid4().hex,
            event_id=uuid4().hex,
            kind="message",
            priority="scheduled",
            zone=counter.zone,
            state="queued",
            caption=f"Pemeriksaan suara: {counter.name}",
            text=f"Pemeriksaan suara: {counter.name}",
            ticket=number.written,
            counter=counter.id,
            service=service.id,
            check=True,
            volume=TRIAL_VOLUME,
            queued_at=queued_at,
            expires_at=iso_after(TRIAL_S * (place + 3), queued_at),
        )
        found.append((counter, row))
    return found
