"""The online voice through gTTS's own network code, against a stand-in of the endpoint."""

import email.utils
import socket
import threading
import time
from dataclasses import replace

import numpy
import pytest

from audio.errors import Unspeakable, VoiceError
from audio.studio.mp3 import check_frames, decode_mp3
from audio.voices import open_engine
from audio.voices.gtts import Gtts
from audio.voices.gtts.client import retry_after_s
from audio.voices.gtts.manners import Manners, Pace
from tests.audio.voices.conftest import QUICK
from tests.audio.voices.speech_server import mp3_of


def test_a_good_answer_is_speech(online, server):
    """One request, in Indonesian, with the words as they are."""
    samples = online.synthesise("Nomor antrean A")
    assert server.texts() == ["Nomor antrean A"]
    assert len(samples) / online.rate_hz == pytest.approx(1.35, abs=0.15)


@pytest.mark.parametrize(
    "trouble",
    ["torn", "short", "foreign", "cut", "page", "nothing", "garbled", "status 500", "status 503",
     "status 429", "status 429 0", "status 408"],
)  # fmt: skip
def test_one_bad_answer_is_asked_again(online, server, trouble):
    """What may pass is given another chance; the clip is whole."""
    server.script = [trouble]
    assert len(online.synthesise("Selamat datang")) > online.rate_hz
    assert server.texts() == ["Selamat datang"] * 2


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        ("page", "perhaps this network wants a sign-in"),
        ("nothing", "an answer without speech"),
        ("torn", "a damaged answer, it ends too early"),
        ("foreign", "a damaged answer, it is no MP3"),
        ("short", "s of sound for 14 letters"),
        ("cut", "the connection failed"),
        ("status 500", "the server answered 500"),
        ("status 429", "the server answered 429"),
    ],
)
def test_an_answer_that_stays_bad_is_told(server, trouble, reason):
    """After the last try: how often, on what, why."""
    server.script = [trouble] * 3
    with pytest.raises(VoiceError, match=f"3 times on 'Selamat datang': .*{reason}"):
        Gtts(replace(QUICK, tries=3)).synthesise("Selamat datang")
    assert len(server.asked) == 3


def test_a_storm_of_refusals_is_waited_out(online, server):
    """Seven in a row, then the answer; the pace is slower after it."""
    server.script = ["status 429"] * 7
    assert len(online.synthesise("loket satu"))
    assert len(server.asked) == 8


def test_a_server_is_left_alone_for_as_long_as_it_asks(online, server):
    """Retry-After in seconds, though our own wait would be a hundredth of one."""
    server.script = ["status 429 1"]
    online.synthesise("loket satu")
    (_, first), (_, second) = server.asked
    assert second - first >= 1


def test_a_server_that_wants_an_hours_rest_ends_the_build(online, server):
    """The build is started again later and goes on; nobody sits before a still bar."""
    server.script = ["status 429 3600"]
    with pytest.raises(VoiceError, match="a rest of 3600 s"):
        online.synthesise("loket satu")


def test_a_refusal_for_good_is_not_repeated(online, server):
    """403: the endpoint has changed, or this address is blocked."""
    server.script = ["status 403"]
    with pytest.raises(VoiceError, match="refuses: 403 Forbidden"):
        online.synthesise("loket satu")
    assert len(server.asked) == 1


def test_a_slow_answer_is_waited_for(online, server):
    """Slower than the first doubt, but there is a network."""
    server.script = ["slow 0.6"]
    assert len(online.synthesise("loket satu"))
    assert len(server.asked) == 1


@pytest.mark.parametrize("trouble", ["slow 30", "drip"])
def test_an_answer_without_end_is_given_up(server, trouble):
    """However steadily its bytes drip."""
    server.script = [trouble]
    online = Gtts(replace(QUICK, answer_s=0.6))
    assert len(online.synthesise("loket satu"))
    assert server.texts() == ["loket satu"] * 2


def test_a_refused_connection_means_no_internet(online, server):
    """Said at once and plainly, not after eight tries."""
    server.shutdown()
    server.server_close()
    begun = time.monotonic()
    with pytest.raises(VoiceError, match=r"There is no internet: 127.0.0.1 .*refused"):
        online.synthesise("loket satu")
    assert time.monotonic() - begun < 25


def test_a_network_that_swallows_everything_means_no_internet(server, monkeypatch):
    """Within five seconds at the ordinary settings, whatever the resolver and the routes do."""
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *names, **options: over.wait(30) and [])
    begun = time.monotonic()
    with pytest.raises(VoiceError, match=r"There is no internet: 127.0.0.1 .*no answer"):
        Gtts().synthesise("loket satu")
    assert time.monotonic() - begun < 25
    over.set()


def test_a_name_that_nobody_knows_means_no_internet(server, monkeypatch):
    """What an unplugged cable looks like."""

    def unknown(*arguments, **options):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(VoiceError, match="There is no internet"):
        Gtts().synthesise("loket satu")


def test_what_cannot_be_said_asks_nobody(online, server):
    """A number that the wording forgot would be read by somebody else's rules."""
    for text in ("loket 3", "😀", ""):
        with pytest.raises(Unspeakable):
            online.synthesise(text)
    assert server.asked == []


def test_a_long_text_is_asked_for_in_parts(online, server):
    """A hundred characters at a time, cut at the pauses; nothing is lost."""
    text = ", ".join(["Selamat datang di Mal Pelayanan Publik"] * 6)
    online.synthesise(text)
    assert " ".join(server.texts()) == text
    assert max(map(len, server.texts())) <= 100


def test_letters_are_asked_for_as_letters(online, server):
    """ "be" might be read as a word."""
    for text in ("be", "de pe em", "Nomor antrean B"):
        online.synthesise(text)
    assert server.texts() == ["B", "D P M", "Nomor antrean B"]


def test_requests_keep_their_distance():
    """0.7 s, a third longer or shorter; doubled by each 429, back again with good answers."""
    pace, now = Pace(Manners()), 100.0
    waits = [pace.claim(now) for _ in range(20)]
    steps = numpy.diff(waits)
    assert waits[0] == 0
    assert min(steps) >= 0.7 * 0.7
    assert max(steps) <= 0.7 * 1.3
    assert len({round(step, 6) for step in steps}) > 10
    for _ in range(10):
        pace.slow_down()
    pace.claim(1000.0)
    assert 0.7 * 0.7 * 16 <= pace.claim(1000.0) <= 0.7 * 1.3 * 16
    for _ in range(20):
        pace.relax()
    pace.claim(2000.0)
    assert pace.claim(2000.0) <= 0.7 * 1.3


def test_the_pace_can_be_chosen(server):
    """By whoever builds; three requests take two intervals."""
    engine = open_engine("gtts", interval_s=0.3)
    for _ in range(3):
        engine.synthesise("nol")
    engine.close()
    times = [when for _, when in server.asked]
    assert times[2] - times[0] >= 2 * 0.3 * 0.7


def test_waits_grow_and_end():
    """Doubling from a second to two minutes."""
    manners = Manners(jitter=0.0)
    assert [manners.wait_after(attempt) for attempt in (0, 1, 2, 6, 9)] == [1, 2, 4, 64, 120]


@pytest.mark.parametrize(("value", "seconds"), [(None, 0), ("7", 7), ("soon", 0), ("-3", 0)])
def test_retry_after_is_understood(value, seconds):
    """Seconds, or nonsense."""
    assert retry_after_s(value) == seconds


def test_retry_after_may_be_a_date():
    """The other form of RFC 9110."""
    later = email.utils.formatdate(time.time() + 60, usegmt=True)
    assert 50 < retry_after_s(later) <= 60
    assert retry_after_s(email.utils.formatdate(0, usegmt=True)) == 0


def test_a_closed_voice_stops_waiting(server):
    """Ctrl-C in a storm does not wait for the storm's end."""
    server.script = ["status 429"]
    online = Gtts(replace(QUICK, backoff_s=60.0))
    timer = threading.Timer(0.3, online.close)
    timer.start()
    with pytest.raises(VoiceError, match="closed"):
        online.synthesise("loket satu")
    timer.join()


def is_whole(mp3):
    try:
        check_frames(mp3)
    except ValueError:
        return False
    return True


def test_every_torn_mp3_is_seen():
    """Cut anywhere but between two frames."""
    mp3 = mp3_of("nol")
    whole = [length for length in range(len(mp3) + 1) if is_whole(mp3[:length])]
    steps = numpy.diff(whole)
    assert whole[-1] == len(mp3)
    assert min(steps) >= 24  # the shortest frame: 8 kbit/s at 24 kHz


def test_tags_around_the_sound_are_passed_over():
    """ID3 before and after it."""
    mp3 = mp3_of("nol")
    tagged = b"ID3\x04\x00\x00\x00\x00\x00\x05tag.." + mp3 + b"TAG" + bytes(125)
    assert numpy.array_equal(decode_mp3(tagged, 24_000), decode_mp3(mp3, 24_000))


def test_another_rate_is_converted():
    """Should the endpoint ever change its mind."""
    assert len(decode_mp3(mp3_of("nol"), 48_000)) == 2 * len(decode_mp3(mp3_of("nol"), 24_000))
