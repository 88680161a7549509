"""``panggil clips build``: a pack of everything this hall's calls need, in the voice of choice."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.phrases.needs import needed_phrases
from display.errors import PanggilError
from display.settings import Settings

if TYPE_CHECKING:
    from audio import Pack

#: Without a terminal a line now and then is enough for a log.
_LINE_EVERY_S = 5.0


class NotReplaced(PanggilError):
    """Raised when a build would write over what nobody can build again: a person's recordings."""


class NumberRange(click.ParamType):
    """``1-999``: the first and the last number."""

    name = "first-last"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the two numbers, or fail with the reason."""
        first, dash, last = str(value).partition("-")
        if not (dash and first.isdecimal() and last.isdecimal()):
            self.fail(f"{value!r} is no range; write 1-999.", param, ctx)
        if not int(first) <= int(last) <= 9999:
            self.fail(f"{value!r} must rise and end at 9999 at most.", param, ctx)
        return int(first), int(last)


@click.command()
@click.option("--voice", required=True, help="Who speaks: kokoro, gtts (internet) or espeak.")
@click.option("--name", help="The pack's name; without it the voice's.")
@click.option("--from", "source", help="Also everything this PACK says; same voice: its clips.")
@click.option("--service", "services", multiple=True, help="Only this service; may be repeated.")
@click.option("--numbers", type=NumberRange(), help="Only these ticket numbers, as 1-999.")
@click.option("--into", type=click.Path(path_type=Path), help="Build in this folder instead.")
@setting_options("data", "hall")
def build(
    voice: str,
    name: str | None,
    source: str | None,
    services: tuple[str, ...],
    numbers: tuple[int, int] | None,
    into: Path | None,
    **given: Any,
) -> None:
    """Build a pack of what this hall's calls need, into the data folder.

    It may be stopped at any time, even by kill -9: the next build goes on where it stopped, and
    until the last clip is made a pack of the same name stays in use.
    """
    from audio import build_pack, open_engine, open_installed, pack_folder, pair_phrases
    from display.commands.phrases.coverage import ask_hall

    settings = settings_from(**given)
    folder = into or pack_folder(settings.packs, name or voice)
    _spare_recordings(folder)
    start = open_installed(settings.packs, source) if source else None
    texts = list(ask_hall(settings, lambda tx: needed_phrases(tx, services, numbers)))
    if numbers is None:
        texts += pair_phrases()
    if start is not None:
        texts += [text for text in start.texts() if text not in set(texts)]
    with closing(open_engine(voice)) as engine, progress() as tell:
        pack = build_pack(
            texts,
            engine,
            folder,
            tell,
            source=start,
            jobs=engine.jobs,
            keep_replaced=True,
        )
    _conclude(settings, pack, folder, into is None)


def _spare_recordings(folder: Path) -> None:
    from audio import PackError, open_pack

    try:
        replaced = open_pack(folder)
    except PackError:
        return
    if replaced.made_by.get("engine") == "recordings":
        raise NotReplaced(f"{folder} holds recordings of a person; choose another --name.")


def _conclude(settings: Settings, pack: Pack, folder: Path, installed: bool) -> None:
    click.echo(f"{folder}: {len(pack)} clips in {pack.voice}")
    if installed and folder.name == settings.pack:
        click.echo("The hall speaks from it after its next start.")
    elif installed:
        click.echo(f"The hall speaks from it when PANGGIL_PACK={folder.name} is set.")


@contextmanager
def progress() -> Iterator[Callable[[int, int, str], None]]:
    """Yield what to tell of each clip: a bar on a terminal, else a line every few seconds."""
    bars: list[Any] = []
    started = last = time.monotonic()

    def draw(done: int, total: int, text: str) -> None:
        if not bars:
            bars.append(click.progressbar(length=total, show_pos=True, file=sys.stderr))
        bars[0].update(1)

    def say(done: int, total: int, text: str) -> None:
        nonlocal last
        now = time.monotonic()
        if done == total or now - last >= _LINE_EVERY_S:
            last = now
            left_s = (now - started) / done * (total - done)
            click.echo(f"{done} of {total}, about {left_s:.0f} s left", err=True)

    try:
        yield draw if sys.stderr.isatty() else say
    finally:
        for bar in bars:
            bar.render_finish()
