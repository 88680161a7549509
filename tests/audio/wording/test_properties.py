"""Whatever is typed: no error but the one, nothing that a voice cannot say, no clutter shown."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from audio.wording import (
    CallWords,
    Sentence,
    Ticket,
    WordingError,
    parse_ticket,
    word_call,
    word_text,
)

Made = TypeVar("Made")
WORD = "[A-Za-zéèə]+(?:-[A-Za-zéèə]+)*"
SAYABLE = re.compile(f"{WORD}(?: {WORD})*")
# What public notices are made of: random characters alone would hardly ever meet a reading.
_FRAGMENTS = (
    "Rp|50.000|2,5|-|–|/|.|,|:|!|?|'|(|)|\n| | | |pukul|jam|17|08|2026|09.30|24.00|WIB|A-012|AB-1"
    "|ke-|II|IX|0812|3456|7890|+62|(0731)|KTP|KTP-el|%|°C|m²|dll.|s.d.|s/d|dan/atau|H.|Dr.|Jl."
    "|BG 12 EA|www.|lahat.go.id|info@|<script>|</script>|<b|>|&amp;|&lt;|🙂|\x00|\u202e|\u0301"
    "|é|É|ß|ı|你|٣|Ａ|½|ﬁ|Nomor antrean|loket|tanggal|Agt|Senin|hubungi|112|999999999999999999"
    "|1.250|,5|jt|x|2|_|#|@|=|++"
)
FRAGMENTS = [part for part in _FRAGMENTS.split("|") if part]
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)
TICKETS = st.from_regex(
    r"(?=[^0-9]*[0-9])[A-Z0-9]{1,5}(?:[-./_ ][A-Z0-9]{1,6})?", fullmatch=True
).map(Ticket)


def attempt(work: Callable[[], Made]) -> tuple[Made | None, str | None]:
    """Return what ``work`` made, or the field that it was refused for; no other error is caught."""
    try:
        return work(), None
    except WordingError as refusal:
        return None, refusal.field


def worded(text: str) -> Sentence | None:
    sentence, field = attempt(lambda: word_text(text))
    assert field in {None, "text"}
    return sentence


@given(TEXTS)
@settings(max_examples=1500, deadline=None)
def test_any_text_is_worded_or_refused(text: str) -> None:
    """Every phrase is plain words; a text is refused only as a text."""
    sentence = worded(text)
    if sentence is not None:
        assert sentence.phrases
        assert all(SAYABLE.fullmatch(phrase.text) for phrase in sentence.phrases)


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_no_caption_carries_clutter(text: str) -> None:
    """One line, no control, invisible or unassigned character, no emoji, no tag."""
    sentence = worded(text)
    if sentence is not None:
        kinds = {unicodedata.category(character) for character in sentence.caption} - {"So"}
        assert not kinds & {"Cc", "Cf", "Cs", "Co", "Cn"}
        assert not re.search(r"<[a-z][^<>]*>", sentence.caption, re.IGNORECASE)


@given(TEXTS)
@example("0<A\x1b")
@settings(max_examples=300, deadline=None)
def test_the_caption_says_what_the_text_says(text: str) -> None:
    """Cleaning twice changes nothing more: a caption is its own caption."""
    sentence = worded(text)
    if sentence is not None:
        again = worded(sentence.caption)
        assert again is None or again.caption == sentence.caption


@given(st.text(max_size=12))
@settings(max_examples=500, deadline=None)
def test_any_ticket_is_kept_or_refused(written: str) -> None:
    """Kept in a form that is read again as the same, or refused as a ticket."""
    ticket, field = attempt(lambda: parse_ticket(written))
    assert field in {None, "ticket.number"}
    assert ticket is None or parse_ticket(ticket.written) == ticket


@given(
    TICKETS,
    st.text(max_size=30),
    st.text(max_size=30),
    st.sampled_from(["digit", "terbilang", "otomatis"]),
)
@settings(max_examples=500, deadline=None)
def test_any_names_make_a_call_or_are_refused(
    ticket: Ticket, counter: str, service: str, mode: str
) -> None:
    """Whatever staff name a counter, the call is plain words or the counter is refused."""
    words = CallWords(ticket, counter, service, mode)  # type: ignore[arg-type]
    sentence, field = attempt(lambda: word_call(words))
    assert field in {None, "counter"}
    if sentence is not None:
        texts = [part for phrase in sentence.phrases for part in phrase.text.split(", ")]
        assert all(SAYABLE.fullmatch(part) for part in texts)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1",
        "1.",
        "1,",
        "<",
        "<a",
        "<!--",
        "&lt;",
        "a-",
        "a'",
        "a.b@",
        "A1-",
        "1-2-",
        "0812 ",
        "IX",
    ],
)
def test_a_long_text_takes_no_long_time(unit: str) -> None:
    """5,000 characters of anything are worded in well under a second, on slow machines too."""
    began = time.process_time()
    worded(unit * (5000 // len(unit)))
    assert time.process_time() - began < 2.0


@pytest.mark.parametrize("hidden", ["<a" * 1200 + ">" * 2600, "&" + "amp;" * 1200 + "lt;i>"])
def test_mark_up_hidden_in_mark_up_takes_no_long_time(hidden: str) -> None:
    """However deep it lies: it is no text, and what is left of it has no mark-up."""
    began = time.process_time()
    sentence = worded(f"Loket {hidden}")
    assert time.process_time() - began < 1.0
    assert sentence is not None
    assert not set(sentence.caption) & set("<>&")
