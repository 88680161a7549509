"""The three commands: install, status, remove."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from display.commands.service import systemd
from display.commands.service.unit import NAME, Account, system_unit, user_unit

if TYPE_CHECKING:
    from collections.abc import Callable

_HOME: Final = Path("/var/lib/panggil")
_ENVIRONMENT: Final = Path("/etc/panggil.env")
_SETTINGS: Final = """\
# Settings of Panggil, one a line: PANGGIL_PORT=8080. The list is in docs/settings.md.
# After a change: systemctl restart panggil
"""

_user_unit = click.option(
    "--user-unit", is_flag=True, help="A service of your own account, with its sound server."
)


@click.group()
def service() -> None:
    """Let the hall start with its machine, watched by systemd."""


@service.command("install")
@_user_unit
@click.option(
    "--data", type=click.Path(path_type=Path), default=None, help="The data folder of the hall."
)
@click.option("--account", default="panggil", help="Whose the service is. Default: panggil.")
@click.option("--print", "only_print", is_flag=True, help="Print the unit file; change nothing.")
def install(user_unit: bool, data: Path | None, account: str, only_print: bool) -> None:
    """Install the hall as a service that starts at boot, and start it."""
    if user_unit:
        _install_for_user(data, only_print=only_print)
    else:
        _install_for_system(data, account, only_print=only_print)


@service.command("status")
@_user_unit
def status(user_unit: bool) -> None:
    """Say whether the service is installed, starts at boot, and runs."""
    systemd.require_systemd()
    path = systemd.unit_path(user=user_unit)
    if not path.is_file():
        click.echo(f"Not installed: there is no {path}.")
        sys.exit(1)
    for word, asked in (("starts at boot", "is-enabled"), ("runs", "is-active")):
        click.echo(f"{word}: {_asked(asked, user=user_unit)}")
    shown = systemd.systemctl(
        "show", NAME, "--property=StatusText,NRestarts,ActiveEnterTimestamp", user=user_unit
    )
    click.echo(shown.strip())


@service.command("remove")
@_user_unit
def remove(user_unit: bool) -> None:
    """Stop the service and take it away; data folder, settings and account stay."""
    systemd.require_systemd()
    if not user_unit:
        systemd.require_root()
    path = systemd.unit_path(user=user_unit)
    if path.is_file():
        systemd.systemctl("disable", "--now", NAME, user=user_unit)
        path.unlink()
        systemd.systemctl("daemon-reload", user=user_unit)
    click.echo("The service is gone. The data folder, the settings and the account are untouched.")


def _install_for_system(data: Path | None, name: str, *, only_print: bool) -> None:
    folder = (data or _HOME / "data").absolute()
    if only_print:
        account = systemd.find_account(name) or Account(name, 999, _HOME)
        click.echo(system_unit(account, folder, _ENVIRONMENT), nl=False)
        return
    systemd.require_systemd()
    systemd.require_root()
    systemd.require_reachable(Path(sys.executable), name)
    account = systemd.make_account(name, _HOME)
    _prepare(folder, _ENVIRONMENT, lambda path: shutil.chown(path, account.name))
    # Its sound server runs from the boot on, without a login.
    systemd.command("loginctl", "enable-linger", account.name)
    _begin(system_unit(account, folder, _ENVIRONMENT), user=False)


def _install_for_user(data: Path | None, *, only_print: bool) -> None:
    folder = (data or Path.home() / "panggil").absolute()
    environment = systemd.unit_path(user=True).parents[2] / "panggil.env"
    if only_print:
        click.echo(user_unit(folder, environment), nl=False)
        return
    systemd.require_systemd()
    _prepare(folder, environment, lambda path: None)
    systemd.command("loginctl", "enable-linger")
    _begin(user_unit(folder, environment), user=True)


def _prepare(folder: Path, environment: Path, own: Callable[[Path], None]) -> None:
    """Make the data folder and a file for the settings, which may hold secrets."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in (folder, *folder.rglob("*")):
            own(path)
        if not environment.exists():
            environment.parent.mkdir(parents=True, exist_ok=True)
            number = os.open(environment, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(number, "w", encoding="utf-8") as file:
                file.write(_SETTINGS)
    except OSError as error:
        raise systemd.ServiceError(f"{error.filename}: {error.strerror}.") from None


def _begin(text: str, *, user: bool) -> None:
    path = systemd.unit_path(user=user)
    systemd.write_unit(path, text)
    systemd.systemctl("daemon-reload", user=user)
    systemd.systemctl("enable", "--now", NAME, user=user)
    mine = " --user" if user else ""
    click.echo(f"Installed as {path} and started. What it says: journalctl{mine} -u panggil")
    click.echo(f"The one-time password of a first start: journalctl{mine} -u panggil | grep Sandi")


def _asked(word: str, *, user: bool) -> str:
    try:
        return systemd.systemctl(word, NAME, user=user).strip()
    except systemd.ServiceError:
        return "no"
