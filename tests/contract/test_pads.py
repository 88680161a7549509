"""Two server processes, one service: whichever database, of two pads one wins (Done-when 2)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from audio import ClipFolder, Composer, VoiceWorker, default_pack
from display.accounts import AccountStore, TokenCheck
from display.hall import Conflict
from display.hall.calling import NextRequest, call_next
from display.hall.setup import seed_hall
from display.journal import open_journal
from display.parts import House
from display.settings import load_settings

PRESSES = 60


@contextmanager
def server(database_url: str, folder: Path) -> Iterator[House]:
    """A house as one server process has it, with connections of its own."""
    journal, pack = open_journal(database_url, patience_s=60), default_pack()
    made = ClipFolder(folder / "clips", pack.voice)
    settings = replace(load_settings({}), data=folder)
    composer = Composer(pack, made, folder / "sounds")
    tokens, voice = TokenCheck(AccountStore(journal.database)), VoiceWorker(made)
    yield House(settings, "lahat", "test", journal, composer, voice, tokens)
    journal.close()


def test_pads_on_two_servers_call_every_number_once(database_url: str, tmp_path: Path) -> None:
    """Each presses what it saw, as fast as it can; who loses is told what is next, and goes on."""

    def pad(house: House, counter: str) -> tuple[list[str], int]:
        called, lost, expected = [], 0, "B-001"
        while len(called) < PRESSES:
            try:
                placed = call_next(house, counter, NextRequest(expected=expected))
                called.append(placed.caption.split()[2].rstrip("."))
                expected = f"B-{int(called[-1][2:]) + 1:03d}"
            except Conflict as conflict:
                lost, expected = lost + 1, conflict.facts["next"] or ""  # only "not_next" has it
        return called, lost

    with server(database_url, tmp_path / "a") as one, server(database_url, tmp_path / "b") as other:
        seed_hall(one.journal, "lahat")
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(pad, (one, other), ("3", "4"))
    numbers = sorted(first[0] + second[0])
    assert numbers == [f"B-{number:03d}" for number in range(1, 2 * PRESSES + 1)]
