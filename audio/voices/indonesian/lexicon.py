"""Words whose *e* (or final *k*) cannot be told from their spelling.

``lexicon.tsv`` respells a word with é [e], è [ɛ] and ə; a plain e there means ə too, and a capital
K a final [k] that is no glottal stop, ú a long [u], and ˈ stands before a stressed vowel where the
rule has another one. *tujuh* and *sembilan* are written as this voice is understood best: with ə
the recogniser hears *sambilan*. Words that are not listed are tried without their affixes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("lexicon.tsv")
_PREFIXES = (
    *("meng", "meny", "mem", "men", "me", "peng", "peny", "pem", "pen", "per", "pe"),
    *("ber", "ter", "di", "ke", "se"),
)
_SUFFIXES = ("kan", "nya", "lah", "kah", "pun", "an", "ku", "mu", "i")
# "be" + "r..." or "di" + "n...": a shorter rest is more often a wrong cut than a root.
_SHORTEST_ROOT = 4


@cache
def entries() -> dict[str, str]:
    """Return word -> respelling, all lower case but the K of a final [k]."""
    rows = (line.split("\t") for line in _FILE.read_text("utf-8").splitlines())
    return {row[0]: row[1] for row in rows if len(row) > 1 and not row[0].startswith("#")}


def respell(word: str) -> str:
    """Return ``word`` (lower case) with its vowels told apart as far as the lexicon knows it."""
    known = entries().get(word)
    return known or _derived(word) or word


def _derived(word: str) -> str | None:
    """Find the root of an affixed word: *mengantre* is *meng* + *antré*."""
    for prefix in ("", *_PREFIXES):
        for suffix in ("", *_SUFFIXES):
            if not (word.startswith(prefix) and word.endswith(suffix) and prefix + suffix):
                continue
            root = word[len(prefix) : len(word) - len(suffix)]
            if len(root) >= _SHORTEST_ROOT and root in entries():
                return prefix + entries()[root] + suffix
    return None
