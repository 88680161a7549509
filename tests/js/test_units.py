"""The pure functions of the pages' scripts, run by node; each file here is a test of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any, get_args

import pytest

from display.clock import now
from display.hall import outcome_table
from display.hall.playback.airtime import Advice
from display.journal.kinds import KINDS
from display.web.screen.emergency import standing_emergency

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.test.js"))
SHARED = "shared/modules.js"
EMERGENCIES = (
    "Kebakaran. Segera keluar! Jangan memakai lift, ikuti petugas ke titik kumpul.",
    "Latihan: gempa bumi. Berlindung di bawah meja.",
    "Segera keluar",
    "Apa? Siapa?! Di mana?  Ikuti   petugas.\nJangan panik. " + "Tetap tenang. " * 25,
    "Mohon perhatian pengunjung, " * 12,
    "...",
)


def node(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run node in this folder."""
    return subprocess.run(
        ["node", *arguments],
        cwd=HERE,
        env={**os.environ, "OUTCOMES": json.dumps(outcome_table())},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_units(file: Path) -> None:
    """Node's runner passes the file, and there was something to pass."""
    done = node("--test", "--test-reporter=tap", file.name)
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"^# pass (\d+)$", done.stdout, re.MULTILINE)
    assert passed, done.stdout
    assert int(passed[1]) > 0


def said(expression: str, *scripts: str) -> Any:
    """Return what an expression says after the shared scripts and some of ``static`` were run."""
    lines = [
        f"await import({json.dumps(script)});"
        for script in ("./browser.js", *(f"../../static/{one}" for one in (SHARED, *scripts)))
    ]
    lines.append(f"console.log(JSON.stringify({expression}));")
    done = node("--input-type=module", "--eval", "".join(lines))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, Any]]:
    """Return the kinds of rows as the pages' fold has them."""
    kinds: dict[str, dict[str, Any]] = said("panggil.kinds")
    return kinds


def test_pages_fold_by_the_journals_table(table: dict[str, dict[str, Any]]) -> None:
    """Lists, keys and bounds are those of :data:`display.journal.kinds.KINDS`."""
    ours = {name: kind for name, kind in KINDS.items() if kind.place is not None}
    assert {
        name: (row["place"], tuple(row["key"]), row.get("bound"), frozenset(row.get("unbound", ())))
        for name, row in table.items()
    } == {name: (kind.place, kind.key, kind.bound, kind.unbound) for name, kind in ours.items()}


def test_pages_order_and_keep_rows_as_the_journal_does(table: dict[str, dict[str, Any]]) -> None:
    """A row that says what leaves a list is not kept; two rows stand as their fields say."""
    for name, row in table.items():
        kind, leaves = KINDS[name], row.get("leaves", {})
        stays = {"state": "open", "ticket": {}, "removed": False}
        assert kind.keeps(stays)
        assert kind.keeps(stays | leaves) is not bool(leaves)
        low = dict.fromkeys(("position", "queued_seq", "seq"), 1) | {"id": "a", "service": "a"}
        high = {"position": 2, "queued_seq": 2, "seq": 2, "id": "b", "service": "b"}
        for field in ("position", "queued_seq", "seq", "id", "service"):
            other = low | {field: high[field]}
            rising, falling = field in row["order"], f"-{field}" in row["order"]
            assert (kind.order(low) < kind.order(other)) is rising, (name, field)
            assert (kind.order(low) > kind.order(other)) is falling, (name, field)


def test_screens_draw_an_emergency_as_the_server_does() -> None:
    """Title, rest and size of the page that was sent stay when its script takes over."""
    script = f"{json.dumps(EMERGENCIES)}.map(panggil.emergency.split)"
    script += ".map((words) => [words.title, words.rest, panggil.emergency.size(words)])"
    row = {"kind": "message", "priority": "emergency", "state": "started"}
    moment = now()
    states = [{"announcements": [row | {"caption": one}]} for one in EMERGENCIES]
    ours = [standing_emergency(state, moment) for state in states]
    assert said(script, "screen/emergency.js") == [
        [list(one.title), one.rest, one.size] for one in ours if one
    ]


def test_staff_are_told_of_every_advice() -> None:
    """The page has words for whatever the airtime advises."""
    script = '(await import("../../static/console/now/airtime.js")).ADVICE'
    assert set(said(f"Object.keys({script})")) == set(get_args(Advice))
