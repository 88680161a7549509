"""What staff do with what waits: move up, skip, say again; and what the hall remembers of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from display.hall import Conflict, NotFound
from display.hall.announcing import (
    advance_announcement,
    cancel_announcement,
    read_history,
    repeat_announcement,
)
from display.hall.calling import end_call
from display.hall.faults import AcknowledgeRequest, acknowledge_fault
from display.hall.faults.faults import NO_DEVICE, clear_fault, raise_fault
from display.journal import Call
from display.parts import Parts
from tests.display.hall.asking import READY, call, row_of, say, state_of
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]


def test_what_is_moved_up_goes_next(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """Also past what was moved up before; the same request again moves nothing."""
    placed = [call(parts, f"B-01{n}") for n in range(4)]
    for n, key in ((2, "m1"), (3, "m2"), (2, "m1")):
        advance_announcement(parts.hall, str(placed[n].announcement_id), request_id=key)
    speaker.sign_in()
    turn()
    assert speaker.plays[0]["announcement_id"] == placed[3].announcement_id


def test_only_what_waits_can_be_moved_up(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """What sounds or has ended is told so; what does not exist too."""
    speaker.sign_in()
    placed = call(parts, "B-010")
    turn()
    speaker.report("started", speaker.plays[0])
    with pytest.raises(Conflict) as refused:
        advance_announcement(parts.hall, str(placed.announcement_id))
    assert refused.value.code == "not_waiting"
    with pytest.raises(NotFound):
        advance_announcement(parts.hall, "nothing")


def test_a_skipped_call_is_not_spoken_and_stays_called(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Skipping takes the voice, not the ticket."""
    first, second = call(parts, "B-010"), call(parts, "B-011")
    cancel_announcement(parts.hall, str(first.announcement_id))
    speaker.sign_in()
    turn()
    assert speaker.plays[0]["announcement_id"] == second.announcement_id
    found = parts.hall.read(lambda tx: tx.get(Call, first.event_id))
    assert found
    assert found.state == "called"


def test_the_same_cancelling_again_gets_the_first_answer(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """By its key: what was cancelled, and what was finished since the hall had heard it."""
    speaker.sign_in()
    emergency = say(parts, priority="emergency")
    turn()
    speaker.report("started", speaker.plays[0])
    for placed, state in ((say(parts), "cancelled"), (emergency, "finished")):
        announcement_id, key = str(placed.announcement_id), f"stop-{state}"
        first = cancel_announcement(parts.hall, announcement_id, request_id=key)
        assert (first.created, row_of(parts, placed).state) == (True, state)
        again = cancel_announcement(parts.hall, announcement_id, request_id=key)
        assert again == first._replace(created=False)


def test_the_key_of_another_cancelling_is_refused(parts: Parts) -> None:
    """And of anything else; what it would have ended waits on."""
    first, second = say(parts), say(parts, event_id="said")
    cancel_announcement(parts.hall, str(first.announcement_id), request_id="stop")
    for key in ("stop", "said"):
        with pytest.raises(Conflict) as refused:
            cancel_announcement(parts.hall, str(second.announcement_id), request_id=key)
        assert refused.value.code == "event_id_taken"
    assert row_of(parts, second).state == "queued"


def test_an_announcement_is_said_again_as_a_new_one(parts: Parts) -> None:
    """With all that it was; the same request again gives the first answer."""
    first = say(parts, priority="urgent", repeat=2, chime=False)
    cancel_announcement(parts.hall, str(first.announcement_id))
    again = repeat_announcement(parts.hall, str(first.announcement_id), request_id="r1")
    assert repeat_announcement(parts.hall, str(first.announcement_id), request_id="r1") == (
        again._replace(created=False)
    )
    row = row_of(parts, again)
    assert (row.text, row.priority, row.repeats, row.chime) == (READY, "urgent", 2, "")
    assert (row.state, row.id != first.announcement_id) == ("queued", True)


def test_a_call_is_said_again_in_the_same_words(parts: Parts) -> None:
    """It is no recall: nobody is told that it is the second call. A served one is not repeated."""
    placed = call(parts, "B-010")
    again = repeat_announcement(parts.hall, str(placed.announcement_id))
    assert (row_of(parts, again).count, again.caption) == (1, placed.caption)
    end_call(parts.hall, placed.event_id, "served")
    assert state_of(parts, again) == ("merged", "unheard")
    with pytest.raises(Conflict) as refused:
        repeat_announcement(parts.hall, str(placed.announcement_id))
    assert refused.value.code == "call_ended"


def test_history_says_what_was_heard_when_and_on_what(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Or why not; newest first, in parts that follow each other without a gap."""
    speaker.sign_in()
    heard = say(parts)
    turn()
    speaker.report("started", speaker.plays[0])
    speaker.report("finished", speaker.plays[0])
    cancelled = [call(parts, f"B-01{n}") for n in range(3)]
    for placed in cancelled:
        cancel_announcement(parts.hall, str(placed.announcement_id))
    say(parts)

    def part(before: int | None, kind: str | None = None) -> tuple[list[str], int | None]:
        page = parts.hall.read(lambda tx: read_history(tx, before, 3, kind))
        return [row["id"] for row in page.announcements], page.before

    ids = [one.announcement_id for one in reversed(cancelled)]
    first, before = part(None)
    assert first == ids
    assert part(before)[0] == [heard.announcement_id]
    assert part(None, "message") == ([heard.announcement_id], None)
    row = row_of(parts, heard)
    assert row.started_at
    assert row.ended_at
    assert (row.device, row.state, bool(row.sound and row.duration_ms)) == (
        "test",
        "finished",
        True,
    )


def test_a_start_reported_to_the_next_server_tells_its_sound(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """A server that restarts in the middle learns from the speaker what is being heard."""
    speaker.sign_in()
    placed = call(parts, "B-010")
    turn()
    play = speaker.plays[0]
    parts.announcer._sent.clear()  # as after a restart
    speaker.report("started", play)
    row = row_of(parts, placed)
    assert (row.sound, row.duration_ms) == (play["sound"], play["duration_ms"])


def test_a_fault_is_acknowledged_by_name_and_cleared_by_the_system(parts: Parts) -> None:
    """Who says it last has it; when the fault comes back nobody has it yet."""
    asked = AcknowledgeRequest(code=NO_DEVICE.code, subject="main")
    with pytest.raises(NotFound):
        acknowledge_fault(parts.hall, asked, "Sari")
    raise_fault(parts.hall, NO_DEVICE, "main")
    taken = acknowledge_fault(parts.hall, asked, "Sari")
    assert (taken.thing.acknowledged_by, taken.created) == ("Sari", True)
    assert not acknowledge_fault(parts.hall, asked, "Sari").created
    assert acknowledge_fault(parts.hall, asked, "Budi").thing.acknowledged_by == "Budi"
    raise_fault(parts.hall, NO_DEVICE, "main")
    (fault,) = parts.journal.snapshot(parts.hall.id)["faults"]
    assert fault["acknowledged_by"] == "Budi"
    clear_fault(parts.hall, NO_DEVICE, "main")
    raise_fault(parts.hall, NO_DEVICE, "main")
    (fault,) = parts.journal.snapshot(parts.hall.id)["faults"]
    assert fault["acknowledged_by"] is None
