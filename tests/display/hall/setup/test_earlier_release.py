"""A hall of an earlier release gets what is new, once, and keeps what its staff made."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from display.hall.setup import seed_hall
from display.journal import Hall, Journal, Template, Transaction, Zone, open_journal
from display.journal.standing import KEPT_EVENTS

OLD = Template(
    "anak-hilang",
    "Anak hilang",
    "Telah ditemukan seorang anak bernama {nama}, {ciri}. Orang tua harap menjemput di {tempat}.",
    priority="urgent",
    repeats=1,
)


def of_an_earlier_release(folder: Path, *templates: Template) -> Journal:
    """Return the journal of a hall with these templates, as a release of old furnished it."""
    journal = open_journal(f"sqlite:///{folder}/panggil.db")
    journal.create_hall(Hall("lahat", "MPP", "Lahat", "Asia/Jakarta"))

    def work(tx: Transaction) -> None:
        for template in templates:
            row = {"template": template.to_json()}
            tx.append("template.changed", row, f"seed:template:{template.id}")
        tx.append("zone.changed", {"zone": Zone("main", "Ruang").to_json()}, "seed:zone:main")

    journal.write("lahat", work)
    return journal


@pytest.mark.parametrize(
    ("kept", "names"),
    [
        ((OLD,), ["Anak ditemukan", "Anak dicari"]),
        ((replace(OLD, text="Anak {nama} hilang."),), ["Anak hilang", "Anak dicari"]),
        ((), ["Anak dicari"]),
    ],
)
def test_a_hall_of_an_earlier_release_gets_both_templates_of_a_child(
    tmp_path: Path, kept: tuple[Template, ...], names: list[str]
) -> None:
    """The old one is named what it says, unless staff altered it; once, however often started."""
    with closing(of_an_earlier_release(tmp_path, *kept)) as journal:
        seed_hall(journal, "lahat")
        seed_hall(journal, "lahat")
        rows = journal.read("lahat", lambda tx: tx.all(Template))
        assert sorted(row.name for row in rows) == sorted(names)


MORNING = Template("buka", "Pelayanan dibuka", "Selamat pagi. Pelayanan telah dibuka.")
FRIDAY = Template(
    "salat-jumat",
    "Salat Jumat",
    "Pelayanan berhenti sementara untuk salat Jumat sampai pukul {jam}.",
)


def texts_of(journal: Journal) -> dict[str, str]:
    """Return the templates' texts by their ids."""
    return journal.read("lahat", lambda tx: {row.id: row.text for row in tx.all(Template)})


def test_words_that_were_mended_take_the_place_of_those_nobody_altered(tmp_path: Path) -> None:
    """The morning's greeting is right at any hour now; staff's own words stay, and their no."""
    own = replace(FRIDAY, text="Salat Jumat sampai pukul {jam}.")
    with closing(of_an_earlier_release(tmp_path, MORNING, own)) as journal:
        seed_hall(journal, "lahat")
        texts = texts_of(journal)
        assert texts["buka"] == "Selamat datang. Pelayanan telah dibuka."
        assert texts["salat-jumat"] == "Salat Jumat sampai pukul {jam}."
        # The old words written anew are staff's own words.
        row = {"template": MORNING.to_json()}
        journal.write("lahat", lambda tx: tx.append("template.changed", row))
        seed_hall(journal, "lahat")
        assert texts_of(journal)["buka"] == MORNING.text


def test_a_hall_whose_beginning_is_forgotten_is_left_as_its_staff_made_it(tmp_path: Path) -> None:
    """Old events go after a year: what they furnished does not come back."""
    with closing(open_journal(f"sqlite:///{tmp_path}/panggil.db")) as journal:
        seed_hall(journal, "lahat")
        own = {"template": replace(MORNING, text="Kami buka.").to_json()}

        def live(tx: Transaction) -> None:
            tx.append("template.changed", own)
            for _ in range(KEPT_EVENTS):
                tx.append("calls.held", {})

        journal.write("lahat", live)
        while journal.write("lahat", lambda tx: tx.forget_events(tx.seq, 200)):
            pass
        assert journal.read("lahat", lambda tx: tx.event("seed:zone:main")) is None
        before = journal.position("lahat")
        seed_hall(journal, "lahat")
        assert journal.position("lahat") == before
        assert texts_of(journal)["buka"] == "Kami buka."
