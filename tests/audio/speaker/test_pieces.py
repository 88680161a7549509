"""A sound in pieces at the supervisor: in order, with one outcome, whole or again."""

import pytest

from audio.speaker.supervisor import STARVED_S, Piece
from tests.audio.speaker.test_supervisor import FILE, Stage


def last_played(stage):
    return stage.workers[-1].playing


def test_pieces_are_played_in_order_with_one_outcome():
    """The next one after its pause, whether it was known before or came in between."""
    stage = Stage("ready")
    stage.play(more=True)
    stage.supervisor.extend("a", Piece(FILE, 1.0, 0.5), more=True)
    stage.say("started", "finished")
    stage.pass_time(0.4)
    assert last_played(stage) == "a~0.0"
    stage.pass_time(0.2)
    assert last_played(stage) == "a~0.1"
    stage.say("started", "finished")
    stage.pass_time(1.0)
    stage.supervisor.extend("a", Piece(FILE, 1.0, 0.5), more=False)
    stage.pass_time(0.0)
    assert last_played(stage) == "a~0.2"
    assert stage.outcomes() == [("started", "a")]
    stage.say("started", "finished")
    assert stage.outcomes() == [("started", "a"), ("finished", "a")]


def test_what_does_not_come_in_time_is_not_waited_for():
    """The hall is free for others; whoever sent it has all of it spoken again."""
    stage = Stage("ready")
    stage.play(more=True)
    stage.say("started", "finished")
    stage.pass_time(STARVED_S - 0.1)
    assert stage.outcomes() == [("started", "a")]
    stage.pass_time(0.2)
    assert stage.outcomes() == [("started", "a"), ("starved", "a")]
    assert not stage.supervisor.busy


@pytest.mark.parametrize("between", [False, True])
def test_a_loss_plays_all_pieces_again(between):
    """From the first one on, also when nothing sounded at that moment; begun is told once."""
    stage = Stage("ready")
    stage.play(more=True)
    stage.supervisor.extend("a", Piece(FILE, 1.0, 0.5), more=not between)
    stage.say("started", "finished")
    if not between:
        stage.pass_time(0.6)
    stage.say("died")
    stage.pass_time(0.0)
    stage.say("ready")
    assert last_played(stage) == "a~1.0"
    stage.supervisor.extend("a", Piece(FILE, 1.0, 0.5), more=False)
    for number in range(1, 2 if between else 3):
        stage.say("started", "finished")
        stage.pass_time(0.6)
        assert last_played(stage) == f"a~1.{number}"
    stage.say("started", "finished")
    assert stage.outcomes() == [("started", "a"), ("finished", "a")]


def test_a_silent_output_between_pieces_plays_all_of_them_again():
    """What was said into a muted line before counts for nothing."""
    stage = Stage("ready", watched=True)
    stage.watch("ok")
    stage.play(more=True)
    stage.supervisor.extend("a", Piece(FILE, 1.0, 0.5), more=False)
    stage.say("started", "finished")
    stage.watch("muted", answer=False)
    stage.pass_time(1.0)
    assert last_played(stage) == "a~0.0"
    stage.watch("ok", answer=False)
    assert last_played(stage) == "a~1.0"


def test_what_is_stopped_between_pieces_ends_at_once():
    """There is nothing to be stopped at the worker."""
    stage = Stage("ready")
    stage.play(more=True)
    stage.say("started", "finished")
    stage.supervisor.stop("a", stage.now)
    assert stage.outcomes() == [("started", "a"), ("stopped", "a")]


def test_a_piece_for_another_sound_is_left():
    """As one that comes after the last."""
    stage = Stage("ready")
    stage.play(more=True)
    stage.supervisor.extend("b", Piece(FILE, 1.0), more=False)
    stage.supervisor.extend("a", Piece(FILE, 1.0), more=False)
    stage.supervisor.extend("a", Piece(FILE, 1.0), more=False)
    stage.say("started", "finished")
    stage.pass_time(0.0)
    stage.say("started", "finished")
    assert stage.outcomes() == [("started", "a"), ("finished", "a")]
