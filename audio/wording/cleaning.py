"""What people paste into a text field, cleaned: for the screens and, further, for the voice.

Nothing is refused here: mark-up, control characters, emoji and invisible marks fall away.
"""

from __future__ import annotations

import html
import re
import unicodedata

_MARKUP = re.compile(
    r"""<!--.*?(?:-->|\Z)                                  # comment
      | <(script|style)\b.*?(?:</\1\s*>|\Z)                # mark-up whose content is no text
      | </?[a-z!?][^<>]*>                                  # a tag
      | </?(?:a|b|body|br|div|form|i|iframe|img|input|link|meta|object|p|span|svg|table|video)
        (?=[\s/<]|\Z)[^>]*\Z                               # one that never ends, if it is known
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
# Whoever hides mark-up in mark-up more often means no text; 1,200 layers took 3.4 s.
_MOST_LAYERS = 8
_NO_MARKUP = str.maketrans(dict.fromkeys("<>&", " "))
ACCENTED = "éèə"
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk", "Me", "Zl", "Zp"}
_KEPT = frozenset("\n°№℃℉")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Two marks on one letter are the most that any living spelling needs (Vietnamese).
_PILED_MARKS = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")
_LINES = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_FOLDED = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L"}
    | dict.fromkeys("‐‑−﹣", "-")
    | dict.fromkeys("‒―—", "–")
    | dict.fromkeys("’‘`´ʼʻ", "'")
    | {"É": "é", "È": "è", "Ə": "ə", "⁄": "/", "∕": "/", "∶": ":"}
)

# As NFKC would have it, "1½" is 11/2.
_PARTS: dict[str, str] = {
    "½": "setengah",
    "¼": "seperempat",
    "¾": "tiga perempat",
    "⅓": "sepertiga",
    "⅔": "dua pertiga",
    "⅛": "seperdelapan",
}
_PART = re.compile(f"\\ ?(?P<sign>[{''.join(_PARTS)}])\\ ?")


def tidy(text: str) -> str:
    """Return ``text`` without mark-up, control characters, emoji and invisible marks.

    Lines stay apart; white space within a line is single.
    """
    for _ in range(_MOST_LAYERS):
        tidied = _tidy_once(text)
        if tidied == text:
            return text
        text = tidied  # "<i\bmg>" and "&amp;lt;i>" hide a tag
    return _tidy_once(text.translate(_NO_MARKUP))


def clean(text: str) -> str:
    """Return ``text`` tidied and on one line: the caption."""
    return " ".join(tidy(text).split())


def fold(text: str) -> str:
    """Return ``text`` in the plain characters that the readings know.

    Parts of a whole become words ("½" -> "setengah"). Letters lose their accents but for é and è,
    with which staff tell the voice which *e* is meant; figures of other scripts become 0-9; wide
    and ornate forms, quotes and dashes become ordinary ones. Letters of other scripts stay and are
    left out by the reader.
    """
    text = _PART.sub(lambda part: f" {_PARTS[part['sign']]} ", text).strip(" ")
    text = unicodedata.normalize("NFKC", text).translate(_FOLDED)
    return "".join(map(_plain, text))


def _tidy_once(text: str) -> str:
    text = _MARKUP.sub(" ", html.unescape(text))
    text = unicodedata.normalize("NFC", _VARIATION.sub("", _LINES.sub("\n", text)))
    text = "".join(_kept(character) for character in text)
    lines = (" ".join(line.split()) for line in _PILED_MARKS.sub(r"\1", text).split("\n"))
    return "\n".join(line for line in lines if line)


def _kept(character: str) -> str:
    if character in _KEPT:
        return character
    category = unicodedata.category(character)
    if category == "Cf":
        return ""  # a soft hyphen or joiner stands inside a word
    return " " if category in _DROPPED else character


def _plain(character: str) -> str:
    if character in ACCENTED:
        return character
    parts = unicodedata.normalize("NFKD", character)
    bare = (part for part in parts if not unicodedata.combining(part))
    return "".join(str(unicodedata.decimal(part, part)) for part in bare)
