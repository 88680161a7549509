"""The supervisor's rules, by its own clock: every sound ends, and no crash is repeated in haste."""

from pathlib import Path

import pytest

from audio.speaker.supervisor import (
    DEADLINE_EXTRA_S,
    FIRST_WORD_S,
    MAX_REPLAYS,
    REPLAY_WITHIN_S,
    SILENCE_S,
    Supervisor,
)
from audio.speaker.worker_protocol import WorkerEvent

FILE = Path("sound.wav")


class Worker:
    """Does nothing by itself; remembers what it was told."""

    def __init__(self):
        self.commands, self.killed = [], False

    def send(self, command):
        self.commands.append(command["do"])

    def kill(self):
        self.killed = True


class Stage:
    """A supervisor, its workers, its listener, and the time."""

    def __init__(self, *events):
        self.workers, self.told, self.now = [], [], 100.0
        self.supervisor = Supervisor(self.start_worker, self)
        self.supervisor.tick(self.now)
        self.say(*events)

    def start_worker(self):
        self.workers.append(Worker())
        return self.workers[-1]

    def say(self, *events, key="a"):
        """Have the present worker say these events."""
        for event in events:
            self.supervisor.hear(self.workers[-1], WorkerEvent(event, key=key), self.now)

    def play(self, key="a"):
        self.supervisor.play(key, FILE, 2.0, self.now)

    def pass_time(self, seconds):
        """Let time pass as the player does: a tick whenever one is due."""
        end = self.now + seconds
        while (due := self.supervisor.next_at()) <= end:
            self.now = max(self.now, due)
            self.supervisor.tick(self.now)
        self.now = end

    def outcomes(self):
        return [told for told in self.told if isinstance(told, tuple)]

    def started(self, key):
        self.told.append(("started", key))

    def finished(self, key):
        self.told.append(("finished", key))

    def failed(self, key, reason):
        self.told.append((reason, key))

    def device_changed(self):
        self.told.append(self.supervisor.state)


def test_a_sound_before_the_first_word_waits_for_it():
    """And is given to the worker as soon as the device is ready."""
    stage = Stage()
    stage.play()
    stage.say("ready", "started", "finished")
    assert stage.told == ["ready", ("started", "a"), ("finished", "a")]


def test_a_worker_that_never_says_a_word_is_killed():
    """An init that hangs is no device; the waiting sound fails."""
    stage = Stage()
    stage.play()
    stage.pass_time(2 * FIRST_WORD_S)
    assert stage.workers[0].killed
    assert stage.told == [("no_device", "a"), "no_device"]


def test_a_single_worker_that_dies_early_is_not_a_missing_device():
    """It may have been killed; a second one in a row means that SDL crashes."""
    stage = Stage("died")
    stage.play()
    assert stage.told == []
    stage.pass_time(0)
    stage.say("died")
    assert stage.told == ["no_device", ("no_device", "a")]


def test_a_worker_that_falls_silent_is_killed():
    """It says `beat` every second when it lives."""
    stage = Stage("ready")
    stage.pass_time(SILENCE_S)
    assert stage.workers[0].killed
    assert len(stage.workers) == 2


def test_a_sound_that_does_not_end_is_overdue():
    """The deadline is the sound's length and a little; then another worker plays it again."""
    stage = Stage("ready")
    stage.play()
    for _ in range(int(2.0 + DEADLINE_EXTRA_S) + 1):
        stage.say("beat")
        stage.pass_time(1.0)
    assert stage.workers[0].killed
    stage.say("ready")
    assert stage.workers[1].commands == ["play"]


def test_a_sound_that_brings_every_worker_down_ends():
    """Three replays, told as one start; then the next sound has its turn."""
    stage = Stage("ready")
    stage.play()
    for _ in range(MAX_REPLAYS + 1):
        stage.say("started", "died")
        stage.pass_time(1.0)
        stage.say("ready")
    assert stage.outcomes() == [("started", "a"), ("worker_died", "a")]
    assert not stage.supervisor.busy


def test_a_lost_device_is_waited_for_and_no_longer():
    """Ten seconds; until then nothing is told but the device."""
    stage = Stage("ready")
    stage.play()
    stage.say("started", "lost")
    stage.pass_time(REPLAY_WITHIN_S - 0.1)
    assert stage.told[1:] == [("started", "a"), "no_device"]
    stage.pass_time(0.2)
    assert stage.told[-1] == ("device_lost", "a")


def test_a_device_back_in_time_plays_from_the_start():
    """The start is not told again."""
    stage = Stage("ready")
    stage.play()
    stage.say("started", "lost")
    stage.pass_time(1.0)
    stage.say("no_device", "ready", "started", "finished")
    assert stage.workers[-1].commands == ["play"]
    assert stage.outcomes() == [("started", "a"), ("finished", "a")]


def test_words_of_a_worker_given_up_are_ignored():
    """What it still had to say about the sound is about the old playing of it."""
    stage = Stage("ready")
    stage.play()
    stage.say("started", "lost")
    stage.supervisor.hear(stage.workers[0], WorkerEvent("finished", key="a"), stage.now)
    assert stage.supervisor.busy


def test_a_crash_loop_slows_down_but_never_beyond_ten_seconds():
    """SDL crashes in init when PulseAudio has no sink; one that appears is used within 10 s."""
    stage, starts = Stage(), []
    for _ in range(12):
        stage.say("died")
        starts.append(stage.supervisor.next_at() - stage.now)
        stage.pass_time(starts[-1])
    assert starts[0] == 0
    assert starts == sorted(starts)
    assert starts[3] >= 2
    assert starts[-1] < 10


def test_while_a_sound_waits_the_tries_are_close():
    """A crash a second is affordable for ten seconds, a missed replay is not."""
    stage = Stage("ready")
    stage.play()
    stage.say("started", "lost")
    for _ in range(8):
        stage.pass_time(1.0)
        stage.say("died")
    assert len(stage.workers) >= 8


def test_a_worker_that_cannot_be_started_is_no_device(monkeypatch):
    """No memory, no process: said in words, tried again."""
    stage = Stage("ready")
    started = iter([OSError("no memory"), Worker()])
    monkeypatch.setattr(stage.supervisor, "_start_worker", lambda: fail_or_give(next(started)))
    stage.say("died")
    stage.pass_time(0.1)
    assert stage.told[-1] == "no_device"
    stage.pass_time(10)
    assert next(started, None) is None


def fail_or_give(outcome):
    if isinstance(outcome, OSError):
        raise outcome
    return outcome


def test_a_stop_that_is_not_answered_ends_the_worker():
    """Silence is owed at once, one way or the other."""
    stage = Stage("ready")
    stage.play()
    stage.say("started")
    stage.supervisor.stop("a", stage.now)
    stage.pass_time(1.0)
    assert stage.workers[0].killed
    assert stage.told[-2:] == [("stopped", "a"), "starting"]


def test_a_stop_while_waiting_for_the_device_ends_the_sound():
    """There is nothing to silence; another sound's stop changes nothing."""
    stage = Stage()
    stage.play()
    stage.supervisor.stop("b", stage.now)
    assert stage.supervisor.busy
    stage.supervisor.stop("a", stage.now)
    assert stage.told == [("stopped", "a")]


def test_one_sound_at_a_time():
    """A second one is a mistake of the caller."""
    stage = Stage("ready")
    stage.play()
    with pytest.raises(RuntimeError):
        stage.play("b")
