"""Reasons: whatever is written into an announcement has words, and staff read nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from audio.witness import Output
from audio.witness.output import STATES as OUTPUT_STATES
from display.clock import iso_now
from display.hall.announcing import (
    cancel_announcement,
    expire_stale,
    prepare_again,
    read_history,
)
from display.hall.announcing.queue import release_announcement
from display.hall.faults import SPEAKER_SILENT
from display.hall.playback import forecast_queue
from display.hall.reasons import (
    REASONS,
    STATES,
    Reason,
    SilentReason,
    SpeakerReason,
    State,
    outcome_table,
    outcome_text,
    reason_clause,
)
from display.journal import Transaction
from display.parts import Parts
from display.web.console.work.outcomes import outcome_words
from tests.display.hall.asking import make_stale, say, state_of
from tests.display.hall.conftest import SpeakerDouble

ROOT = Path(__file__).parents[3]
WRITERS = {"end_announcement", "merge_unspoken", "release_announcement", "_end", "_give_up"}
REPORTERS = {"Report", "_emit", "_end", "_tell", "_end_current", "_drop_worker", "_set_device"}


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


def test_every_word_of_the_witness_is_a_reason() -> None:
    """What it says of a silent output, and a TV of its browser, has its words and its fault."""
    said = {state for state in OUTPUT_STATES if Output(state).silent} | {"blocked"}
    assert said == set(get_args(SilentReason)) == set(SPEAKER_SILENT)


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
    ("state", "reason", "silent", "text"),
    [
        ("failed", "no_device", False, "tidak terdengar: tidak ada perangkat suara"),
        ("expired", "queued", False, "kedaluwarsa: giliran tidak tiba"),
        ("finished", "voice_failed", False, "hanya nada dan teks: suara tidak dapat dibuat"),
        ("finished", "without_voice", False, "hanya nada dan teks: suara tidak dapat dibuat"),
        ("finished", "ended", False, "terdengar"),
        ("cancelled", "asked", False, "dibatalkan: oleh petugas"),
        ("merged", None, False, "tidak perlu lagi"),
        ("started", None, True, "sedang tampil sebagai teks"),
        ("finished", None, True, "tampil sebagai teks"),
        ("finished", "ended", True, "tampil sebagai teks"),
        ("cancelled", "asked", True, "dibatalkan: oleh petugas"),
    ],
)
def test_what_staff_read(state: str, reason: str | None, silent: bool, text: str) -> None:
    """A state with its reason, where the reason says more; pages find the same in their table."""
    assert outcome_text(state, reason, silent=silent) == text
    table = outcome_table()
    texts = (table.get(f"silent.{state}") if silent else None) or table[state]
    assert texts.get(reason or "", texts[""]) == text


def test_a_text_on_the_screens_is_never_said_to_be_heard(parts: Parts) -> None:
    """In the queue while it is shown, in the history when it was taken down or its time is over."""
    shown, taken_down = say(parts, silent=True), say(parts, silent=True)
    texts = forecast_queue(parts.hall, parts.announcer)["texts"]
    assert {row["outcome_text"] for row in texts} == {"sedang tampil sebagai teks"}
    cancel_announcement(parts.hall, str(taken_down.announcement_id))
    make_stale(parts, shown)
    parts.hall.write(lambda tx: expire_stale(tx, "main", iso_now(), frozenset()))
    page = parts.hall.read(lambda tx: read_history(tx, None, 10, None))
    assert {row["id"] for row in page.announcements} == {
        shown.announcement_id,
        taken_down.announcement_id,
    }
    assert {row["outcome_text"] for row in page.announcements} == {"tampil sebagai teks"}


def test_what_had_no_voice_is_remembered_without_one(
    parts: Parts, speaker: SpeakerDouble, turn: Callable[[], None]
) -> None:
    """The sentence that exists for it is read when it has ended, too: nobody heard the text."""
    placed = say(parts)

    def lose_the_voice(tx: Transaction) -> None:
        prepare_again(tx, str(placed.announcement_id))
        release_announcement(tx, str(placed.announcement_id), reason="voice_failed")

    parts.hall.write(lose_the_voice)
    speaker.sign_in()
    turn()
    speaker.report("started", speaker.plays[0])
    speaker.report("finished", speaker.plays[0])
    assert state_of(parts, placed) == ("finished", "without_voice")
    (heard,) = parts.hall.read(lambda tx: read_history(tx, None, 10, None)).announcements
    assert heard["outcome_text"] == "hanya nada dan teks: suara tidak dapat dibuat"
    assert "hanya nada" in outcome_words(str)(heard)


def test_no_unknown_word_is_read() -> None:
    """A newer speaker's reason or a newer server's state is not shown bare."""
    assert outcome_text("failed", "amplifier_on_fire", silent=False) == "tidak terdengar"
    assert outcome_text("evaporated", "asked", silent=False) == ""
    assert reason_clause("amplifier_on_fire", "sebab tidak diketahui") == "sebab tidak diketahui"
    words = {text for texts in outcome_table().values() for text in texts.values()}
    assert not {each for each in words if set(re.findall(r"\w+", each)) & {"queued", "no_device"}}


def test_the_queue_says_how_it_stands(parts: Parts) -> None:
    """Each row in the words of the table."""
    say(parts)
    (waiting,) = forecast_queue(parts.hall, parts.announcer)["waiting"]
    assert waiting["outcome_text"] == "menunggu giliran"
