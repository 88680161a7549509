"""Building a pack: ``python -m audio.packs.build``, or :func:`build_pack` from another program.

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
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path

from audio.packs.clip import Clip, damage_of, plain
from audio.packs.errors import PackError
from audio.packs.files import write_atomically
from audio.packs.pack import MANIFEST, Pack, open_pack, write_manifest
from audio.voices.engine import Engine
from audio.voices.engines import ENGINE_NAMES, open_engine
from audio.voices.errors import VoiceError
from audio.wording import call_phrases

Progress = Callable[[int, int, str], None]

# What an unfinished build has made so far, in the form of a manifest.
_UNFINISHED = "unfinished.json"
_HERE = Path(__file__).parent
_SHIPPED = "kokoro"
# The halls this pack is shipped for: any prefix, up to 99 counters, the six services of MPP Lahat.
_COUNTERS = 99
_SERVICES = (
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
    return call_phrases(
        prefixes=["", *letters, *(f"A{letter}" for letter in letters)],
        counters=[str(number) for number in range(1, _COUNTERS + 1)],
        services=_SERVICES,
    )


def build_pack(
    texts: Iterable[str], engine: Engine, folder: Path, progress: Progress | None = None
) -> Pack:
    """Make the pack of exactly ``texts`` in ``folder`` with ``engine``'s voice and return it.

    Whole clips of the same voice that are already there are kept. ``progress`` is told (done, all,
    text) after each clip. Raises :class:`VoiceError` for a text that cannot be said and
    :class:`PackError` when the folder cannot be written; what was made until then is kept.
    """
    from audio.voices.studio import record_clip

    wanted = list(dict.fromkeys(map(plain, texts)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clips = _already_made(folder, engine)
        for done, text in enumerate(wanted, 1):
            if text not in clips:
                sound, facts = record_clip(engine, text)
                clips[text] = _keep(folder, engine.name, text, sound, facts.to_json())
                _write(folder / _UNFINISHED, folder, engine, clips.values())
            if progress is not None:
                progress(done, len(wanted), text)
        _write(folder / MANIFEST, folder, engine, [clips[text] for text in wanted])
        pack = open_pack(folder)
        _remove_unnamed(folder, pack)
    except OSError as error:
        raise PackError(f"The clip pack {folder} cannot be written: {error.strerror}.") from None
    return pack


def _already_made(folder: Path, engine: Engine) -> dict[str, Clip]:
    """Return the whole clips of this very voice, of the pack and of an unfinished build."""
    clips: dict[str, Clip] = {}
    for manifest in (MANIFEST, _UNFINISHED):
        with suppress(PackError):
            pack = open_pack(folder, manifest)
            if pack.voice == engine.name and pack.made_by == engine.provenance():
                clips |= {clip.text: clip for clip in pack.clips() if not damage_of(clip)}
    return clips


def _keep(folder: Path, voice: str, text: str, sound: bytes, facts: dict[str, float]) -> Clip:
    digest = hashlib.sha256(sound).hexdigest()
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
    entry = {"text": text, "file": f"{slug}-{digest[:10]}.opus", "sha256": digest, **facts}
    clip = Clip.from_json(entry, folder, voice)
    write_atomically(clip.path, sound)
    return clip


def _write(path: Path, folder: Path, engine: Engine, clips: Iterable[Clip]) -> None:
    pack = Pack(folder.name, engine.name, clips, engine.provenance())
    write_atomically(path, write_manifest(pack), durable=True)


def _remove_unnamed(folder: Path, pack: Pack) -> None:
    named = {clip.path.name for clip in pack.clips()}
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
        from audio.voices.studio.chimes import CHIMES, Chimes

        return build_pack(CHIMES, Chimes(), options.folder or _HERE / "chimes", _show)
    with closing(open_engine(options.voice, interval_s=options.interval_s)) as engine:
        return build_pack(default_texts(), engine, options.folder or _HERE / "default", _show)


def _show(done: int, total: int, text: str) -> None:
    print(f"\r{done:5} of {total}  {text[:50]:50}", end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())
