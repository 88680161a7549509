"""``panggil clips``: what the shipped clip pack holds, and whether this hall can say its calls."""

from __future__ import annotations

import sys
from typing import Any

import click

from display.commands.coverage import cover
from display.commands.exits import Exit
from display.commands.options import setting_options, settings_from

_SHOWN = 20


@click.group()
def clips() -> None:
    """Examine the clip pack."""


@clips.command("list")
def list_clips() -> None:
    """List every phrase of the shipped pack, one a line."""
    from audio import default_pack

    for text in default_pack().texts():
        click.echo(text)


@clips.command("check")
@setting_options("data", "hall")
def check(**given: Any) -> None:
    """Check that every call of this hall can be said; exit code 1 when one cannot.

    Every clip's checksum is computed. Services and counters are those of the hall in the data
    folder, before the first start those of the hall that the first start would make.
    """
    coverage = cover(settings_from(**given))
    for text in coverage.missing[:_SHOWN]:
        click.echo(f"missing  {text}")
    for text, why in coverage.damaged[:_SHOWN]:
        click.echo(f"damaged  {text}  ({why})")
    click.echo(
        f"{coverage.needed} phrases needed, {len(coverage.missing)} missing, "
        f"{len(coverage.damaged)} clips damaged."
    )
    sys.exit(Exit.DONE if coverage.whole else Exit.WRONG)
