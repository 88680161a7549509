"""``panggil user``: the people who may sign in."""

from __future__ import annotations

from typing import Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.startup.open_journal import open_ledger
from display.errors import PanggilError

ROLES = ("admin", "officer", "clerk", "viewer")


class UnknownUser(PanggilError):
    """Raised when nobody has that name."""


class UnknownCounter(PanggilError):
    """Raised when the hall has no such counter, or a clerk is given none."""


@click.group()
def user() -> None:
    """Add and list users, and give them new passwords."""


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What they may do.")
@click.option(
    "--counter",
    "counters",
    multiple=True,
    help="A counter that a clerk may call for; give it more than once for more than one.",
)
@setting_options("data", "hall")
def add(name: str, role: str, counters: tuple[str, ...], **given: Any) -> None:
    """Add a user and print a one-time password, to be changed at the first sign-in."""
    from display.accounts import AccountStore, add_user
    from display.journal import Counter

    if counters and role != "clerk":
        raise click.UsageError("--counter is for the role clerk alone.")
    settings = settings_from(**given)
    with open_ledger(settings) as journal:
        accounts = AccountStore(journal.database)
        known = {row.id for row in journal.read(settings.hall, lambda tx: tx.all(Counter))}
        for counter in counters:
            if counter not in known:
                raise UnknownCounter(f"There is no counter {counter!r}.")
        click.echo(add_user(accounts, settings.hall, name, role, None, counters=counters))


@user.command("passwd")
@click.argument("name")
@click.option("--password", help="A password of the installer's choice instead of a one-time one.")
@setting_options("data", "hall")
def passwd(name: str, password: str | None, **given: Any) -> None:
    """Print a new one-time password and end the user's sessions."""
    from display.accounts import AccountStore, reset_password, set_password

    settings = settings_from(**given)
    with open_ledger(settings) as journal:
        accounts = AccountStore(journal.database)
        found = accounts.find_user(settings.hall, name)
        if found is None:
            raise UnknownUser(f"Nobody is called {name!r}.")
        if password is None:
            click.echo(reset_password(accounts, found))
        else:
            set_password(accounts, settings.hall, name, password)
            click.echo(f"Password of {name} changed.")


@user.command("list")
@setting_options("data", "hall")
def list_users(**given: Any) -> None:
    """List the users: name, role, a clerk's counters, whether they may sign in."""
    from display.accounts import AccountStore

    settings = settings_from(**given)
    with open_ledger(settings) as journal:
        accounts = AccountStore(journal.database)
        rows = accounts.users(settings.hall)
    for row in rows:
        state = f"disabled {row.disabled_at}" if row.disabled_at else ""
        click.echo(
            f"{row.name:<20} {row.role:<8} {','.join(row.counters or ()):<12} {state}".rstrip()
        )
