"""The first hall: Mal Pelayanan Publik Kabupaten Lahat, in South Sumatra.

Six services with two counters each. Everything is journalled as an event like any later change, so
that a screen that resumes from position 0 sees the hall being furnished.
"""

from __future__ import annotations

from dataclasses import replace

from display.hall.setup.seed_templates import TEMPLATES
from display.journal import Counter, Hall, Journal, Service, Template, Transaction, Zone

LAHAT = Hall(
    id="lahat",
    name="Mal Pelayanan Publik",
    place="Kabupaten Lahat",
    timezone="Asia/Jakarta",
    latitude=-3.79,
    longitude=103.54,
)

NAMELESS = "Ruang tunggu"
"""What an empty hall is called until somebody says how."""

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

# The last event of what staff work with: it stands for all of it.
_STAFF_SEED = "seed:zone:main"
# An earlier release had one template for a lost child, which said that it was found.
_SOUGHT_SEED = "seed:template:anak-dicari"
_FOUND_THEN = Template(
    "anak-hilang",
    "Anak hilang",
    "Telah ditemukan seorang anak bernama {nama}, {ciri}. Orang tua harap menjemput di {tempat}.",
    priority="urgent",
    repeats=1,
)


def seed_hall(journal: Journal, hall_id: str, sample: str = "lahat") -> bool:
    """Furnish the hall ``hall_id`` if the journal does not know it. Returns whether it did.

    ``sample`` ``none`` makes a hall without services and counters, which staff set up themselves.
    A hall of an earlier release gets what that release did not have, each thing once: what staff
    took away since does not come back.
    """
    new = not any(hall.id == hall_id for hall in journal.halls())
    if new:
        empty = sample == "none"
        first = Hall(hall_id, NAMELESS, "", LAHAT.timezone) if empty else replace(LAHAT, id=hall_id)
        journal.create_hall(first)
        journal.write(hall_id, _furnish_for_staff if empty else _furnish)
    # By the event, not by what is there: a template that staff deleted must not come back.
    elif not journal.read(hall_id, lambda tx: tx.event(_STAFF_SEED)):
        journal.write(hall_id, _furnish_for_staff)
    elif not journal.read(hall_id, lambda tx: tx.event(_SOUGHT_SEED)):
        journal.write(hall_id, _part_lost_from_found)
    return new


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
    _furnish_for_staff(tx)


def _furnish_for_staff(tx: Transaction) -> None:
    """Place what staff work with: the zone of the loudspeakers and the first templates."""
    for template in TEMPLATES:
        row = {"template": template.to_json()}
        tx.append("template.changed", row, f"seed:template:{template.id}")
    tx.append("zone.changed", {"zone": Zone("main", "Ruang tunggu").to_json()}, _STAFF_SEED)


def _part_lost_from_found(tx: Transaction) -> None:
    """Name the old template what it says, if nobody altered it, and add the one for a search."""
    known = tx.get(Template, _FOUND_THEN.id)
    if known and replace(_FOUND_THEN, position=known.position, seq=known.seq) == known:
        found = replace(known, name="Anak ditemukan")
        tx.append("template.changed", {"template": found.to_json()})
    sought = next(template for template in TEMPLATES if template.id == "anak-dicari")
    tx.append("template.changed", {"template": sought.to_json()}, _SOUGHT_SEED)


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
