"""The first hall: Mal Pelayanan Publik Kabupaten Lahat, in South Sumatra.

Six services with two counters each. Everything is journalled as an event like any later change, so
that a screen that resumes from position 0 sees the hall being furnished.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from display.database import AlreadyExists
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

SAMPLE_SERVICES: Final = frozenset((row[0], row[1]) for row in _SERVICES)
"""Id and name of each service of the sample."""

COUNTERS_EACH = 2

# The last event of what staff work with: it stands for all of it.
_STAFF_SEED = "seed:zone:main"
_SOUGHT_SEED = "seed:template:anak-dicari"
# An earlier release had one template for a lost child, which said that it was found.
_FOUND_THEN = Template(
    "anak-hilang",
    "Anak hilang",
    "Telah ditemukan seorang anak bernama {nama}, {ciri}. Orang tua harap menjemput di {tempat}.",
    priority="urgent",
    repeats=1,
)
# Templates whose words were mended since they were first shipped, as they were.
_UNMENDED = (
    Template("buka", "Pelayanan dibuka", "Selamat pagi. Pelayanan telah dibuka."),
    Template(
        "salat-jumat",
        "Salat Jumat",
        "Pelayanan berhenti sementara untuk salat Jumat sampai pukul {jam}.",
    ),
)
_MENDED_SEEDS = {former.id: f"seed:template:{former.id}:2" for former in _UNMENDED}


def seed_hall(journal: Journal, hall_id: str, sample: str = "lahat") -> bool:
    """Furnish the hall ``hall_id`` if the journal does not know it. Returns whether it did.

    ``sample`` ``none`` makes a hall without services and counters, which staff set up themselves.
    A hall of an earlier release gets what that release did not have, each thing once: what staff
    took away or altered since stays so.
    """
    new = not any(hall.id == hall_id for hall in journal.halls())
    if new:
        empty = sample == "none"
        nameless = Hall(hall_id, NAMELESS, "", LAHAT.timezone, setup_guide="open")
        first = nameless if empty else replace(LAHAT, id=hall_id)
        try:
            journal.create_hall(first)
        except AlreadyExists:  # another server makes its first start on this database just now
            new = False
        journal.write(hall_id, _furnish_for_staff if empty else _furnish)
    else:
        for lacks, furnish in _LATER:
            if journal.read(hall_id, lacks):
                journal.write(hall_id, furnish)
    return new


def _lacks(tx: Transaction, *seeds: str) -> bool:
    """Say whether one of these was never given to the hall.

    By the event, not by what is there: a template that staff deleted must not come back. A journal
    that has forgotten its first events cannot tell, and its hall is left as it is.
    """
    remembers_all = any(event.seq == 1 for event in tx.events(0, 1))
    return remembers_all and not all(tx.event(seed) for seed in seeds)


# What furnishes looks first, under the journal's lock: several servers may start at one moment.


def _furnish(tx: Transaction) -> None:
    if not tx.event(f"seed:service:{_SERVICES[0][0]}"):
        _furnish_for_visitors(tx)
    _furnish_for_staff(tx)


def _furnish_for_visitors(tx: Transaction) -> None:
    """Place the services and their counters."""
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


def _furnish_for_staff(tx: Transaction) -> None:
    """Place what staff work with: the zone of the loudspeakers and the first templates."""
    if tx.event(_STAFF_SEED):
        return
    for template in TEMPLATES:
        seed = _MENDED_SEEDS.get(template.id, f"seed:template:{template.id}")
        tx.append("template.changed", {"template": template.to_json()}, seed)
    tx.append("zone.changed", {"zone": Zone("main", "Ruang tunggu").to_json()}, _STAFF_SEED)


def _part_lost_from_found(tx: Transaction) -> None:
    """Name the old template what it says, if nobody altered it, and add the one for a search."""
    if tx.event(_SOUGHT_SEED):
        return
    known = tx.get(Template, _FOUND_THEN.id)
    if known and _is_unaltered(known, _FOUND_THEN):
        found = replace(known, name="Anak ditemukan")
        tx.append("template.changed", {"template": found.to_json()})
    tx.append("template.changed", {"template": _shipped("anak-dicari").to_json()}, _SOUGHT_SEED)


def _mend_words(tx: Transaction) -> None:
    """Give the templates that nobody altered their better words, each once."""
    for former in _UNMENDED:
        seed, known = _MENDED_SEEDS[former.id], tx.get(Template, former.id)
        if known and not tx.event(seed):
            is_ours = _is_unaltered(known, former)
            mended = replace(known, text=_shipped(former.id).text) if is_ours else known
            tx.append("template.changed", {"template": mended.to_json()}, seed)


def _is_unaltered(known: Template, shipped: Template) -> bool:
    return replace(shipped, position=known.position, seq=known.seq) == known


def _shipped(template_id: str) -> Template:
    return next(template for template in TEMPLATES if template.id == template_id)


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


# What later releases gave: whether a hall lacks it, and what furnishes it with it.
_LATER: Final[tuple[tuple[Callable[[Transaction], bool], Callable[[Transaction], None]], ...]] = (
    (lambda tx: _lacks(tx, _STAFF_SEED), _furnish_for_staff),
    (lambda tx: _lacks(tx, _SOUGHT_SEED), _part_lost_from_found),
    (lambda tx: _lacks(tx, *_MENDED_SEEDS.values()), _mend_words),
)
