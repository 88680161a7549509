"""What is wrong with a file of a set-up, as staff read it: line, field, and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Template
from typing import Final, NamedTuple

from display.hall.setup import LARGEST_FILE, SetupFault
from display.web.console.forms import FormWords
from display.web.console.setup.counters import COUNTER_WORDS
from display.web.console.setup.hall import HALL_WORDS, HOURS_WRONG
from display.web.console.setup.services import SERVICE_WORDS
from display.web.console.setup.zones import ZONE_WORDS


class FaultWords(NamedTuple):
    """A fault of a file: where it stands ("" where the file does not tell), and what is wrong."""

    line: str
    field: str
    sentence: str


_PARTS: Final[Mapping[str, FormWords]] = {
    "hall": HALL_WORDS,
    "services": SERVICE_WORDS,
    "counters": COUNTER_WORDS,
    "zones": ZONE_WORDS,
}

_FIELDS: Final[Mapping[str, str]] = {
    "hall.hours": HOURS_WRONG,
    "services.id": "Pakai huruf kecil, angka, atau tanda hubung, misalnya poli-gigi.",
    "services.colour": "Tulis warna seperti #095a49, atau kosongkan.",
    "services.number_mode": "Tulis digit, terbilang, atau otomatis.",
    "services.letter_mode": "Tulis huruf, kata, atau otomatis.",
    "services.resets_daily": "Tulis true atau false.",
    "counters.services": "Tulis layanan sebagai daftar, paling banyak 50.",
    "format": "Berkas ini dari versi lain; tulis format = 1.",
    "hall": "Aula ditulis sebagai tabel [hall].",
    "services": "Layanan ditulis sebagai tabel [[services]], paling banyak 100.",
    "counters": "Loket ditulis sebagai tabel [[counters]], paling banyak 100.",
    "zones": "Zona ditulis sebagai tabel [[zones]], paling banyak 20.",
}

_CODES: Final[Mapping[str, Template]] = {
    code: Template(words)
    for code, words in {
        "too_large": f"Berkas lebih dari {LARGEST_FILE // 1024} KB tidak diterima.",
        "no_utf8": "Ini bukan teks UTF-8. Simpan berkas sebagai UTF-8 lalu unggah lagi.",
        "no_toml": "Penulisan TOML di baris ini belum benar.",
        "no_csv": "Penulisan CSV di baris ini belum benar.",
        "too_deep": "Susunan tabel di berkas ini terlalu dalam.",
        "columns": "Kolomnya lebih banyak daripada di baris pertama.",
        "parted": "Kolomnya tidak dipisahkan tanda yang sama seperti di baris pertama.",
        "head": "Baris pertama menyebut nama kolom: id, name, short_name, services, aliases. "
        "Kolom name harus ada.",
        "extra_forbidden": "Tidak ada isian dengan nama ini.",
        "missing": "Isian ini wajib ada.",
        "twice": "Kode ini tertulis dua kali.",
        "unknown": "Tidak ada layanan “$service”.",
        "still_named": "$counter masih melayani “$service”, yang akan dihapus. "
        "Tulis juga loketnya.",
        "being_served": "$name akan dihapus, padahal nomor $number belum selesai.",
    }.items()
}


def fault_words(faults: Iterable[SetupFault]) -> list[FaultWords]:
    """Return what staff read of the faults of a file, in its order."""
    return [
        FaultWords(f"Baris {fault.line}" if fault.line else "", fault.field, _sentence(fault))
        for fault in faults
    ]


def _sentence(fault: SetupFault) -> str:
    if words := _CODES.get(fault.code):
        return words.safe_substitute(fault.facts)
    part, *fields = fault.field.split(".")
    form, field = _PARTS.get(part), next(iter(fields), "")
    sentence = _FIELDS.get(".".join((part, *fields[:1])))
    if sentence is None and form:
        sentence = form.words_for(field, fault.code)
    given = fault.facts.get("given")
    return f"{sentence or 'Belum benar.'}{f' Tertulis: “{given}”.' if given else ''}"
