"""A small pack of tones and a composer on it."""

import pytest

from audio.packs import ClipFolder
from audio.production.build import build_pack
from audio.sound import Composer
from audio.voices.making import make_clip
from audio.wording import Phrase, Sentence
from tests.audio.tones import Tones

TEXTS = ["Nomor antrean A", "nol", "satu", "Silakan menuju loket tiga"]


@pytest.fixture
def pack(tmp_path):
    return build_pack(TEXTS, Tones(), tmp_path / "pack")


@pytest.fixture
def made(tmp_path):
    return ClipFolder(tmp_path / "clips", "tones-1")


@pytest.fixture
def composer(pack, made, tmp_path):
    return Composer(pack, made, tmp_path / "sounds")


@pytest.fixture
def make(made):
    """Make a text's clip on this machine, as the voice worker does."""
    return lambda text: make_clip(Tones(), text, made)


@pytest.fixture
def say():
    """Return the sentence of these texts, 100 ms apart."""
    return lambda *texts: Sentence("", tuple(Phrase(text, 100) for text in texts))
