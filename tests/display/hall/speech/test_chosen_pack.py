"""The pack a hall chose: opened, or replaced by the shipped one with a fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audio import Phrase, Sentence, default_pack
from display.assembly import assemble
from display.hall.setup import seed_hall
from display.journal import Fault, open_journal
from display.settings import load_settings


@pytest.fixture
def build(tmp_path):
    """Build a hall that chose a pack; closed with the test."""
    halls = []

    def furnish(pack: str):
        settings = replace(load_settings({}), data=tmp_path, pack=pack)
        journal = open_journal(settings.journal_url)
        seed_hall(journal, settings.hall)
        halls.append(assemble(settings, journal))
        return halls[-1]

    yield furnish
    for parts in halls:
        parts.voice.close()
        parts.journal.close()


def faults(parts):
    parts.monitor.look()
    return {fault.code for fault in parts.hall.read(lambda tx: tx.all(Fault))}


@pytest.mark.parametrize("content", [None, "", "{}", '{"format": 7}'])
def test_a_broken_pack_is_a_fault_and_the_hall_speaks(build, tmp_path, content):
    """With the shipped pack: never silence."""
    if content is not None:
        (tmp_path / "packs" / "ani").mkdir(parents=True)
        (tmp_path / "packs" / "ani" / "manifest.json").write_text(content)
    parts = build("ani")
    assert "voice.pack_broken" in faults(parts)
    assert not parts.composer.missing(Sentence("", (Phrase("Nomor antrean A", 0),)))


def test_a_hall_that_chose_none_has_no_fault(build):
    """The shipped pack is no second choice."""
    assert "voice.pack_broken" not in faults(build(""))


def test_a_whole_pack_is_used(build, tmp_path):
    """A copy of a clip under another hall's voice is what sounds."""
    from audio.packs import Pack
    from audio.production.build import keep_clip, put_in_place

    (tmp_path / "packs" / "ani").mkdir(parents=True)
    clip = default_pack().find("satu")
    facts = {"duration_ms": clip.duration_ms, "loudness_lufs": -16.0, "true_peak_dbtp": -2.0}
    folder = tmp_path / "packs" / "ani"
    own = keep_clip(folder, "ani-1", "nol", clip.path.read_bytes(), facts)
    put_in_place(folder, Pack("ani", "ani-1", [own]), keep_replaced=False)
    parts = build("ani")
    assert "voice.pack_broken" not in faults(parts)
    sound = parts.composer.compose(Sentence("", (Phrase("nol", 0),)), chime=None)
    assert abs(sound.duration_ms - clip.duration_ms) < 2
