"""The small parts: sounds as samples, lines, messages, addresses, the outbox."""

import re
from array import array

import pytest

from audio.address import split_address
from audio.process.json_lines import write_line
from audio.speaker.orders import BadMessage, Order, Report, SoundRef, iso_now
from audio.speaker.outbox import MAX_REPORTS, Outbox
from audio.speaker.wav import BadSound, measure_sound, read_samples
from audio.speaker.worker.protocol import WorkerEvent, read_command, read_event
from tests.audio.speaker.pa_line import Tone, as_wav

SHA = "a" * 64
PLAY = {"announcement_id": "x", "attempt": 2, "sound": SHA, "url": "/s", "gap_ms": 250}


def test_mono_is_doubled_and_stereo_left_alone(tmp_path):
    """Sample by sample; a mono sound is as long as its stereo form."""
    tone, mono, stereo = Tone(0.1), tmp_path / "mono.wav", tmp_path / "stereo.wav"
    mono.write_bytes(tone.wav)
    stereo.write_bytes(as_wav(tone.stereo, channels=2))
    assert read_samples(mono, 2) == read_samples(stereo, 2) == tone.stereo
    assert measure_sound(mono) == measure_sound(stereo) == 4800


def test_for_one_channel_the_sides_are_averaged(tmp_path):
    """Never added up: what is on both sides would clip."""
    mono, stereo, apart = (tmp_path / f"{name}.wav" for name in ("mono", "stereo", "apart"))
    tone = Tone(0.1)
    mono.write_bytes(tone.wav)
    stereo.write_bytes(as_wav(tone.stereo, channels=2))
    apart.write_bytes(as_wav(array("h", [1000, -200, 32767, 32767]).tobytes(), channels=2))
    assert read_samples(mono, 1) == read_samples(stereo, 1) == tone.mono
    assert array("h", read_samples(apart, 1)).tolist() == [400, 32767]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"x" * 999,
        as_wav(b""),
        as_wav(b"\0" * 90, 44_100),
        as_wav(b"\0" * 90, channels=3),
    ],
)
def test_other_sounds_are_refused(tmp_path, content):
    """Resampling in SDL costs 60 dB and cuts tails, so nothing but 48 kHz 16 bit is played."""
    path = tmp_path / "sound.wav"
    path.write_bytes(content)
    with pytest.raises(BadSound):
        measure_sound(path)
    with pytest.raises(BadSound):
        read_samples(path, 2)


def test_a_line_is_read_as_it_was_written():
    assert read_command(write_line({"do": "play", "key": "é"})) == {"do": "play", "key": "é"}
    assert read_event(write_line({"event": "devices", "names": ["a"]})) == WorkerEvent(
        "devices", names=("a",)
    )


@pytest.mark.parametrize("line", [b"ALSA lib\n", b"[]\n", b'{"event":"x"}\n', b"\xff\n", b"1\n"])
def test_a_library_that_prints_is_not_an_event(line):
    assert read_event(line) is None


@pytest.mark.parametrize("line", [b"x", b"[]", b"{}", b'{"do":1}'])
def test_a_command_that_is_none_is_refused(line):
    with pytest.raises(ValueError, match=r".*"):
        read_command(line)


def test_an_order_is_read_from_the_message():
    order = Order.from_message(PLAY)
    assert order == Order("x", 2, SoundRef(SHA, "/s"), 0.25)
    assert order.key != Order.from_message(PLAY | {"attempt": 3}).key


@pytest.mark.parametrize(
    "change",
    [
        {"sound": "../" + SHA},
        {"sound": SHA.upper()},
        {"url": "http://evil/s"},
        {"url": "//evil/s"},
        {"attempt": "x"},
        {"gap_ms": "x"},
    ],
)
def test_a_malformed_order_is_refused(change):
    with pytest.raises(BadMessage):
        Order.from_message(PLAY | change)


def test_the_outbox_keeps_order_until_acknowledged():
    outbox, order = Outbox(), Order.from_message(PLAY)
    reports = [Report(order, "started"), Report(order, "finished"), Report(order, "failed", "x")]
    for report in reports:
        outbox.add(report)
    outbox.acknowledge(reports[1].report_id)
    outbox.acknowledge("unknown")
    assert outbox.pending() == (reports[0], reports[2])


def test_the_outbox_is_bounded():
    outbox, order = Outbox(), Order.from_message(PLAY)
    for _ in range(MAX_REPORTS + 5):
        outbox.add(Report(order, "started"))
    assert len(outbox.pending()) == MAX_REPORTS


def test_times_are_utc_with_milliseconds():
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", iso_now())


@pytest.mark.parametrize("given", ["http://h:1", "ws://h:1/", "h:1", "http://h:1/ws"])
def test_an_address_names_page_and_socket(given):
    assert split_address(given) == ("http://h:1", "ws://h:1/ws")


def test_a_secure_address_stays_secure():
    assert split_address("https://h") == ("https://h", "wss://h/ws")


@pytest.mark.parametrize("given", ["ftp://h", "http://", "file:///etc"])
def test_another_address_is_refused(given):
    with pytest.raises(ValueError, match="address"):
        split_address(given)
