"""``panggil token``: the secrets by which other programs speak to the hall."""

from __future__ import annotations

from typing import Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.startup.open_journal import open_ledger
from display.errors import PanggilError

SCOPES = ("calls", "announcements", "read", "speaker", "listen", "voice", "admin")


class UnknownToken(PanggilError):
    """Raised when no living token has that name."""


@click.group()
def token() -> None:
    """Make, list and revoke API tokens."""


@token.command("add")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    required=True,
    help="What the token may do; give it more than once for more than one scope.",
)
@setting_options("data", "hall")
def add(name: str, scopes: tuple[str, ...], **given: Any) -> None:
    """Make a token and print it; it is shown only this once."""
    from display.accounts import AccountStore, issue_token

    settings = settings_from(**given)
    with open_ledger(settings) as journal:
        accounts = AccountStore(journal.database)
        secret = issue_token(accounts, settings.hall, name, scopes)
    click.echo(secret)


@token.command("list")
@setting_options("data", "hall")
def list_tokens(**given: Any) -> None:
    """List the tokens: name, scopes, made, revoked."""
    from display.accounts import AccountStore

    settings = settings_from(**given)
    with open_ledger(settings) as journal:
        accounts = AccountStore(journal.database)
        rows = [row for row in accounts.tokens() if row.hall == settings.hall]
    for row in rows:
        state = f"revoked {row.revoked_at}" if row.revoked_at else "valid"
        click.echo(f"{row.name:<20} {','.join(row.scopes):<32} {row.created_at}  {state}")


@token.command("revoke")
@click.argument("name")
@setting_options("data", "hall")
def revoke(name: str, **given: Any) -> None:
    """Revoke every living token of that name; a running server heeds it within 5 s."""
    from display.accounts import AccountStore

    settings = settings_from(**given)
    with open_ledger(settings) as journal:
        accounts = AccountStore(journal.database)
        found = [
            row
            for row in accounts.tokens()
            if row.hall == settings.hall and row.name == name and not row.revoked_at
        ]
        if not found:
            raise UnknownToken(f"No living token is called {name!r}.")
        for row in found:
            accounts.revoke_token(row.id)
    click.echo(f"Revoked {name}.")
