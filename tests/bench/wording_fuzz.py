"""Word a million random strings: only :class:`WordingError` is raised, nothing unsayable said.

``python -m tests.bench.wording_fuzz [COUNT] [SEED]``. Half of the strings are random characters of
all planes, half are made of the fragments that public notices are made of. Exits 1 at the first
string that breaks a rule, and prints it.
"""

from __future__ import annotations

import random
import sys
import time

from audio.wording import WordingError, word_text
from tests.audio.wording.test_properties import FRAGMENTS, SAYABLE

COUNT = 1_000_000
_LONGEST = 30


def main() -> None:
    """Run the strings and print how many were worded, refused, and how fast."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 20261123)
    refused, began = 0, time.perf_counter()
    for number in range(count):
        text = _fragments(chance) if number % 2 else _characters(chance)
        refused += not _is_worded(text)
    took_s = time.perf_counter() - began
    print(f"{count} strings: {count - refused} worded, {refused} refused, none unsayable")
    print(f"{took_s:.0f} s, {1e6 * took_s / count:.0f} us each")


def _fragments(chance: random.Random) -> str:
    return "".join(chance.choices(FRAGMENTS, k=chance.randrange(1, 12)))


def _characters(chance: random.Random) -> str:
    """Return characters of which most are ASCII: beyond it nearly all is left out."""
    tops = chance.choices(
        (0x7F, 0x2FF, 0xFFFF, 0x10FFFF), (6, 2, 1, 1), k=chance.randrange(_LONGEST)
    )
    return "".join(chr(chance.randrange(top + 1)) for top in tops)


def _is_worded(text: str) -> bool:
    try:
        sentence = word_text(text)
    except WordingError as refusal:
        if refusal.field != "text":
            sys.exit(f"{text!r} was refused for {refusal.field}")
        return False
    except Exception as error:
        sys.exit(f"{text!r} raised {error!r}")
    for phrase in sentence.phrases:
        if not SAYABLE.fullmatch(phrase.text):
            sys.exit(f"{text!r} says {phrase.text!r}")
    return True


if __name__ == "__main__":
    main()
