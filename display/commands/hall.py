"""``panggil hall``: what the hall says of itself, shown and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.startup.open_journal import open_ledger
from display.errors import PanggilError

if TYPE_CHECKING:
    from pydantic import ValidationError

    from display.journal import Hall


class WrongField(PanggilError):
    """Raised for what a field does not take; names it."""


@click.group()
def hall() -> None:
    """Show and change what the hall says of itself, such as its name and its hours."""


@hall.command("show")
@setting_options("data", "hall")
def show(**given: Any) -> None:
    """Print what the hall says of itself, a field per line."""
    settings = settings_from(**given)
    with open_ledger(settings) as journal:
        click.echo(_lines(journal.read(settings.hall, lambda tx: tx.about())))


@hall.command("set")
@click.option("--name", help="Stands on top of every screen.")
@click.option("--second-line", help="Below the name; may be empty.")
@click.option("--place", help="For example Kabupaten Lahat.")
@click.option("--timezone", help="WIB, WITA, WIT or a name of IANA, such as Asia/Makassar.")
@click.option("--running-text", help="Runs when staff show nothing else; empty: the screens' own.")
@click.option(
    "--languages",
    metavar="id|id,en",
    help="Of the screens: Indonesian (id) always, id,en for English in turn on TVs.",
)
@click.option(
    "--hours",
    "hours",
    multiple=True,
    metavar="DAYS=HOURS",
    help='All opening hours, day by day: --hours "mon-thu=08:00-12:00, 13:00-15:00" '
    "--hours fri=08:00-11:00; days that are not given are closed, --hours none says nothing.",
)
@setting_options("data", "hall")
def set_(
    hours: tuple[str, ...], languages: str | None, data: Any, hall: Any, **changes: str | None
) -> None:
    """Change what is given; the rest stays. Screens show it within a second, without a restart."""
    from pydantic import ValidationError

    from display.hall.setup import HallRequest, write_profile

    given: dict[str, Any] = {name: value for name, value in changes.items() if value is not None}
    if languages is not None:
        given["languages"] = [part.strip().lower() for part in languages.split(",")]
    if not hours and not given:
        raise click.UsageError("Say what to change, for example --name.")
    settings = settings_from(data=data, hall=hall)
    try:
        asked = HallRequest.model_validate(
            {**given, **({"hours": _by_day(hours)} if hours else {})}
        )
    except ValidationError as error:
        raise _wrong(error) from None
    with open_ledger(settings) as journal:
        kept = journal.write(settings.hall, lambda tx: write_profile(tx, asked))
    click.echo(_lines(kept.thing))


def _by_day(given: tuple[str, ...]) -> dict[str, str]:
    """Return hours by weekday of ``mon-fri=08:00-15:00``; raises :class:`WrongField`."""
    from display.hall import WEEKDAYS

    if given == ("none",):
        return {}
    found: dict[str, str] = {}
    for part in given:
        days, mark, hours = part.partition("=")
        first, _, last = days.strip().lower().partition("-")
        if not mark or first not in WEEKDAYS or (last and last not in WEEKDAYS):
            raise WrongField(f"hours: {part!r} is not written as mon-fri=08:00-15:00.")
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        if end < begin:
            raise WrongField(f"hours: {days} ends before it begins.")
        found.update(dict.fromkeys(WEEKDAYS[begin : end + 1], hours.strip()))
    return found


def _wrong(error: ValidationError) -> WrongField:
    """Return the first of what is wrong, with its field."""
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    return WrongField(f"{where}: {first['msg'].removeprefix('Value error, ')}.")


def _lines(row: Hall) -> str:
    """Return a hall as ``field  value`` lines."""
    from display.hall import WEEKDAYS
    from display.hall.setup import zone_words

    zone = zone_words(row.timezone)
    lines = [
        ("name", row.name),
        ("second line", row.second_line),
        ("place", row.place),
        ("time zone", row.timezone if zone == row.timezone else f"{row.timezone} ({zone})"),
        ("running text", row.running_text),
        ("phone address", row.phone_address),
        ("languages", ", ".join(row.languages)),
        *((f"hours {day}", row.hours.get(day, "closed")) for day in WEEKDAYS if row.hours),
    ]
    return "\n".join(f"{name:<14}{value}".rstrip() for name, value in lines)
