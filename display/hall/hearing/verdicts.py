"""The journal keeps of each announcement whether the ear heard it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from display.journal import Announcement, Event, Transaction

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.hearing.requests import JudgementRequest


def keep_verdict(hall: HallContext, said: JudgementRequest) -> bool:
    """Journal a verdict, once for each attempt; return whether it was new.

    What the ear says nothing of is not kept, nor what it says of another attempt than the last.
    """
    if said.verdict == "unjudged":
        return False

    def work(tx: Transaction) -> Event | None:
        row = tx.get(Announcement, said.announcement_id)
        # An ear tells again what was not answered, also across a restart of the server.
        if row is None or row.attempt != said.attempt or row.heard is not None:
            return None
        heard = said.verdict == "heard"
        kept = replace(
            row,
            heard=heard,
            over_noise_db=said.over_noise_db if heard else None,
            heard_delay_ms=said.delay_ms if heard else None,
        )
        key = f"{row.id}~ear:{row.attempt}"
        return tx.append(f"announcement.{said.verdict}", {"announcement": kept.to_json()}, key)

    return hall.write(work) is not None
