"""``panggil user``: the people who may sign in."""

from __future__ import annotations

from typing import Any

import click

from display.commands.ledger import open_ledger
from display.commands.options import setting_options, settings_from
from display.errors import PanggilError

ROLES = ("admin", "officer", "clerk")


class UnknownUser(PanggilError):
    """Raised when nobody has that name."""


@click.group()
def user() -> None:
    """Add and list users, and give them new passwords."""


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What they may do.")
@setting_options("data", "hall")
def add(name: str, role: str, **given: Any) -> None:
    """Add a user and print a one-time password, to be changed at the first sign-in."""
    from display.accounts import add_user

    settings = settings_from(**given)
    with open_ledger(settings) as journal:
        click.echo(add_user(journal, settings.hall, name, role, None))


@user.command("passwd")
@click.argument("name")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
@setting_options("data", "hall")
def passwd(name: str, password: str, **given: Any) -> None:
    """Set a user's password; asks for it when it is not given."""
    from display.accounts import set_password

    settings = settings_from(**given)
    with open_ledger(settings) as journal:
        if journal.find_user(settings.hall, name) is None:
            raise UnknownUser(f"Nobody is called {name!r}.")
        set_password(journal, settings.hall, name, password)
    click.echo(f"Password of {name} changed.")


@user.command("list")
@setting_options("data", "hall")
def list_users(**given: Any) -> None:
    """List the users: name and role."""
    settings = settings_from(**given)
    with open_ledger(settings) as journal:
        rows = [row for row in journal.users() if row.hall == settings.hall]
    for row in rows:
        click.echo(f"{row.name:<20} {row.role}")
