"""``panggil backup`` and ``panggil restore``: a hall in one file, and a folder made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.startup.folder import require_no_server
from display.commands.startup.open_journal import has_hall
from display.errors import StartError


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@setting_options("data")
def backup(file: Path, **given: Any) -> None:
    """Write the whole hall to FILE while it is open, and read it back.

    FILE appears when all is well; what had that name before stays until then.
    """
    from display.backup import make_backup, step_back
    from display.version import version

    settings = settings_from(**given)
    if not has_hall(settings):
        raise StartError(f"There is no hall in {settings.data} yet; nothing to back up.")
    step_back()
    made = make_backup(settings.data, settings.journal_url, file, version=version())
    for hall in made.facts.halls:
        click.echo(f"{hall.hall}: {hall.seq} events, the last at {hall.at or '-'}")
    click.echo(f"{made.path}: {made.members} files, {made.size / 10**6:.1f} MB, read back whole.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@setting_options("data")
def restore(file: Path, **given: Any) -> None:
    """Make the folder of --data, which must be empty or new, of the backup FILE.

    Screens that know the hall begin anew by themselves; staff sign in again.
    """
    from display.backup import restore_backup

    settings = settings_from(**given)
    if settings.database_url:
        raise StartError(
            "A backup is restored into a folder with SQLite; unset PANGGIL_DATABASE_URL. "
            "For PostgreSQL restore what pg_dump wrote."
        )
    require_no_server(settings.data)
    restored = restore_backup(file, settings.data)
    about = restored.manifest
    click.echo(
        f"Made at {about.made_at} by Panggil {about.panggil}, schema {about.schema_revision}."
    )
    for hall in restored.facts.halls:
        click.echo(f"{hall.hall}: {hall.seq} events, the last at {hall.at or '-'}")
    click.echo(f"Restored into {restored.folder}. Start it: panggil run --data {settings.data}")
