"""An announcement that comes in parts: heard in order, with one outcome, whole or again."""

import pytest

from audio.speaker.orders import BadMessage, Part
from tests.acceptance.hall_process import wait_until
from tests.audio.speaker.conftest import kill_worker
from tests.audio.speaker.pa_line import FRAMES_PER_S, Tone

pytestmark = pytest.mark.usefixtures("speaker")

# Of silence asked for between two parts; the join may be a little later on a busy machine.
PAUSE_MS = 400
# Bytes of stereo.
ONE_SECOND = 4 * FRAMES_PER_S


def send_part(server, number, tone, *, more=False, announcement_id="a", **changes):
    """Send what follows; its sound is there unless ``changes`` say another."""
    server.sounds[tone.sha256] = tone.wav
    message = {"type": "part", "announcement_id": announcement_id, "attempt": 1, "number": number}
    message |= {"sound": tone.sha256, "url": f"/api/v1/sounds/{tone.sha256}"}
    server.send(**message | {"pause_ms": PAUSE_MS, "more": more} | changes)


def begin_parts(server, tone, announcement_id="a"):
    server.sounds[tone.sha256] = tone.wav
    server.play(announcement_id, tone.sha256, more=True)
    server.wait(lambda: server.outcomes(announcement_id))


def test_parts_are_heard_in_order_as_one(server, line):
    """Whatever order they come in; the pause between them is the one asked for."""
    tones = [Tone(0.5, seed=seed) for seed in range(3)]
    begin_parts(server, tones[0])
    send_part(server, 2, tones[2])
    send_part(server, 1, tones[1], more=True)
    assert server.wait_end("a") is None
    places = [line.place(tone) for tone in tones]
    assert places == sorted(places)
    gaps = [places[n + 1] - places[n] - 0.5 for n in range(2)]
    print(f"pauses of {PAUSE_MS} ms: {[round(1000 * gap) for gap in gaps]} ms")
    assert all(gap > PAUSE_MS / 1000 - 0.05 for gap in gaps)
    assert [told[1] for told in server.outcomes("a")] == ["started", "finished"]


def test_a_killed_worker_says_all_of_it_again(server, line):
    """Killed in the middle of the second part: both are heard whole after that."""
    first, second = Tone(0.5), Tone(3.0, seed=1)
    begin_parts(server, first)
    send_part(server, 1, second)
    wait_until(lambda: second.stereo[:ONE_SECOND] in line.heard())
    kill_worker()
    assert server.wait_end("a", 30) is None
    assert line.count(first) >= 1
    assert line.count(second) == 1
    assert [told[1] for told in server.outcomes("a")] == ["started", "finished"]


def test_what_does_not_come_fails_and_others_are_heard(server, line):
    """A server that died, or a part that cannot be had: the hall is not kept waiting."""
    begin_parts(server, Tone(0.3))
    gone = Tone(0.3, seed=1)
    send_part(server, 1, gone, sound=Tone(seed=2).sha256)
    other = Tone(0.3, seed=3)
    server.sounds[other.sha256] = other.wav
    server.play("b", other.sha256)
    assert server.wait_end("a") == "starved"
    assert server.wait_end("b") is None
    assert line.count(other) == 1


def test_an_emergency_between_two_parts_is_heard_at_once(server, line):
    """What waited for its next part is given up, and reported as stopped."""
    first = Tone(0.3)
    begin_parts(server, first)
    wait_until(lambda: line.count(first))
    alarm = Tone(0.5, seed=1)
    server.sounds[alarm.sha256] = alarm.wav
    server.play("alarm", alarm.sha256, interrupt=True)
    assert server.wait_end("a") == "stopped"
    assert server.wait_end("alarm") is None


def test_what_is_taken_back_between_two_parts_is_heard_no_further(server, line):
    """A part that comes afterwards is for nobody."""
    begin_parts(server, Tone(0.3))
    server.send(type="stop", announcement_id="a")
    assert server.wait_end("a") == "stopped"
    late, other = Tone(0.3, seed=1), Tone(0.3, seed=2)
    send_part(server, 1, late)
    server.sounds[other.sha256] = other.wav
    server.play("b", other.sha256)
    assert server.wait_end("b") is None
    assert line.count(late) == 0


def test_a_speaker_says_that_it_takes_parts(server):
    """An older one does not; the server sends it whole sounds only."""
    assert server.hellos[0]["parts"] is True


@pytest.mark.parametrize(
    "changes",
    [{"number": 0}, {"number": 10_000}, {"pause_ms": -1}, {"pause_ms": None}, {"attempt": "x"},
     {"sound": "odd"}, {"url": "http://elsewhere/"}, {"number": None}],
)  # fmt: skip
def test_nonsense_is_no_part(changes):
    """One plain refusal, whatever is wrong with it."""
    tone = Tone(0.1)
    message = {"announcement_id": "a", "attempt": 1, "number": 1, "sound": tone.sha256}
    message |= {"url": f"/api/v1/sounds/{tone.sha256}", "pause_ms": 0, "more": False}
    assert Part.from_message(message).key == "a#1"
    with pytest.raises(BadMessage):
        Part.from_message(message | changes)
