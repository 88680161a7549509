"""Who may import whom: the rules of docs/architecture.md, read from the syntax trees."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.sources import ROOT, imports, name_of, python_files

#: The packages that know SQL, one store each over one engine.
STORES = (
    *(f"display.accounts.{name}" for name in ("store", "session_store", "screen_store")),
    "display.hall.reports.store",
)
SQL = ("display.database", "display.audit", "display.journal", *STORES)
#: A library → the only places that may know it.
KEPT_IN = {
    "sqlalchemy": SQL,
    "alembic": SQL,
    "psycopg": SQL,
    "pygame": ("audio.speaker.worker.__main__",),
    "pulsectl": ("audio.witness.pulse",),
    "pycaw": ("audio.witness.windows",),
    "gevent": ("display.push", "display.assembly", "display.server"),
}
#: The doors of the sound side that the display service may use.
SOUND_DOORS = {"audio", "audio.speaker", "audio.ear"}
#: Rooms of the display service, lowest first; all else in it are single files, open to all.
DISPLAY_ROOMS = (
    *("database", "backup", "audit", "journal", "accounts", "push", "hall", "web", "commands"),
)
#: Rooms of the hall, lowest first: each may know those before it.
HALL_ROOMS = (
    *("leading", "faults", "backups", "speech", "announcing", "calling", "schedule", "setup"),
    *("playback", "hearing", "screens", "health", "reports", "morning_check"),
)
#: A room → rooms that it must not know.
NOT_KNOWN = {
    "database": DISPLAY_ROOMS,
    "backup": DISPLAY_ROOMS[1:],
    "audit": DISPLAY_ROOMS[1:],
    "journal": ("backup", *DISPLAY_ROOMS[3:]),
    "push": ("web", "commands"),
    "hall": ("web", "commands"),
    "accounts": ("backup", "journal", "push", "hall", "web", "commands"),
    "web": ("commands",),
    **{f"hall/{room}": HALL_ROOMS[at:] for at, room in enumerate(HALL_ROOMS)},
}


def inside(module: str, *places: str) -> bool:
    return any(module == place or module.startswith(place + ".") for place in places)


def offences(files: tuple[Path, ...], rule) -> list[str]:
    """Return "file: import" for every import that breaks a rule."""
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files
        for name in imports(path)
        if rule(name_of(path), name)
    ]


def test_the_sound_side_does_not_know_the_display():
    """audio never imports display."""
    assert not offences(python_files("audio"), lambda _, name: inside(name, "display"))


@pytest.mark.parametrize("library", KEPT_IN)
def test_a_library_stays_in_its_room(library):
    """SQL, the sound library and the hub's greenlets are each known in one place."""

    def rule(importer: str, name: str) -> bool:
        return inside(name, library) and not inside(importer, *KEPT_IN[library])

    assert not offences(python_files("display", "audio"), rule)


def test_the_display_uses_the_sound_side_by_its_doors():
    """Nothing below audio/__init__.py is imported from outside; the speaker has its own door."""

    def rule(_: str, name: str) -> bool:
        return inside(name, "audio") and name not in SOUND_DOORS

    assert not offences(python_files("display"), rule)


def test_the_ear_is_entered_by_its_door():
    """Its worker is a process of its own; whoever starts it need not load what listens."""

    def rule(_: str, name: str) -> bool:
        return inside(name, "audio.ear") and name != "audio.ear"

    rest = [path for path in python_files("audio") if not inside(name_of(path), "audio.ear")]
    assert not offences(tuple(rest), rule)


def test_the_ear_does_not_know_who_speaks():
    """It judges the loudspeaker by what it hears; of the sound side it knows chimes and studio."""
    known = (
        *("audio.ear", "audio.packs", "audio.process", "audio.sound.decode", "audio.studio"),
        "audio.address",
    )

    def rule(_: str, name: str) -> bool:
        return inside(name, "audio") and not inside(name, *known)

    assert not offences(python_files("audio/ear"), rule)


@pytest.mark.parametrize("room", [*DISPLAY_ROOMS, *(f"hall/{room}" for room in HALL_ROOMS)])
def test_a_room_is_entered_by_its_door(room):
    """Other rooms import from display.ROOM, not from the files behind it."""
    door = f"display.{room}".replace("/", ".")
    rooms = {f"display.hall.{one}" for one in HALL_ROOMS}  # the doors within the hall
    public = {door, "display.web.screen.pages"}  # the pages are mounted by display/app.py

    def rule(importer: str, name: str) -> bool:
        return inside(name, door) and name not in public | rooms and not inside(importer, door)

    assert not offences(python_files("display"), rule)


@pytest.mark.parametrize("room", NOT_KNOWN)
def test_a_room_does_not_know_those_above_it(room):
    """Imports point one way, so that a room can be understood alone."""
    parent, _, name = f"display/{room}".rpartition("/")
    barred = [f"{parent}/{other}".replace("/", ".") for other in NOT_KNOWN[room] if other != name]
    assert not offences(python_files(f"display/{room}"), lambda _, name: inside(name, *barred))
