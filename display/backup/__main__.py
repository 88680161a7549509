"""Makes one backup for a server, in a process of its own: ``python -m display.backup``.

What came of it is one JSON object a line on standard output, for each place. The end of standard
input ends it: no backup outlives its server half made.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

from display.backup.errors import BackupError
from display.backup.kept import kept_backups, thin_out
from display.backup.making import copy_to, make_backup
from display.backup.priority import step_back


def main() -> None:
    """Make the backup, copy it to the second place, and thin both out."""
    asked = _arguments()
    step_back()
    threading.Thread(target=_end_with_server, daemon=True).start()
    folder: Path = asked.folder
    if asked.name and _attempt("first", lambda: _first(asked, folder / asked.name)):
        thin_out(folder, asked.keep)
    if asked.second:
        second: Path = asked.second
        # Also when the first place took nothing: the last backup has its copy at least.
        if _attempt("second", lambda: _second(folder, second)):
            thin_out(second, asked.keep)


def _first(asked: argparse.Namespace, target: Path) -> Path:
    target.parent.mkdir(mode=0o700, exist_ok=True)
    url = os.environ["PANGGIL_DATABASE_URL"]  # in no list of processes: it may hold a password
    made = make_backup(
        asked.data, url, target, version=asked.version, least_left=asked.least_left_mb * 10**6
    )
    return made.path


def _second(folder: Path, second: Path) -> Path:
    """Return the copy of the newest backup in the second place, made unless it is there."""
    kept = kept_backups(folder)
    if not kept:
        raise BackupError("source", "There is no backup yet that could be copied.")
    there = second / kept[0].path.name
    if there.is_file() and there.stat().st_size == kept[0].size:
        return there
    return copy_to(kept[0].path, second)


def _attempt(place: str, work: Callable[[], Path]) -> bool:
    told: dict[str, object] = {"place": place}
    try:
        path = work()
        told |= {"path": str(path), "size": path.stat().st_size}
    except BackupError as error:
        told |= {"fault": error.fault, "why": str(error)}
    except OSError as error:
        told |= {"fault": "unwritable", "why": str(error)}
    print(json.dumps(told), flush=True)
    return "fault" not in told


def _end_with_server() -> None:
    while os.read(0, 512):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m display.backup")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--name", help="of a new backup; without it only the copy is seen to")
    parser.add_argument("--version", required=True)
    parser.add_argument("--keep", type=int, required=True)
    parser.add_argument("--second", type=Path)
    parser.add_argument("--least-left-mb", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
