"""What the tests of the voices share."""

import pytest
from gtts import tts

from audio.voices.gtts import Gtts, Manners
from tests.audio.voices.speech_server import SpeechServer

# As patient as ever, but in hundredths of the time.
QUICK = Manners(
    interval_s=0.0, backoff_s=0.01, doubt_s=0.3, reach_s=1.0, connect_s=1.0, answer_s=5.0
)


@pytest.fixture
def server(monkeypatch):
    """A stand-in for the endpoint, to which gTTS's own network code goes from now on."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    server = SpeechServer()
    monkeypatch.setattr(tts, "_translate_url", lambda tld="com", path="": server.url + path)
    yield server
    server.stop()


@pytest.fixture
def online(server):
    """The online voice, in a hurry."""
    engine = Gtts(QUICK)
    yield engine
    engine.close()
