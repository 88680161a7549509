"""The first hall: Mal Pelayanan Publik Kabupaten Lahat, in South Sumatra.

Six services with two counters each. Everything is journalled as an event like any later change, so
that a screen that resumes from position 0 sees the hall being furnished.
"""

from __future__ import annotations

from display.journal import Counter, Hall, Journal, Service, Transaction

LAHAT = Hall(
    id="lahat",
    name="Mal Pelayanan Publik",
    place="Kabupaten Lahat",
    timezone="Asia/Jakarta",
)

# id, full name, short name, prefix, colour. Colours have >= 7:1 on the card.
_SERVICES = (
    (
        "dpmptsp",
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "DPMPTSP",
        "A",
        "#7a4207",
    ),
    ("dukcapil", "Dinas Kependudukan dan Catatan Sipil", "Dukcapil", "B", "#095a49"),
    ("dinkes", "Dinas Kesehatan", "Dinkes", "C", "#1d4e89"),
    ("dinsos", "Dinas Sosial", "Dinsos", "D", "#9b2c50"),
    (
        "perpustakaan",
        "Dinas Perpustakaan dan Kearsipan",
        "Perpustakaan dan Kearsipan",
        "E",
        "#5b3f8c",
    ),
    ("bank-sumselbabel", "Bank SumselBabel", "Bank SumselBabel", "F", "#365012"),
)

COUNTERS_EACH = 2


def seed_hall(journal: Journal, hall_id: str) -> bool:
    """Furnish the hall ``hall_id`` if the journal does not know it. Returns whether it did."""
    if any(hall.id == hall_id for hall in journal.halls()):
        return False
    journal.create_hall(
        Hall(id=hall_id, name=LAHAT.name, place=LAHAT.place, timezone=LAHAT.timezone)
    )
    journal.write(hall_id, _furnish)
    return True


def _furnish(tx: Transaction) -> None:
    for position, (service_id, name, short_name, prefix, colour) in enumerate(_SERVICES):
        service = Service(
            id=service_id,
            name=name,
            short_name=short_name,
            prefix=prefix,
            colour=colour,
            number_mode="digit",
            position=position,
        )
        tx.append("service.changed", {"service": service.to_json()}, f"seed:service:{service_id}")
    for position in range(len(_SERVICES) * COUNTERS_EACH):
        _place_counter(tx, position)


def _place_counter(tx: Transaction, position: int) -> None:
    number = str(position + 1)
    counter = Counter(
        id=number,
        name=f"Loket {number}",
        services=(_SERVICES[position // COUNTERS_EACH][0],),
        state="open",
        reason=None,
        position=position,
    )
    tx.append("counter.opened", {"counter": counter.to_json()}, f"seed:counter:{number}")
