"""``panggil clips check`` and ``report``: what a pack cannot say, and how it sounds."""

from __future__ import annotations

import sys
from typing import Any

import click

from display.commands.command_line.exits import Exit
from display.commands.command_line.options import setting_options, settings_from

_SHOWN = 20


@click.command()
@setting_options("data", "hall", "pack")
def check(**given: Any) -> None:
    """Check that every call of this hall can be said; exit code 1 when one cannot.

    Every clip's checksum is computed. Services and counters are those of the hall in the data
    folder, before the first start those of the hall that the first start would make.
    """
    from display.commands.phrases.coverage import cover

    coverage = cover(settings_from(**given))
    for text in coverage.missing[:_SHOWN]:
        click.echo(f"missing  {text}  ({coverage.reasons[text]})")
    for text, why in coverage.damaged[:_SHOWN]:
        click.echo(f"damaged  {text}  ({why})")
    click.echo(
        f"{coverage.needed} phrases needed, {len(coverage.missing)} missing, "
        f"{len(coverage.damaged)} clips damaged."
    )
    sys.exit(Exit.DONE if coverage.whole else Exit.WRONG)


@click.command()
@click.argument("pack", default="default")
@setting_options("data")
def report(pack: str, **given: Any) -> None:
    """Measure every clip of a PACK (default: the shipped one); exit code 1 beyond a bound.

    Bounds: -16 LUFS +-1, true peak at most -1 dBTP, silences under 60 ms, no step at a join.
    """
    from audio import open_installed, report_pack

    opened = open_installed(settings_from(**given).packs, pack)
    rows = []
    click.echo("  LUFS   dBTP  lead ms  tail ms    step  clip")
    for row in report_pack(opened):
        rows.append(row)
        wrong = f"  WRONG: {', '.join(row.wrong)}" if row.wrong else ""
        click.echo(
            f"{row.loudness_lufs:6.2f} {row.true_peak_dbtp:6.2f} {row.leading_ms:8.1f} "
            f"{row.trailing_ms:8.1f} {row.step:7.4f}  {row.text}{wrong}"
        )
    _summarise(rows)
    sys.exit(Exit.WRONG if any(row.wrong for row in rows) else Exit.DONE)


def _summarise(rows: list[Any]) -> None:
    whole = [row for row in rows if not row.damage]
    if whole:
        loudness = [row.loudness_lufs for row in whole]
        click.echo(f"\nloudness     {min(loudness):.2f} to {max(loudness):.2f} LUFS")
        click.echo(f"true peak    at most {max(row.true_peak_dbtp for row in whole):.2f} dBTP")
        click.echo(f"leading      at most {max(row.leading_ms for row in whole):.1f} ms")
        click.echo(f"trailing     at most {max(row.trailing_ms for row in whole):.1f} ms")
        click.echo(f"step         at most {max(row.step for row in whole):.4f} of full scale")
    click.echo(f"{len(rows)} clips, {sum(bool(row.wrong) for row in rows)} beyond a bound.")
