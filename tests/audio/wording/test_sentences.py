"""What halls really write, and how it is read aloud: hundreds of sentences, row by row.

Each file of ``sentences`` belongs to one kind of hall, ``readings.tsv`` and ``kinds.tsv`` to kinds
of writing; a row holds what is written and, after a tab, every reading that is right, parted by
" | ". Punctuation and capitals do not count.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audio.wording import LETTER_NAMES, make_dictionary, word_text

_HERE = Path(__file__).parent
_FILES = (_HERE / "readings.tsv", _HERE / "kinds.tsv", *sorted((_HERE / "sentences").glob("*.tsv")))


def rows() -> list[tuple[str, str]]:
    """Return every row as what is written and its accepted readings."""
    lines = [line for file in _FILES for line in file.read_text("utf-8").splitlines() if line]
    written_and_said = [line.split("\t") for line in lines]
    return [(written, said) for written, said in written_and_said]


def plain(said: str) -> str:
    """Return the words alone, in small letters, and a letter as its name."""
    words = re.sub(r"[\W_]+", " ", said).split()
    return " ".join(LETTER_NAMES.get(word.upper(), word.lower()) for word in words)


ROWS = rows()


def test_there_are_at_least_six_hundred_sentences_each_once() -> None:
    """Eight kinds of halls, and no row twice."""
    assert len(_FILES) == 10
    assert len({written for written, _ in ROWS}) == len(ROWS) >= 600


@pytest.mark.parametrize(("written", "readings"), ROWS, ids=[written for written, _ in ROWS])
def test_a_sentence_is_read_as_people_read_it(written: str, readings: str) -> None:
    """With the dictionary that every hall begins with."""
    spoken = word_text(written, make_dictionary({})).spoken
    assert plain(spoken) in [plain(each) for each in readings.split(" | ")]
