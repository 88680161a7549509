"""``panggil setup``: a hall's whole set-up, out to a file and in from one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.startup.open_journal import open_ledger
from display.errors import PanggilError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from display.hall.setup import SetupChange, SetupFault

_STEPS = {"added": "+", "changed": "~", "removed": "-"}


class FileRefused(PanggilError):
    """Raised for a file of which nothing was taken over; says every line at fault."""


@click.group()
def setup() -> None:
    """Write the hall's set-up to a file, and set the hall up from one."""


@setup.command("export")
@click.argument("file", default="-", type=click.Path(dir_okay=False, path_type=Path))
@setting_options("data", "hall")
def export(file: Path, **given: Any) -> None:
    """Write hall, services, counters, schedule and holidays as TOML to FILE or to the terminal.

    A FILE whose name ends in .csv gets the counters alone.
    """
    from display.hall.setup import export_setup, write_counters, write_toml

    settings = settings_from(**given)
    with open_ledger(settings) as journal:
        known = journal.read(settings.hall, export_setup)
    text = write_counters(known) if _is_csv(file) else write_toml(known)
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise FileRefused(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Written to {file}.", err=True)


@setup.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--preview", is_flag=True, help="Say what would change, and change nothing.")
@setting_options("data", "hall")
def import_(file: Path, preview: bool, **given: Any) -> None:
    """Set the hall up from FILE (TOML; .csv: counters alone), all or nothing.

    Each change is a line: + added, ~ changed, - removed. The screens of a running server show them
    within a second.
    """
    from display.hall.setup import (
        SetupRefused,
        lines_of,
        plan_setup,
        read_setup,
        with_lines,
        write_setup,
    )

    settings = settings_from(**given)
    data, as_csv = _read(file), _is_csv(file)
    with open_ledger(settings) as journal:
        try:
            asked = read_setup(data, as_csv=as_csv)
        except SetupRefused as refused:
            raise _refusal(refused.faults) from None
        try:
            if preview:
                changes = journal.read(settings.hall, lambda tx: plan_setup(tx, asked))
            else:
                changes = journal.write(settings.hall, lambda tx: write_setup(tx, asked))
        except SetupRefused as refused:
            faults = with_lines(refused.faults, lines_of(data, as_csv=as_csv))
            raise _refusal(faults) from None
    click.echo("\n".join(map(_line, changes)) or "Nothing changes.")


def _is_csv(file: Path) -> bool:
    return file.suffix.lower() == ".csv"


def _read(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise FileRefused(f"{file} cannot be read: {error.strerror}.") from None


def _refusal(faults: Iterable[SetupFault]) -> FileRefused:
    return FileRefused("Nothing was changed.\n" + "\n".join(map(str, faults)))


def _line(change: SetupChange) -> str:
    fields = f" ({', '.join(change.fields)})" if change.fields else ""
    return f"{_STEPS[change.step]} {change.part} {change.name}{fields}"
