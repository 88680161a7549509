"""The supervisor's rules, by its own clock: every sound ends, and no crash is repeated in haste."""

from pathlib import Path

import pytest

from audio.speaker.output_watch import ANSWER_WITHIN_S
from audio.speaker.supervisor import (
    DEADLINE_EXTRA_S,
    FIRST_WORD_S,
    MAX_REPLAYS,
    REPLAY_WITHIN_S,
    SILENCE_S,
    Piece,
    Supervisor,
)
from audio.speaker.worker.protocol import WorkerEvent
from audio.witness import Output, WitnessEvent

FILE = Path("sound.wav")


class Worker:
    """Does nothing by itself; remembers what it was told."""

    def __init__(self):
        self.commands, self.killed = [], False
        self.pid, self.playing = 1, ""

    def send(self, command):
        self.commands.append(command["do"])
        if command["do"] == "play":
            self.playing = command["key"]

    def kill(self):
        self.killed = True


class Witness:
    """Says nothing by itself; remembers what it was asked."""

    def __init__(self, pid):
        self.pid, self.expected, self.asked, self.killed = pid, None, "", False

    def expect(self, device, driver):
        self.expected = device

    def look(self, token):
        self.asked = token

    def kill(self):
        self.killed = True


class Stage:
    """A supervisor, its workers, its listener, and the time."""

    def __init__(self, *events, watched=False):
        self.workers, self.witnesses, self.told, self.now = [], [], [], 100.0
        self.proofs = []
        start_witness = self.start_witness if watched else None
        self.supervisor = Supervisor(self.start_worker, self, start_witness)
        self.supervisor.tick(self.now)
        self.say(*events)

    def start_worker(self):
        self.workers.append(Worker())
        return self.workers[-1]

    def say(self, *events, key=None):
        """Have the present worker say these events, of what it was last given to play."""
        worker = self.workers[-1]
        for event in events:
            said = WorkerEvent(event, key=worker.playing if key is None else key)
            self.supervisor.hear(worker, said, self.now)

    def start_witness(self, pid):
        self.witnesses.append(Witness(pid))
        return self.witnesses[-1]

    def watch(self, state, device="PA", *, answer=True):
        """Have the present witness say how the output is, as an answer or by itself."""
        witness = self.witnesses[-1]
        event = WitnessEvent(
            "answer" if answer else "output", Output(state, device), witness.asked if answer else ""
        )
        self.supervisor.hear_witness(witness, event, self.now)

    def play(self, key="a", *, more=False):
        self.supervisor.play(key, Piece(FILE, 2.0), self.now, more=more)

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

    def finished(self, key, proof):
        self.proofs.append(proof)
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
    stage.supervisor.hear(
        stage.workers[0], WorkerEvent("finished", key=stage.workers[0].playing), stage.now
    )
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


def test_a_device_is_ready_only_when_the_witness_has_looked():
    """A sound that waits is begun then, not before."""
    stage = Stage("ready", watched=True)
    stage.play()
    assert stage.workers[0].commands == []
    stage.watch("ok")
    assert stage.workers[0].commands == ["play"]
    assert (stage.supervisor.state, stage.supervisor.device) == ("ready", "PA")


def test_the_end_is_told_only_on_the_witnesss_word():
    """Asked after the last sample; its word and the output's name are the proof."""
    stage = Stage("ready", watched=True)
    stage.watch("ok")
    stage.play()
    stage.say("started", "finished")
    assert stage.outcomes() == [("started", "a")]
    stage.watch("ok", answer=False)  # older than the question
    assert stage.outcomes() == [("started", "a")]
    stage.watch("ok")
    assert stage.outcomes() == [("started", "a"), ("finished", "a")]
    assert [(each.witness, each.device) for each in stage.proofs] == [("pulse", "PA")]


@pytest.mark.parametrize("state", ["muted", "quiet", "elsewhere", "dummy", "unlinked", "suspended"])
def test_a_sound_that_the_hall_does_not_hear_is_played_again(state):
    """Stopped at once, and begun anew as soon as all is well; the first playing proves nothing."""
    stage = Stage("ready", watched=True)
    stage.watch("ok")
    stage.play()
    stage.say("started")
    stage.watch(state, answer=False)
    assert stage.workers[0].commands == ["play", "stop"]
    assert (stage.supervisor.state, stage.supervisor.reason) == ("silent", state)
    stage.watch("ok", answer=False)
    assert stage.workers[0].commands == ["play", "stop", "play"]
    stage.say("failed", "finished", key="a~0.0")  # of the playing that was stopped
    assert stage.outcomes() == [("started", "a")]
    stage.say("finished")
    stage.watch("ok")
    assert stage.outcomes() == [("started", "a"), ("finished", "a")]


def test_silence_at_the_last_moment_is_no_finish():
    """The samples were taken, the witness says muted: it is played again, or fails with that."""
    stage = Stage("ready", watched=True)
    stage.watch("ok")
    stage.play()
    stage.say("started", "finished")
    stage.watch("muted")
    stage.pass_time(REPLAY_WITHIN_S + 1)
    assert stage.outcomes() == [("started", "a"), ("muted", "a")]


def test_a_new_sound_fails_at_once_while_the_hall_hears_nothing():
    """With the witness's own word."""
    stage = Stage("ready", watched=True)
    stage.watch("elsewhere")
    stage.play()
    assert stage.outcomes() == [("elsewhere", "a")]


def test_a_witness_that_does_not_answer_proves_nothing():
    """Neither does a server that is frozen."""
    stage = Stage("ready", watched=True)
    stage.watch("ok")
    stage.play()
    stage.say("started", "beat", "finished")
    stage.pass_time(ANSWER_WITHIN_S + 0.1)
    assert stage.supervisor.reason == "unanswering"
    assert ("finished", "a") not in stage.outcomes()


def test_a_frozen_server_is_told_while_the_worker_hangs():
    """The witness knows after 2 s; the next worker may hang in its init for much longer."""
    stage = Stage("ready", watched=True)
    stage.watch("ok")
    stage.say("stalled")
    assert stage.supervisor.state == "starting"
    stage.pass_time(0.1)
    stage.watch("unanswering", None, answer=False)
    assert (stage.supervisor.state, stage.supervisor.reason) == ("silent", "unanswering")


def test_what_was_silent_is_silent_between_two_workers():
    """A suspended output takes nothing: the worker ends, and the cause is told all the while."""
    stage = Stage("ready", watched=True)
    stage.watch("ok")
    stage.watch("suspended", answer=False)
    stage.say("stalled")
    assert (stage.supervisor.state, stage.supervisor.reason) == ("silent", "suspended")
    stage.pass_time(0.1)
    assert (stage.supervisor.state, stage.supervisor.reason) == ("silent", "suspended")
    stage.say("ready")
    stage.watch("ok")
    assert stage.supervisor.state == "ready"


@pytest.mark.parametrize("state", ["suspended", "unlinked"])
def test_a_worker_that_hangs_in_its_opening_is_told_by_its_cause(state):
    """The stream is there already, and leads nowhere."""
    stage = Stage(watched=True)
    stage.watch(state, None, answer=False)
    assert (stage.supervisor.state, stage.supervisor.reason) == ("silent", state)


def test_a_stall_and_one_hanging_opening_are_no_device():
    """The card takes nothing, and nobody can say why: staff do not wait for a third worker."""
    stage = Stage("ready")
    stage.say("stalled")
    assert stage.supervisor.state == "starting"
    stage.pass_time(0.1)
    stage.say("died")
    assert stage.supervisor.state == "no_device"


def test_where_nobody_can_say_the_proof_says_so():
    """ALSA without a server: the sound is told as finished, and that nobody watched."""
    stage = Stage("ready", watched=True)
    stage.watch("none", None)
    stage.play()
    stage.say("started", "finished")
    stage.watch("none", None)
    assert [each.witness for each in stage.proofs] == ["none"]


def test_a_witness_that_ends_is_started_again_and_asked():
    """Its end stops no sound."""
    stage = Stage("ready", watched=True)
    stage.watch("ok")
    stage.play()
    stage.supervisor.hear_witness(stage.witnesses[0], WitnessEvent("died"), stage.now)
    stage.pass_time(0.1)
    assert len(stage.witnesses) == 2
    stage.say("started", "finished")
    stage.watch("ok")
    assert ("finished", "a") in stage.outcomes()


def test_holes_are_told():
    """By how much the sound took longer than it is, when a listener hears that."""
    for played_s, told in ((2.04, 0), (2.15, 0), (2.21, 210)):
        stage = Stage("ready")
        stage.play()
        stage.say("started")
        worker = stage.workers[-1]
        said = WorkerEvent("finished", key=worker.playing, played_s=played_s)
        stage.supervisor.hear(worker, said, stage.now)
        assert [each.stutter_ms for each in stage.proofs] == [told]
