"""What is asked of systemd and of the system's accounts; every refusal is one plain sentence."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Final

from display.commands.service.unit import NAME, Account
from display.errors import PanggilError, StartError

RUNNING: Final = Path("/run/systemd/system")
"""Is there where systemd runs the machine (sd_booted(3))."""
SYSTEM_FOLDER: Final = Path("/etc/systemd/system")


class ServiceError(PanggilError):
    """Raised when systemd or the system refuses what was asked."""


def require_systemd() -> None:
    """Raise :class:`StartError` where systemd does not run this machine."""
    if not RUNNING.is_dir() or shutil.which("systemctl") is None:
        raise StartError(
            "systemd does not run this machine, so there is no service to speak of. "
            "docs/operations.md says how to start Panggil on Windows, in a container, and by "
            "another service manager."
        )


def require_root() -> None:
    """Raise :class:`StartError` for who may not change the system."""
    if os.name != "posix" or os.geteuid() != 0:
        raise StartError(
            "This changes the system: run it with sudo, or add --user-unit for a service of "
            "your own account."
        )


def systemctl(*arguments: str, user: bool = False) -> str:
    """Run ``systemctl`` and return what it says; :class:`ServiceError` when it refuses."""
    return command("systemctl", *(["--user"] if user else []), *arguments)


def command(*arguments: str) -> str:
    """Run a program of the system and return what it says."""
    try:
        done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    except OSError as error:
        raise ServiceError(f"{arguments[0]} cannot be run: {error.strerror}.") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise ServiceError(f"`{' '.join(arguments)}` refused: {said[-1] if said else '-'}")
    return done.stdout


def find_account(name: str) -> Account | None:
    """Return an account of this machine, None when there is none of that name."""
    if sys.platform == "win32":
        return None
    import pwd

    try:
        found = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(found.pw_name, found.pw_uid, Path(found.pw_dir))


def make_account(name: str, home: Path) -> Account:
    """Return the account, made if need be, in the group that may use the sound card."""
    if find_account(name) is None:
        command(
            *("useradd", "--system", "--create-home", "--home-dir", str(home)),
            *("--shell", "/usr/sbin/nologin", name),
        )
    command("usermod", "--append", "--groups", "audio", name)
    account = find_account(name)
    if account is None:
        raise ServiceError(f"There is no account {name} although it was made.")
    return account


def require_reachable(program: Path, account: str) -> None:
    """Raise :class:`StartError` when another account cannot come to ``program``.

    An installation in somebody's home is closed to the service's account.
    """
    for folder in program.parents:
        if not folder.stat().st_mode & stat.S_IXOTH:
            raise StartError(
                f"The account {account} cannot reach {program}: {folder} is closed. Install "
                "Panggil where everybody may read, for example in /opt/panggil, or use --user-unit."
            )


def unit_path(*, user: bool) -> Path:
    """Return where the unit file lies."""
    if not user:
        return SYSTEM_FOLDER / NAME
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "systemd" / "user" / NAME


def write_unit(path: Path, text: str) -> None:
    """Write a unit file, whole or not at all; :class:`ServiceError` when it cannot be."""
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise ServiceError(f"{path} cannot be written: {error.strerror}.") from None
