"""The manifest of recordings: which file says which words.

``manifest.csv`` with the columns ``text,file`` (comma or semicolon), or ``manifest.json``: a list
of ``{"text": …, "file": …}``, or the manifest of an exported pack.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from audio.errors import VoiceError
from audio.packs.clip import plain
from audio.packs.pack import FORMAT
from audio.production.announcer.errors import RecordingRefused
from audio.production.announcer.source import Source
from audio.voices.indonesian import phonemes
from audio.wording import WordingError, word_text

CSV, JSON = "manifest.csv", "manifest.json"
LONGEST_TEXT = 300
_MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Listing:
    """Words to files, in order; for an exported pack also its voice, makers and checksums."""

    files: Mapping[str, str]
    voice: str = ""
    made_by: Mapping[str, str] = field(default_factory=dict)
    sha256: Mapping[str, str] = field(default_factory=dict)


# A row of a manifest as somebody wrote it: nothing of it is believed before it was checked.
_Entry = Mapping[str, object]


class _Head(NamedTuple):
    """What an exported pack says of itself; empty for a list of somebody's own."""

    voice: str = ""
    made_by: Mapping[str, str] = MappingProxyType({})


def read_listing(source: Source, known: frozenset[str]) -> Listing:
    """Return the manifest, every row checked; :class:`RecordingRefused` for the first bad one.

    ``known`` are the phrases of calls; other texts must be what an announcement would ask for.
    """
    names = [name for name in (JSON, CSV) if name in source.names]
    if len(names) != 1:
        raise RecordingRefused(CSV, "is missing" if not names else f"and {JSON} are both there")
    data = source.read(names[0])
    if len(data) > _MOST_BYTES:
        raise RecordingRefused(names[0], "is too large for a manifest")
    try:
        text = data.decode("utf-8-sig")
        rows, head = _from_json(text) if names[0] == JSON else (_from_csv(text), _Head())
    except RecursionError:
        raise RecordingRefused(names[0], "is no manifest (nested too deeply)") from None
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise RecordingRefused(names[0], f"is no manifest ({error!r})") from None
    files = _checked(rows, names[0], source, known)
    sums = {plain(str(row["text"])): str(row["sha256"]) for row in rows if "sha256" in row}
    return Listing(files, head.voice, head.made_by, sums)


def _from_csv(text: str) -> list[_Entry]:
    first = text.partition("\n")[0]
    delimiter = ";" if ";" in first else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    if not {"text", "file"} <= {name.strip() for name in reader.fieldnames or ()}:
        raise ValueError("the first line must be text,file")
    rows = [{str(key).strip(): value for key, value in row.items() if key} for row in reader]
    return [row for row in rows if any(row.values())]


def _from_json(text: str) -> tuple[list[_Entry], _Head]:
    document = json.loads(text)
    if isinstance(document, list):
        return [dict(row) for row in document], _Head()
    if document["format"] != FORMAT:
        raise ValueError(f"format {document['format']}, not {FORMAT}")
    made_by = dict(document.get("made_by") or {})
    return [dict(row) for row in document["clips"]], _Head(str(document.get("voice", "")), made_by)


def _checked(
    rows: list[_Entry], manifest: str, source: Source, known: frozenset[str]
) -> dict[str, str]:
    files: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        text, file = row.get("text"), row.get("file")
        if not (isinstance(text, str) and isinstance(file, str) and text.strip() and file.strip()):
            raise RecordingRefused(manifest, f"has no text or no file in entry {number}")
        words, file = plain(text), file.strip()
        if file not in source.names:
            raise RecordingRefused(file, "is named by the manifest but is not there")
        if words in files:
            raise RecordingRefused(file, f"says {words!r}, and so does {files[words]}")
        _require_sayable(words, file, known)
        files[words] = file
    if not files:
        raise RecordingRefused(manifest, "names no recording")
    return files


def _require_sayable(words: str, file: str, known: frozenset[str]) -> None:
    """Refuse words that no call and no announcement would ever look for."""
    if len(words) > LONGEST_TEXT:
        raise RecordingRefused(file, f"has a text of more than {LONGEST_TEXT} characters")
    if words in known:
        return
    try:
        asked = [phrase.text for phrase in word_text(words).phrases]
        phonemes(" ".join(asked))
    except (VoiceError, WordingError) as error:
        raise RecordingRefused(file, f"has a text that cannot be said ({error})") from None
    if asked != [words]:
        better = " | ".join(asked)
        raise RecordingRefused(file, f"has a text that is never asked for so; write {better!r}")
