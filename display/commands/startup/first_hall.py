"""Which hall a first start furnishes: the sample, or an empty one; asked in a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from display.commands.startup.open_journal import has_hall
from display.settings import SAMPLES

if TYPE_CHECKING:
    from display.settings import Settings

_QUESTION = """
Start baru / first start: isi aula / which hall?
  lahat  contoh: Mal Pelayanan Publik Lahat, 6 layanan, 12 loket / the sample hall
  none   kosong, diatur sendiri di konsol / empty, set up in the console
Pilih / choose"""


def asked_sample(settings: Settings) -> str:
    """Return what the hall is furnished with; "" leaves it to the server, which takes the sample.

    Asks only when nothing was said, there is no hall yet, and a person sits at the terminal.
    """
    if settings.sample or has_hall(settings) or not _is_attended():
        return settings.sample
    answer: str = click.prompt(_QUESTION, type=click.Choice(SAMPLES), default=SAMPLES[0])
    return answer


def _is_attended() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
