"""Building a pack: ``python -m audio.production.build``, or :func:`build_pack` elsewhere.

A build can be stopped at any time and goes on where it stopped. The pack in use stays whole all the
while: new clips have new names (a part of their checksum), then one manifest replaces the other in
one step, then the files that nobody names any more are removed.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import string
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

from audio.errors import VoiceError
from audio.packs.clip import Clip, ClipFacts, ManifestEntry, damage_of, plain
from audio.packs.errors import PackError
from audio.packs.files import write_atomically
from audio.packs.pack import MANIFEST, Pack, open_pack, write_manifest
from audio.production.default_texts import TEXTS
from audio.voices.engine import Engine
from audio.voices.engines import ENGINE_NAMES, open_engine
from audio.wording import (
    again_phrases,
    call_phrases,
    invitation_phrases,
    pair_phrases,
    template_phrases,
    whole_numbers,
)

Progress = Callable[[int, int, str], None]

# What an unfinished build has made so far, in the form of a manifest.
_UNFINISHED = "unfinished.json"
# The shipped packs lie beside the code that reads them.
_PACKS = Path(__file__).parent.parent / "packs"
_SHIPPED = "kokoro"
# The halls this pack is shipped for: any prefix, up to 99 counters, the six services of MPP Lahat.
_COUNTERS = 99
# What the shipped voice says in one breath: tickets of three figures, and the counters that a
# hall of this size has, each with its service.
WHOLE_NUMBERS = range(1000)
_COUNTERS_WITH_SERVICE = 12
SERVICES = (
    "DPMPTSP",
    "Dukcapil",
    "Dinkes",
    "Dinsos",
    "Perpustakaan dan Kearsipan",
    "Bank SumselBabel",
)


def default_texts() -> list[str]:
    """Return every phrase of the pack that Panggil ships."""
    letters = string.ascii_uppercase
    needed = call_phrases(
        prefixes=["", *letters, *(f"A{letter}" for letter in letters)],
        counters=[str(number) for number in range(1, _COUNTERS + 1)],
        services=SERVICES,
    )
    texts = [phrase for text in TEXTS for phrase in template_phrases(text)]
    breaths = [
        *again_phrases(["", *letters]),
        *invitation_phrases(map(str, range(1, _COUNTERS_WITH_SERVICE + 1)), SERVICES),
        *pair_phrases(),
        *whole_numbers(WHOLE_NUMBERS),
    ]
    return list(dict.fromkeys([*needed, *breaths, *texts]))


def build_pack(
    texts: Iterable[str],
    engine: Engine,
    folder: Path,
    progress: Progress | None = None,
    *,
    source: Pack | None = None,
    jobs: int = 1,
    keep_replaced: bool = False,
) -> Pack:
    """Make the pack of exactly ``texts`` in ``folder`` with ``engine``'s voice and return it.

    Whole clips of the same voice that are already there, or in ``source``, are kept. ``progress``
    is told (done, all, text) after each clip, in the order of ``texts``. ``jobs`` clips are made at
    a time; ``engine.jobs`` is what suits engine and machine. With ``keep_replaced`` the clips of
    the pack that is replaced stay until the next build: a hall that is open still speaks from them.
    Raises :class:`VoiceError` for a text that cannot be said and :class:`PackError` when the folder
    cannot be written; what was made until then is kept.
    """
    wanted = list(dict.fromkeys(map(plain, texts)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clips = _already_made(folder, engine)
        taken = _same_voice(source, engine) if source else {}
        made = _record([text for text in wanted if text not in {**taken, **clips}], engine, jobs)
        with closing(made):
            for done, text in enumerate(wanted, 1):
                if text not in clips:
                    sound, facts = _taken(taken[text]) if text in taken else next(made)
                    clips[text] = keep_clip(folder, engine.name, text, sound, facts)
                    _write(folder / _UNFINISHED, folder, engine, clips.values())
                if progress is not None:
                    progress(done, len(wanted), text)
        pack = Pack(folder.name, engine.name, [clips[text] for text in wanted], engine.provenance())
        return put_in_place(folder, pack, keep_replaced=keep_replaced)
    except OSError as error:
        raise PackError(f"The clip pack {folder} cannot be written: {error.strerror}.") from None


def put_in_place(folder: Path, pack: Pack, *, keep_replaced: bool) -> Pack:
    """Make ``pack`` the pack in ``folder``, in one step, and return it; its clips are there.

    The files that no manifest names any more are removed. Raises ``OSError``.
    """
    named = {clip.path.name for clip in pack.clips()}
    with suppress(PackError):
        if keep_replaced:
            named |= {clip.path.name for clip in open_pack(folder).clips()}
    write_atomically(folder / MANIFEST, write_manifest(pack), durable=True)
    _remove_unnamed(folder, named)
    return open_pack(folder)


def _record(
    texts: list[str], engine: Engine, jobs: int
) -> Generator[tuple[bytes, ClipFacts], None, None]:
    """Yield the clip of each text in order; no more than ``2 * jobs`` are under way."""
    from audio.voices.making import record_clip

    def record(text: str) -> tuple[bytes, ClipFacts]:
        sound, facts = record_clip(engine, text)
        return sound, facts.to_json()

    if jobs < 2:
        yield from map(record, texts)
        return
    rest, under_way = iter(texts), deque[Future[tuple[bytes, ClipFacts]]]()
    pool = ThreadPoolExecutor(jobs)
    try:
        under_way.extend(pool.submit(record, text) for text in islice(rest, 2 * jobs))
        while under_way:
            yield under_way.popleft().result()
            under_way.extend(pool.submit(record, text) for text in islice(rest, 1))
    finally:
        pool.shutdown(cancel_futures=True)


def _same_voice(pack: Pack, engine: Engine) -> dict[str, Clip]:
    """Return the whole clips of this very voice in ``pack``."""
    if pack.voice != engine.name or pack.made_by != engine.provenance():
        return {}
    return {clip.text: clip for clip in pack.clips() if not damage_of(clip)}


def _taken(clip: Clip) -> tuple[bytes, ClipFacts]:
    facts: ClipFacts = {
        "duration_ms": clip.duration_ms,
        "loudness_lufs": clip.loudness_lufs,
        "true_peak_dbtp": clip.true_peak_dbtp,
    }
    return clip.path.read_bytes(), facts


def _already_made(folder: Path, engine: Engine) -> dict[str, Clip]:
    """Return the whole clips of this very voice, of the pack and of an unfinished build."""
    clips: dict[str, Clip] = {}
    for manifest in (MANIFEST, _UNFINISHED):
        with suppress(PackError):
            clips |= _same_voice(open_pack(folder, manifest), engine)
    return clips


def keep_clip(folder: Path, voice: str, text: str, sound: bytes, facts: ClipFacts) -> Clip:
    """Write an Opus clip of ``text`` into ``folder``, named by its checksum. Raises ``OSError``."""
    digest = hashlib.sha256(sound).hexdigest()
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
    entry: ManifestEntry = {
        "text": text,
        "file": f"{slug}-{digest[:10]}.opus",
        "sha256": digest,
        **facts,
    }
    clip = Clip.from_json(entry, folder, voice)
    write_atomically(clip.path, sound)
    return clip


def _write(path: Path, folder: Path, engine: Engine, clips: Iterable[Clip]) -> None:
    pack = Pack(folder.name, engine.name, clips, engine.provenance())
    write_atomically(path, write_manifest(pack), durable=True)


def _remove_unnamed(folder: Path, named: set[str]) -> None:
    for path in folder.iterdir():
        if path.name == _UNFINISHED or (path.suffix == ".opus" and path.name not in named):
            path.unlink(missing_ok=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the shipped pack (and with ``--chimes`` the chimes) into their folders."""
    parser = argparse.ArgumentParser(description="Builds the clip pack that Panggil ships.")
    parser.add_argument("--folder", type=Path, help="where to build; default: inside the package")
    parser.add_argument("--chimes", action="store_true", help="build the chimes instead")
    parser.add_argument(
        "--voice",
        choices=ENGINE_NAMES,
        default=_SHIPPED,
        help="who speaks; gtts needs the internet and a --folder",
    )
    parser.add_argument(
        "--interval-s", type=float, help="seconds between requests of an online voice; default: 0.7"
    )
    options = parser.parse_args(arguments)
    if options.voice != _SHIPPED and not (options.folder or options.chimes):
        parser.error(f"the shipped pack speaks in {_SHIPPED}; name a --folder for {options.voice}")
    try:
        pack = _build(options)
    except (PackError, VoiceError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"\n{len(pack)} clips in {pack.voice}")
    return 0


def _build(options: argparse.Namespace) -> Pack:
    if options.chimes:
        from audio.studio.chimes import CHIMES, Chimes

        return build_pack(CHIMES, Chimes(), options.folder or _PACKS / "chimes", _show)
    with closing(open_engine(options.voice, interval_s=options.interval_s)) as engine:
        return build_pack(default_texts(), engine, options.folder or _PACKS / "default", _show)


def _show(done: int, total: int, text: str) -> None:
    print(f"\r{done:5} of {total}  {text[:50]:50}", end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())
