"""``panggil doctor``: says in plain words what is wrong with this machine, and what to do."""

from __future__ import annotations

import sys
from typing import Any

import click

from display.commands.command_line.exits import Exit
from display.commands.command_line.options import setting_options, settings_from
from display.commands.examination import EXAMINATIONS


@click.command()
@setting_options("data", "host", "port", "device", "microphone")
def doctor(**given: Any) -> None:
    """Examine database, clips, sound device, microphone, clock, port, disk and network.

    Exit code 1 when something has to be done. It may run while the hall is open.
    """
    settings = settings_from(**given)
    wrong = 0
    for examine in EXAMINATIONS:
        finding = examine(settings)
        click.echo(f"{'baik ' if finding.well else 'SALAH'}  {finding.subject}: {finding.sentence}")
        if not finding.well:
            wrong += 1
            click.echo(f"       -> {finding.remedy}")
    click.echo(f"\n{wrong} hal perlu diperbaiki." if wrong else "\nSemua baik.")
    sys.exit(Exit.WRONG if wrong else Exit.DONE)
