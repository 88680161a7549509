"""Look-ahead: the phrases that this hall's services and counters will need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audio import call_phrases
from display.hall.pronunciation import hall_dictionary

if TYPE_CHECKING:
    from display.journal import Transaction


def coming_phrases(tx: Transaction) -> list[str]:
    """Return every phrase that calls of the hall's services to its counters can need."""
    services, counters = tx.services(), tx.counters()
    return call_phrases(
        prefixes=[service.prefix for service in services],
        counters=[counter.name for counter in counters],
        services=[service.short_name for service in services],
        dictionary=hall_dictionary(tx),
    )
