"""The steps of the first set-up as staff read them, each with the page that it is done on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import g, request

from display.hall.setup import STEPS, SetupGuide, Step, read_guide
from display.web.edge.current import current_hall, current_parts

if TYPE_CHECKING:
    from display.accounts import Person, User


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step: its title, what is to be done, on which page, and the minutes that it takes."""

    title: str
    about: str
    endpoint: str
    minutes: int


WORDS: Final[Mapping[Step, StepWords]] = {
    "hall": StepWords(
        "Aula", "Nama aula, tempat, zona waktu, dan jam layanan.", "console_hall.hall", 2
    ),
    "services": StepWords(
        "Layanan",
        "Untuk apa pengunjung mengantre, dan huruf di depan nomornya.",
        "console_services.services",
        2,
    ),
    "counters": StepWords(
        "Loket", "Di mana mereka dilayani, dan untuk layanan apa.", "console_counters.counters", 2
    ),
    "screens": StepWords(
        "TV",
        "Buka alamat /tv di setiap TV; kodenya didaftarkan di sini.",
        "console_screens.screens",
        1,
    ),
    "speaker": StepWords(
        "Pengeras suara", "Sebuah panggilan diputar: apakah terdengar?", "console_guide.sound", 1
    ),
    "officers": StepWords(
        "Petugas", "Siapa yang memanggil dan mengumumkan.", "console_users.users", 1
    ),
    "schedule": StepWords(
        "Jadwal",
        "Apa yang diumumkan sendiri: buka, istirahat, salat, tutup.",
        "console_schedule.schedule",
        1,
    ),
}
"""What staff read of each step, and where it is done."""


@dataclass(frozen=True, slots=True)
class GuideBand:
    """What a page of a step says above itself: which step it is, and which comes after it."""

    number: int
    title: str
    done: bool
    following: StepWords | None


def current_guide() -> SetupGuide:
    """Return how far the first set-up has come."""
    parts = current_parts()
    has_officers = len(parts.accounts.users(parts.hall.id)) > 1
    return parts.hall.read(lambda tx: read_guide(tx, has_officers=has_officers))


def is_welcome(person: User | Person) -> bool:
    """Tell whether somebody who has just signed in is led to the guide."""
    return person.role == "admin" and current_guide().welcomes


def guide_band() -> GuideBand | None:
    """Return what the page in hand says of the guide; None where it is no page of an open one."""
    person = g.get("person")
    if not person or person.role != "admin":
        return None
    family = (request.blueprint or "") + "."
    step = next((each for each in STEPS if WORDS[each].endpoint.startswith(family)), None)
    if step is None or current_hall().setup_guide != "open":
        return None
    guide, place = current_guide(), STEPS.index(step)
    later = [each for each in STEPS[place + 1 :] if guide.states[each] != "done"]
    done = guide.states[step] == "done"
    following = WORDS[later[0]] if done and later else None
    return GuideBand(place + 1, WORDS[step].title, done, following)
