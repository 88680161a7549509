"""What this hall's calls need to say, and what of it no clip says yet."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from display.commands.phrases.needs import needed_phrases
from display.commands.startup.open_journal import has_hall, open_ledger, open_quietly
from display.settings import Settings

if TYPE_CHECKING:
    from audio import ClipFolder, Pack
    from display.journal import Journal, Transaction

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Phrases needed, phrases without a clip (and why they are needed), damaged clips (why)."""

    needed: int
    missing: tuple[str, ...]
    damaged: tuple[tuple[str, str], ...]
    reasons: dict[str, str]

    @property
    def whole(self) -> bool:
        """Whether every call can be said from clips."""
        return not (self.missing or self.damaged)


def cover(settings: Settings) -> Coverage:
    """Compare what the hall needs with the pack it chose and the clips made here in its voice.

    What the chosen pack lacks is missing, though the hall would hear the shipped voice instead.
    Raises :class:`PackError` when the pack cannot be opened.
    """
    from audio import check_pack, open_installed

    pack = open_installed(settings.packs, settings.pack)
    needs = ask_hall(settings, needed_phrases)
    report = check_pack(pack, needs)
    made = made_clips(settings, pack)
    missing = tuple(text for text in report.missing if made is None or made.find(text) is None)
    return Coverage(len(needs), missing, report.damaged, needs)


def made_clips(settings: Settings, pack: Pack) -> ClipFolder | None:
    """Return the clips made on this machine, or ``None`` where there are none yet."""
    from audio import ClipFolder

    folder = settings.data / "clips"
    return ClipFolder(folder, pack.voice) if folder.is_dir() else None


def ask_hall(settings: Settings, question: Callable[[Transaction], T]) -> T:
    """Return the answer of the hall's journal; before the first start, of the hall as seeded."""
    opened = open_ledger if has_hall(settings) else _seeded_ledger
    with opened(settings) as journal:
        return journal.read(settings.hall, question)


@contextmanager
def _seeded_ledger(settings: Settings) -> Iterator[Journal]:
    from display.hall.setup import seed_hall

    with (
        tempfile.TemporaryDirectory(prefix="panggil-") as folder,
        open_quietly(f"sqlite:///{Path(folder) / 'panggil.db'}") as journal,
    ):
        seed_hall(journal, settings.hall)
        yield journal
