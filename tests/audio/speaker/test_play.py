"""What is ordered is heard: once, bit by bit, in order."""

from hashlib import sha256
from itertools import pairwise

import pytest

from tests.audio.speaker.hall_server import TOKEN
from tests.audio.speaker.pa_line import Tone, as_wav

pytestmark = pytest.mark.usefixtures("speaker")


def put(server, *tones):
    server.sounds |= {tone.sha256: tone.wav for tone in tones}


def order(announcement_id, tone):
    url = f"/api/v1/sounds/{tone.sha256}"
    wish = {"type": "play", "announcement_id": announcement_id, "attempt": 1, "gap_ms": 0}
    return wish | {"sound": tone.sha256, "url": url, "duration_ms": 300}


def test_a_sound_is_heard_once_bit_by_bit(server, line):
    """A mono file comes out of both sides unchanged, and its life is told: started, finished."""
    tone = Tone()
    put(server, tone)
    server.play("a", tone.sha256)
    assert server.wait_end("a") is None
    assert line.count(tone) == 1
    assert server.outcomes() == [("a", "started", None), ("a", "finished", None)]


def test_started_is_told_when_the_sound_begins(server, line):
    """Eye and ear agree: the report comes within a moment of the first sample, not of the order."""
    tone = Tone(0.8)
    put(server, tone)
    server.play("a", tone.sha256)
    server.wait_end("a")
    started, finished = server.heard_at.values()
    assert started > line.moment(tone) - 0.1
    assert finished - started > 0.5 * tone.seconds


def test_three_orders_are_heard_in_order_with_the_gap_between(server, line):
    """The speaker itself keeps the silence since the end of the previous sound."""
    tones = [Tone(0.2, seed) for seed in range(3)]
    put(server, *tones)
    for name, tone in zip("abc", tones, strict=True):
        server.play(name, tone.sha256, gap_ms=200)
    server.wait_end("c")
    places = [line.place(tone) for tone in tones]
    pauses = [b - a - 0.2 for a, b in pairwise(places)]
    assert all(0.19 < pause < 3.0 for pause in pauses)
    assert [told[:2] for told in server.outcomes()] == [
        (name, outcome) for name in "abc" for outcome in ("started", "finished")
    ]


def test_the_same_order_again_is_played_no_second_time(server, line):
    """Ignored while it plays, and answered with its end after it; another attempt is another."""
    tone = Tone()
    put(server, tone)
    server.play("a", tone.sha256)
    server.play("a", tone.sha256)
    server.wait_end("a")
    server.play("a", tone.sha256)
    server.play("a", tone.sha256, attempt=2)
    server.wait(lambda: len(server.outcomes()) == 5)
    told = [outcome for _, outcome, _ in server.outcomes()]
    assert told == ["started", "finished", "finished", "started", "finished"]
    assert line.count(tone) == 2


def test_a_server_that_does_not_know_of_a_failure_is_told_again(server, line):
    """Another server leads now, and counts its attempts anew: it must not wait for ever."""
    tone = Tone()
    server.play("a", tone.sha256)
    assert server.wait_end("a") == "fetch"
    put(server, tone)
    server.play("a", tone.sha256)
    server.wait(lambda: len(server.outcomes()) == 2)
    assert server.outcomes("a") == [("a", "failed", "fetch")] * 2
    server.play("a", tone.sha256, attempt=2)
    server.wait(lambda: ("a", "finished", None) in server.outcomes("a"))
    assert line.count(tone) == 1


def test_stop_falls_silent_at_once(server, line):
    """Within a buffer or two of the word, and the reason is told."""
    long, waiting = Tone(5.0), Tone(seed=1)
    put(server, long, waiting)
    server.play("a", long.sha256)
    server.play("b", waiting.sha256)
    server.wait(lambda: server.outcomes("a"))
    server.send(type="stop", announcement_id="b")
    server.send(type="stop", announcement_id="a")
    assert server.wait_end("a") == server.wait_end("b") == "stopped"
    assert line.count(waiting) == 0
    assert line.noise_s() < 2.5


def test_the_lease_decides_who_speaks(server, line):
    """A speaker that stands by is connected and silent; with the lease it speaks."""
    tone = Tone()
    put(server, tone)
    server.grant(False)
    server.play("a", tone.sha256)
    server.grant(True)
    server.play("b", tone.sha256)
    server.wait_end("b")
    assert server.outcomes("a") == []
    assert line.count(tone) == 1


def test_a_prepared_sound_is_fetched_before_it_is_asked_for(server):
    """With the token, once."""
    tone = Tone()
    put(server, tone)
    server.send(type="prepare", sound=tone.sha256, url=f"/api/v1/sounds/{tone.sha256}")
    server.wait(lambda: server.fetches)
    server.play("a", tone.sha256)
    server.wait_end("a")
    assert server.fetches == [(f"/api/v1/sounds/{tone.sha256}", f"Bearer {TOKEN}")]


def test_a_wrong_content_is_never_heard(server, line):
    """The sha256 decides, then the format: 22 kHz would come out at twice the pace."""
    tone, slow = Tone(), as_wav(b"\1\2" * 9000, rate=22_050)
    server.sounds[tone.sha256] = Tone(seed=1).wav
    server.play("a", tone.sha256)
    assert server.wait_end("a") == "bad_sound"
    name = sha256(slow).hexdigest()
    server.sounds[name] = slow
    server.play("b", name)
    assert server.wait_end("b") == "bad_sound"
    assert line.noise_s() == 0


def test_a_sound_that_the_server_does_not_have_fails(server):
    """And the next one is played all the same."""
    tone = Tone()
    server.play("a", tone.sha256)
    assert server.wait_end("a") == "fetch"
    put(server, tone)
    server.play("b", tone.sha256)
    assert server.wait_end("b") is None


@pytest.mark.parametrize("change", [{"sound": "../../x"}, {"url": "//evil/x"}, {"attempt": None}])
def test_a_malformed_order_is_left(server, change):
    """It names no file outside the cache, sends the token nowhere else, and harms nothing."""
    tone = Tone()
    put(server, tone)
    server.send(**order("a", tone) | change)
    server.play("b", tone.sha256)
    assert server.wait_end("b") is None
    assert server.outcomes("a") == []
