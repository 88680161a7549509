"""Reasons: whatever is written into an announcement has words, and staff read nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from display.hall.playback import forecast_queue
from display.hall.reasons import (
    REASONS,
    STATES,
    Reason,
    SpeakerReason,
    State,
    outcome_table,
    outcome_text,
    reason_clause,
)
from display.parts import Parts
from tests.display.hall.asking import say

ROOT = Path(__file__).parents[3]
WRITERS = {"end_announcement", "merge_unspoken", "release_announcement", "_end", "_give_up"}
REPORTERS = {"Report", "_emit", "_end", "_tell", "_end_current", "_drop_worker", "SoundMissing"}


def written(folder: str, functions: set[str]) -> Iterator[tuple[str, str]]:
    """Yield every text that a call of ``functions`` below ``folder`` may give as the reason."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in functions:
                values = [each.value for each in node.keywords if each.arg == "reason"]
                if not values and functions is REPORTERS:
                    values = _after_failed(node.args)
                elif not values and _name(node.func) in {"_end", "_give_up"}:
                    values = node.args[-1:]
                for value in values:
                    yield from ((text, path.name) for text in _texts(value))


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _after_failed(args: list[ast.expr]) -> list[ast.expr]:
    """Return what follows the word "failed"."""
    for at, each in enumerate(args):
        if isinstance(each, ast.Constant) and each.value == "failed":
            return args[at + 1 :]
    return []


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression may be; a condition is no such text."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def test_every_reason_of_the_hall_has_words() -> None:
    """Each literal that a rule writes; some are found, so that the search itself is tried."""
    found = dict(written("display", WRITERS))
    assert {"served", "undone", "transferred", "recording_gone", "no_device", "expired"} <= set(
        found
    )
    assert {reason: where for reason, where in found.items() if reason not in REASONS} == {}


def test_every_reason_of_the_speaker_has_words() -> None:
    """What it reports in the source, and what the protocol's page says that it may report."""
    found = dict(written("audio/speaker", REPORTERS))
    assert {"stopped", "bad_sound", "no_device"} <= set(found) <= set(get_args(SpeakerReason))
    page = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    row = re.search(r"^\| `reason` \|.*of a failure: (.*) \|$", page, re.MULTILINE)
    assert row
    assert set(re.findall(r"`(\w+)`", row[1])) == set(get_args(SpeakerReason))


def test_the_table_is_whole() -> None:
    """Each member of the two types has words, and nothing else has."""
    assert set(REASONS) == set(get_args(Reason))
    assert set(STATES) == set(get_args(State))


@pytest.mark.parametrize(
    ("state", "reason", "text"),
    [
        ("failed", "no_device", "tidak terdengar: tidak ada perangkat suara"),
        ("expired", "queued", "kedaluwarsa: giliran tidak tiba"),
        ("finished", "voice_failed", "hanya nada dan teks: suara tidak dapat dibuat"),
        ("finished", "ended", "terdengar"),
        ("cancelled", "asked", "dibatalkan: oleh petugas"),
        ("merged", None, "tidak perlu lagi"),
    ],
)
def test_what_staff_read(state: str, reason: str | None, text: str) -> None:
    """A state with its reason, where the reason says more."""
    assert outcome_text(state, reason) == text
    assert outcome_table()[state].get(reason or "", STATES["finished"]) == text


def test_no_unknown_word_is_read() -> None:
    """A newer speaker's reason or a newer server's state is not shown bare."""
    assert outcome_text("failed", "amplifier_on_fire") == "tidak terdengar"
    assert outcome_text("evaporated", "asked") == ""
    assert reason_clause("amplifier_on_fire", "sebab tidak diketahui") == "sebab tidak diketahui"
    words = {text for texts in outcome_table().values() for text in texts.values()}
    assert not {each for each in words if set(re.findall(r"\w+", each)) & {"queued", "no_device"}}


def test_the_queue_says_how_it_stands(parts: Parts) -> None:
    """Each row in the words of the table."""
    say(parts)
    (waiting,) = forecast_queue(parts.hall, parts.announcer)["waiting"]
    assert waiting["outcome_text"] == "menunggu giliran"
