"""An emergency in a running hall: heard at once, until it ends; what it cut short comes again.

Figures are frames of the captured PCM, 48 of them are a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.hall_process import HallProcess, wait_until

# Words that the shipped pack has: nothing has to be synthesised first.
ALARM = "Silakan menuju loket 9."
LONGEST_HOLE = 4800
# Bytes by which the beginning of a sound is found: a tenth of a second.
FIRST_WORD = 9600
# Bytes of a second: a sentence that is to be interrupted is well begun.
BEGUN = 96_000


def announce(hall: HallProcess, **body: Any) -> str:
    status, answer = hall.request("POST", "/api/v1/announcements", body)
    assert status == 201, answer
    return str(answer["announcement_id"])


def row_of(hall: HallProcess, announcement_id: str) -> dict[str, Any]:
    rows = hall.state()["announcements"]
    return next(dict(row) for row in rows if row["id"] == announcement_id)


def wait_for_start(hall: HallProcess, announcement_id: str) -> dict[str, Any]:
    wait_until(lambda: row_of(hall, announcement_id)["state"] == "started", 30)
    return row_of(hall, announcement_id)


def places(heard: bytes, sound: bytes) -> list[int]:
    """Return the frames at which a sound was heard whole, bit by bit."""
    return [found.start() // 2 for found in re.finditer(re.escape(sound.strip(b"\0")), heard)]


def cut_at(heard: bytes, sound: bytes) -> int:
    """Return the frame at which a sound that was not heard whole breaks off for the first time.

    Its own pauses are a part of it: a sentence that is interrupted in one has no hole.
    """
    words = sound.strip(b"\0")
    begun = heard.find(words[:FIRST_WORD])
    assert begun >= 0
    pairs = enumerate(zip(heard[begun:], words, strict=False))
    return (begun + next(n for n, (one, other) in pairs if one != other)) // 2


@pytest.fixture
def brief_hall(tmp_path: Path) -> Iterator[HallProcess]:
    """A hall in real time whose calls are said once."""
    # A machine that is busy with other tests has the time that its voice needs.
    running = HallProcess(tmp_path, PANGGIL_REPEATS="0", PANGGIL_PREPARE_LIMIT_S="60")
    try:
        yield running.start()
    finally:
        running.stop()


def kill_server(hall: HallProcess) -> None:
    """Kill the server process and wait for the next one."""
    server = hall.process_of("server")
    assert server
    server.kill()
    wait_until(lambda: hall.request("GET", "/readyz")[0] == 200, 30)


def test_an_emergency_interrupts_a_sentence_which_is_spoken_again_whole(
    brief_hall: HallProcess,
) -> None:
    """Less than 100 ms without sound at the seam, the call from its beginning afterwards."""
    hall = brief_hall
    call = hall.call("A-012", "dpmptsp", "1")["announcement_id"]
    said = hall.sound(wait_for_start(hall, call)["sound"])
    wait_until(lambda: said.strip(b"\0")[:BEGUN] in hall.heard(), every_s=0.2)
    asked_at = hall.pcm_path.stat().st_size // 4
    alarm = announce(hall, text=ALARM, priority="emergency")
    assert hall.wait_for_end(alarm)["state"] == "finished"
    assert hall.wait_for_end(call)["state"] == "finished"
    heard = hall.heard()
    (alarm_at,) = places(heard, hall.sound(row_of(hall, alarm)["sound"]))
    whole = places(heard, said)
    hole = alarm_at - cut_at(heard, said)
    print(f"asked to heard: {(alarm_at - asked_at) / 48:.0f} ms; silence: {hole / 48:.1f} ms")
    assert hole < LONGEST_HOLE
    assert len(whole) == 1
    assert whole[0] > alarm_at
    told = [word for word in hall.story_of(call) if word != "moved"]
    assert told == ["queued", "started", "started", "finished"]


def test_staff_see_and_end_what_a_killed_server_leaves(swift_hall: HallProcess) -> None:
    """Killed in a hold, in a drill and while a voice is made: all goes on, and can be ended."""
    hall = swift_hall
    assert hall.request("POST", "/api/v1/hold", {"reason": "Indonesia Raya"})[0] == 200
    calls = [hall.call(f"A-01{n}", "dpmptsp", "1")["announcement_id"] for n in range(4)]
    drill = announce(hall, text=ALARM, priority="emergency", drill=True, until_ended=True)
    assert row_of(hall, drill)["caption"] == f"LATIHAN. {ALARM}"
    wait_until(lambda: hall.story_of(drill).count("started"), 60)
    message = announce(hall, text="Mobil merah harap dipindahkan.", expires_in_s=120)
    assert row_of(hall, message)["state"] == "preparing"
    kill_server(hall)
    times = hall.story_of(drill).count("started")
    wait_until(lambda: hall.story_of(drill).count("started") > times, 30)
    queue = hall.request("GET", "/api/v1/queue")[1]
    held = {item["id"] for item in queue["waiting"] if item["held"]}
    assert (queue["hold"], held) == ("emergency", {*calls, message})
    assert hall.request("POST", f"/api/v1/announcements/{drill}/cancel")[0] == 200
    ended = hall.wait_for_end(drill)
    assert (ended["state"], ended["reason"]) == ("finished", "ended")
    said = hall.wait_for_end(message, 90)
    assert (said["state"], bool(said["sound"] and said["device"])) == ("finished", True)
    zone = hall.state()["zones"][0]
    assert (zone["held"], zone["held_reason"]) == (True, "Indonesia Raya")
    assert {row_of(hall, call)["state"] for call in calls} == {"queued"}
    assert hall.request("POST", "/api/v1/resume")[0] == 200
    rows = [hall.wait_for_end(call) for call in calls]
    assert {row["state"] for row in rows} == {"finished"}
    assert rows == sorted(rows, key=lambda row: row["started_at"])


def test_an_emergency_in_words_of_its_own_waits_for_no_voice(brief_hall: HallProcess) -> None:
    """Typed behind texts that are still being made: its tone at once, its words when they are."""
    hall = brief_hall
    call = hall.call("A-012", "dpmptsp", "1")["announcement_id"]
    spoken = wait_for_start(hall, call)["sound"]
    said = hall.sound(spoken)
    for number in range(12):
        announce(hall, text=f"Pemilik berkas nomor {number} atas nama Zulkarnaen harap kembali.")
    wait_until(lambda: said.strip(b"\0")[:BEGUN] in hall.heard(), every_s=0.2)
    folder = hall.folder / "data" / "sounds"
    alarm = announce(hall, text="Api di dapur barat, keluar lewat taman.", priority="emergency")
    ended = hall.wait_for_end(alarm, 120)
    assert (ended["state"], ended["reason"]) == ("finished", None)
    heard, words = hall.heard(), hall.sound(ended["sound"])
    # Whatever else was heard whole: the call was cut short, the twelve texts come after it.
    others = {path.stem for path in folder.glob("*.wav")} - {spoken, ended["sound"]}
    tones = [at for each in others for at in places(heard, hall.sound(each))]
    (words_at,) = places(heard, words)
    before = [at for at in tones if at != words_at]  # the words begin with the tone, too
    hole = min(before) - cut_at(heard, said)
    print(f"silence before the tone: {hole / 48:.1f} ms; {len(before)} tones before the words")
    assert hole < LONGEST_HOLE
    assert max(before) < words_at
