"""Words and capitals: what is said as it stands and what is spelled letter by letter."""

from __future__ import annotations

import re

from audio.wording.cleaning import ACCENTED
from audio.wording.letters import LETTER_NAMES, spell_letters
from audio.wording.pieces import Pieces, Reading, reading
from audio.wording.readings.abbreviations import SPELLED

# The longest words in use have about 25 letters (dipertanggungjawabkannya); what is longer is noise
# that no voice can say in one breath.
LONGEST_WORD = 40
LONGEST_SPELLED = 12
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][A-Za-z])")
_SAYABLE = re.compile(rf"[A-Za-z{ACCENTED}]+")
_VOWEL = re.compile(rf"[aeiouy{ACCENTED}]", re.IGNORECASE)
_VOWEL_OF_CAPITALS = re.compile(r"[AEIOU]")
_UNACCENTED = str.maketrans(ACCENTED, "eee")
# How an Indonesian syllable begins and ends; a word in capitals that does not is an abbreviation.
_ONSET = (
    r"S(?:TR|PR|KR)|[PTKBDGF]R|[PKBGFS]L|S[PTKWYHR]|[KDT]W|NG|NY|KH|CH|[DBTJG]H|[DT]J"
    r"|[BCDFGHJKLMNPQRSTVWYZ]"
)
_CODA = r"NG|CK|[BDFGHKLMNPQRSTZ]"
_PRONOUNCEABLE = re.compile(
    rf"(?:(?:{_ONSET})?[AEIOU]{{1,3}}(?:{_CODA})?)+(?:(?<=N)[KS]|(?<=K)S|(?<=L)M)?"
)
# Names and loan words: a double letter, a y at the end, two letters that close a syllable which a
# consonant began (LIFT, HELM), as no abbreviation of public life has them.
_DOUBLED = re.compile(
    r"(?<=[AEIOU])([BDFGKLMNPRSTZ])\1(?=[AEIOUY])|(?<=.[AEIOU])([BDFGKLMNPRSTZ])\2$"
)
_FINAL_Y = re.compile(r"(?<=[BDFGKLMNPRSTVZ])Y$")
_CLOSED = re.compile(
    r"[BCDFGHJKLMNPRSTVW][LR]?[AEIOU](?:FT|LF|LM|LT|LK|RT|RD|RM|RN|RK|ST|NT|ND|NK|MP|KS|RS|NS|SH)"
)
# Of two capitals nearly all are spelled (AC, ID, RI); these are words in a line of capitals.
_SHORT_WORDS = frozenset({"DI", "KE", "YA", "IA", "SE", "BU", "AL", "OH", "SI", "NI", "IN", "ON"})
# Words whose letters look like no word, and foreign ones on every wall.
_ON_WALLS = (
    "AIDS ALEX BOX CAFE CASH CEK CHECK CLOSE DESK DROP ENTRY EXIT EXTRA FAX FELIX FIX FRONT HELP"
    " IELTS INBOX INDEX LOBBY LUX MAX MAXI MIX NEXT OFF PRINT RELAX SCAN SHIFT SNACK STAFF SWAB TAX"
    " TAXI TEXT TOEFL TRUCK"
)
_CAPITAL_WORDS = frozenset(_ON_WALLS.split())


def read_word(written: str) -> str:
    """Return how one word of any letters is said; "" when it cannot be.

    Capitals of two to five letters that no one could pronounce are spelled, and so is any word
    without a vowel. Words in capitals otherwise become small ones; letters of other scripts, and
    words too long to be words, are not said.
    """
    bare = written.replace("'", "")
    if not _SAYABLE.fullmatch(bare) or len(bare) > LONGEST_WORD:
        return ""
    parts = _CAMEL.split(bare)
    return " ".join(part for part in map(_read_part, parts) if part)


def is_word(written: str) -> bool:
    """Tell whether capitals are said as a word and not letter by letter."""
    return not _is_spelled(written)


def _read_part(word: str) -> str:
    if _is_spelled(word):
        return spell_letters(word.translate(_UNACCENTED)) if len(word) <= LONGEST_SPELLED else ""
    return word.lower() if word.isupper() else word


def _is_spelled(word: str) -> bool:
    if len(word) == 1 or word in SPELLED or not _VOWEL.search(word):
        return True
    if not word.isupper() or word in _CAPITAL_WORDS:
        return False
    if len(word) == 2:
        return word not in _SHORT_WORDS
    if not _VOWEL_OF_CAPITALS.search(word):
        return True
    return len(word) <= 5 and not _is_pronounceable(word)


def _is_pronounceable(word: str) -> bool:
    if _PRONOUNCEABLE.fullmatch(word) or _CLOSED.fullmatch(word):
        return True
    plainer = _FINAL_Y.sub("I", _DOUBLED.sub(r"\1\2", word))
    return plainer != word and word[0] != "U" and bool(_PRONOUNCEABLE.fullmatch(plainer))


def _word(found: re.Match[str]) -> Pieces:
    return [read_word(found[0])]


def _pair(found: re.Match[str]) -> Pieces:
    """A word with its twin or suffix: the hyphen is spelling, not a rest."""
    parts = [read_word(part) for part in found[0].split("-")]
    letters = {*LETTER_NAMES.values()}
    if any(not part or " " in part or part in letters for part in parts):
        return [" ".join(part for part in parts if part)]  # KTP-el, e-mail, or half of it unsayable
    return ["-".join(parts)]


def _twice(found: re.Match[str]) -> Pieces:
    said = read_word(found[1])
    return [f"{said}-{said.lower()}"]


_LETTERS = r"[^\W\d_]+(?:'[^\W\d_]+)*"
# Half of any text: no reading but this one begins with such a word, so it need not be tried last.
PLAIN: tuple[Reading, ...] = (
    reading(
        r"(?!(?:nomor|nomer|setengah|seperempat|sepertiga|trims)\ )[a-z]{5,}(?=\ [a-z]|$)", _word
    ),
)
READINGS: tuple[Reading, ...] = (
    reading(r"([A-Z]?[a-z]{2,})2(?![A-Za-z0-9])", _twice),  # "anak2"
    reading(rf"{_LETTERS}(?:-{_LETTERS})+", _pair),
    reading(_LETTERS, _word),
)
