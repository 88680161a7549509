"""The pronunciation dictionary over HTTP: read, change, take back."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from display.hall.announcing import AnnouncementRequest, announce
from display.journal import Announcement
from display.parts import Parts
from display.web.api.schemas.answer import ProblemAnswer
from display.web.api.schemas.pronunciations import PronunciationChangeAnswer, PronunciationsAnswer
from tests.display.web.served_hall import token_of

HERE = "/api/v1/pronunciations"
MODAL = "Dinas Penanaman Modal"


class Editor:
    """A client with a token of scope voice."""

    def __init__(self, client: FlaskClient, parts: Parts) -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {token_of(parts, 'voice')}"}

    def put(self, written: str, spoken: Any, **more: Any) -> TestResponse:
        """Set an entry."""
        body = {"spoken": spoken, **more}
        return self._client.put(f"{HERE}/{written}", json=body, headers=self._headers)

    def delete(self, written: str) -> TestResponse:
        """Take one back."""
        return self._client.delete(f"{HERE}/{written}", headers=self._headers)

    def entries(self) -> dict[str, dict[str, Any]]:
        """Return every entry by its written form."""
        body = self._client.get(HERE, headers=self._headers).json
        PronunciationsAnswer.model_validate(body)
        return {entry["written"]: entry for entry in body["pronunciations"]}


@pytest.fixture
def editor(client: FlaskClient, parts: Parts) -> Editor:
    """Whoever cares for the voice of the hall."""
    return Editor(client, parts)


def spoken_of(parts: Parts, announcement_id: str) -> str:
    """Return how an announcement would be said now."""
    from display.hall.speech.sentences import announcement_sentence

    def work(tx: Any) -> str:
        return announcement_sentence(tx, tx.get(Announcement, announcement_id)).spoken

    return parts.hall.read(work)


def test_a_hall_begins_with_the_shipped_entries(editor: Editor) -> None:
    """The public bodies' abbreviations, each marked as shipped."""
    entry = editor.entries()["DPMPTSP"]
    assert (entry["words"], entry["shipped"]) == ("de pe em pe te es pe", True)


def test_an_own_entry_takes_the_place_of_the_shipped_one(editor: Editor) -> None:
    """201 at first, 200 when it is written over or set again; one row of the list."""
    first = editor.put("DPMPTSP", MODAL)
    again = editor.put("DPMPTSP", MODAL)
    over = editor.put("DPMPTSP", "Dinas Satu Pintu")
    assert [answer.status_code for answer in (first, again, over)] == [201, 200, 200]
    PronunciationChangeAnswer.model_validate(over.json)
    assert again.json == first.json
    entry = editor.entries()["DPMPTSP"]
    assert (entry["words"], entry["shipped"]) == ("Dinas Satu Pintu", False)


def test_the_same_again_is_no_event(editor: Editor, parts: Parts) -> None:
    """PUT is idempotent; the journal does not grow."""
    editor.put("DPMPTSP", MODAL)
    before = parts.journal.position(parts.hall.id)
    editor.put("DPMPTSP", MODAL)
    assert parts.journal.position(parts.hall.id) == before


def test_one_entry_per_word_whatever_its_case(editor: Editor) -> None:
    """A second spelling in other case replaces the first."""
    editor.put("Pemda", "pemerintah daerah")
    editor.put("pemda", "pemda kita")
    assert [each for each in editor.entries() if each.lower() == "pemda"] == ["pemda"]


def test_taking_back_brings_the_shipped_entry_again(editor: Editor) -> None:
    """Of a word that is not shipped nothing is left."""
    editor.put("DPMPTSP", MODAL)
    editor.put("Bapemda", "bapemda")
    assert editor.delete("DPMPTSP").json["pronunciation"]["shipped"]
    assert editor.delete("Bapemda").json["pronunciation"] is None
    assert "Bapemda" not in editor.entries()


@pytest.mark.parametrize("written", ["DPMPTSP", "nichts", "x" * 300, "%00", "a%0Ab"])
def test_what_the_hall_does_not_have_cannot_be_taken_back(editor: Editor, written: str) -> None:
    """A shipped entry is written over, not removed."""
    assert editor.delete(written).status_code == 404


@pytest.mark.parametrize(
    ("written", "spoken", "field"),
    [
        ("A", "kata", "written"),
        ("123", "kata", "written"),
        ("%F0%9F%99%82", "kata", "written"),
        ("a%00b", "kata", "written"),
        ("x" * 65, "kata", "written"),
        ("KTP", "...", "spoken"),
        ("KTP", "", "spoken"),
        ("KTP", "kata " * 50, "spoken"),
        ("KTP", 5, "spoken"),
        ("KTP", "a\u0000b", "spoken"),
    ],
)
def test_a_bad_entry_names_its_field(editor: Editor, written: str, spoken: Any, field: str) -> None:
    """422 with problem+json, and nothing is kept."""
    answer = editor.put(written, spoken)
    assert answer.status_code == 422
    assert ProblemAnswer.model_validate(answer.json).field == field


def test_an_idempotency_key_gives_the_first_answer(editor: Editor) -> None:
    """And belongs to one word, said in one way."""
    first = editor.put("KTP", "katepe", event_id="k1")
    assert editor.put("KTP", "katepe", event_id="k1").json == first.json
    assert editor.put("KTP", "lain", event_id="k1").status_code == 409
    assert editor.put("KK", "lain", event_id="k1").status_code == 409


def test_what_waits_is_said_with_the_new_words(editor: Editor, parts: Parts) -> None:
    """The dictionary of the moment counts; the caption keeps the written form."""
    placed = announce(parts.hall, AnnouncementRequest(text="Berkas DPMPTSP siap."))
    assert spoken_of(parts, placed.announcement_id or "") == "Berkas de pe em pe te es pe siap."
    editor.put("DPMPTSP", MODAL)
    assert spoken_of(parts, placed.announcement_id or "") == f"Berkas {MODAL} siap."
    assert placed.caption == "Berkas DPMPTSP siap."


def test_look_ahead_is_asked_for_the_new_clips(editor: Editor, parts: Parts) -> None:
    """Clips that a change touches are made again: their words are the key of a clip."""
    from display.hall.speech import coming_phrases

    editor.put("DPMPTSP", MODAL)
    assert MODAL in parts.hall.read(coming_phrases)


def test_the_snapshot_does_not_carry_it(editor: Editor, parts: Parts) -> None:
    """Screens do not need it: the snapshot stays as small as the counters make it."""
    editor.put("DPMPTSP", "katepisah")
    assert "katepisah" not in str(parts.journal.snapshot(parts.hall.id))
