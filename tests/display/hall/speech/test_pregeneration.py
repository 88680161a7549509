"""Pregeneration: what the hall will say is made before anybody waits for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audio import VoiceError
from audio.production.default_texts import TEXTS
from display.hall.announcing import TemplateRequest, set_template
from display.hall.calling import CallRequest, place_call
from display.hall.setup import move_service
from display.hall.setup.seed_templates import TEMPLATES
from display.hall.speech import coming_phrases, pregeneration
from display.hall.speech.pregeneration import coming_numbers
from display.journal import Service, Transaction
from tests.decoded import lend_decoded
from tests.display.changing import change_settings, give_voice


class VoiceDouble:
    """A voice worker that makes nothing but remembers what it was asked for."""

    stand_in = None
    pace_s = None

    def __init__(self, parts, unsaid=()):
        self.clips = parts.voice.clips
        self.asked: list[str] = []
        self._unsaid = set(unsaid)

    def make(self, texts, timeout_s, *, first=False):
        self.asked += texts
        if self._unsaid & set(texts):
            raise VoiceError("not today")

    def close(self):
        """Nothing runs."""


@pytest.fixture(autouse=True)
def _warm_soon(tmp_path, monkeypatch):
    """What is decoded ahead is the composer's; here it need not take its time each time."""
    lend_decoded(tmp_path)
    monkeypatch.setattr(pregeneration, "WARM_PAUSE_S", 0.0)


@pytest.fixture
def texts(monkeypatch):
    """The hall keeps these two texts for later; one has nothing in it that can be said."""
    kept = ["Pelayanan dimulai. Mohon antre dengan tertib.", "🎉"]
    monkeypatch.setattr(pregeneration, "TEXTS_AHEAD", (lambda tx: kept,))
    return kept


@pytest.fixture
def work_ahead(parts):
    """Let the pregeneration go on until it has nothing to do; return how many steps it took."""

    def work():
        ahead, steps = parts.preparation._ahead, 0
        parts.hall.read(ahead.follow)
        while ahead.step():
            steps += 1
            assert steps < 50
        return steps

    return work


def test_phrases_of_kept_texts_are_coming(parts, texts):
    """Beside those of calls, each once; what cannot be said is no phrase."""
    phrases = parts.hall.read(coming_phrases)
    assert phrases[-2:] == ["Pelayanan dimulai", "Mohon antre dengan tertib"]
    assert len(set(phrases)) == len(phrases)


def test_the_pack_says_the_first_templates():
    """An emergency does not wait for a voice, and a first start makes nothing."""
    assert tuple(template.text for template in TEMPLATES) == TEXTS


def test_of_a_template_with_fields_the_rest_is_made(parts, monkeypatch):
    """A clause with a field is made when somebody fills it."""
    text = "Loket {loket} ditutup. Silakan menuju loket {loket_tujuan}. Mohon maaf."
    monkeypatch.setattr(pregeneration, "TEXTS_AHEAD", (lambda tx: [text],))
    assert parts.hall.read(coming_phrases)[-1] == "Mohon maaf"
    assert not any("xisian" in each for each in parts.hall.read(coming_phrases))


def test_nothing_is_made_that_the_pack_says(parts, work_ahead):
    """The shipped pack covers the seeded hall: no model is loaded at a first start."""
    give_voice(parts, VoiceDouble(parts))
    assert work_ahead() == 0
    progress = parts.preparation.describe()
    assert (progress["state"], progress["missing"]) == ("ready", 0)
    assert progress["needed"] == progress["made"] > 100


def test_progress_is_told(parts, texts):
    """From the first look on; a text that is missing shows."""
    give_voice(parts, VoiceDouble(parts))
    assert parts.preparation.describe()["state"] == "starting"
    parts.preparation._ahead.step()
    progress = parts.preparation.describe()
    assert (progress["state"], progress["missing"]) == ("making", 2)


def test_a_folder_too_small_is_not_filled_over_and_over(parts, texts, work_ahead):
    """Each phrase is made once, though it is gone again before the last one is made."""
    give_voice(parts, VoiceDouble(parts))
    assert work_ahead() == 2
    assert work_ahead() == 0
    assert parts.voice.asked == ["Pelayanan dimulai", "Mohon antre dengan tertib"]
    assert parts.preparation.describe()["state"] == "incomplete"


def test_what_failed_is_tried_again_after_a_while(parts, texts, work_ahead, monkeypatch):
    """The disk was full, memory short: ten minutes later it may be otherwise."""
    give_voice(parts, VoiceDouble(parts, unsaid=["Pelayanan dimulai"]))
    work_ahead()
    monkeypatch.setattr(pregeneration, "RETRY_S", 0.0)
    parts.preparation._ahead.step()
    assert parts.voice.asked.count("Pelayanan dimulai") == 2
    assert parts.voice.asked.count("Mohon antre dengan tertib") == 1


def test_a_change_of_the_set_up_looks_again(parts, work_ahead, monkeypatch):
    """A new text, name or word is made at once."""
    give_voice(parts, VoiceDouble(parts))
    assert work_ahead() == 0
    monkeypatch.setattr(pregeneration, "TEXTS_AHEAD", (lambda tx: ["Mohon tenang."],))
    move_service(parts.hall, "dinkes", -1)
    assert work_ahead() == 1


def call(parts, ticket, service="dukcapil", counter="3"):
    """Let a counter call this ticket."""
    number = {"number": ticket}
    place_call(parts.hall, CallRequest(ticket=number, service=service, counter=counter))


def _count_numbers(tx):
    counted = replace(tx.get(Service, "dukcapil"), number_mode="terbilang")
    tx.append("service.changed", {"service": counted.to_json()})


def test_coming_numbers_are_one_phrase_each(parts):
    """As many figures as on the ticket; what would have five is no ticket."""
    call(parts, "B-098")
    call(parts, "A-7", "dpmptsp", "1")
    read = parts.journal.read
    assert read(parts.hall.id, lambda tx: coming_numbers(tx, 2)) == [
        "nol sembilan sembilan",
        "satu nol nol",
    ]
    assert read(parts.hall.id, lambda tx: coming_numbers(tx, 0)) == []


def test_coming_numbers_are_made_where_the_hall_wants_them(parts, work_ahead):
    """After all that is needed, each once; off at first. No counted number is in the pack."""
    give_voice(parts, VoiceDouble(parts))
    parts.hall.write(_count_numbers)
    call(parts, "B-104")
    assert work_ahead() == 0
    change_settings(parts, numbers_ahead=2)
    assert work_ahead() == 2
    assert parts.voice.asked == ["seratus lima", "seratus enam"]
    call(parts, "B-105")
    assert work_ahead() == 1


def test_a_new_template_is_made_ahead_at_once(parts, work_ahead):
    """Not only after the next start: its first announcement waits for no voice."""
    voice = VoiceDouble(parts)
    give_voice(parts, voice)
    work_ahead()
    asked = TemplateRequest(name="Payung", text="Payung dapat dipinjam di pintu timur.")
    set_template(parts.hall, "payung", asked)
    parts.hall.read(parts.preparation._ahead.follow)
    parts.preparation._ahead.step()
    assert "Payung dapat dipinjam di pintu timur" in voice.asked


def test_a_wake_without_news_reads_no_event(parts, work_ahead, monkeypatch):
    """Nothing is decoded to see what kind of event came, and at the same seq nothing is asked."""
    asked = []
    count = Transaction.count_events
    monkeypatch.setattr(
        Transaction, "count_events", lambda tx, *span: asked.append(span) or count(tx, *span)
    )
    monkeypatch.setattr(Transaction, "events", None)
    ahead = parts.preparation._ahead
    parts.hall.read(ahead.follow)
    parts.hall.read(ahead.follow)
    assert asked == []
    call(parts, "B-105")
    parts.hall.read(ahead.follow)
    parts.hall.read(ahead.follow)
    assert len(asked) == 1
