"""A call posted to the API is journalled, spoken once, in order: seen from outside."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from tests.acceptance.hall_process import HallProcess

SERVICES = ("dpmptsp", "dukcapil", "dinkes", "dinsos", "perpustakaan", "bank-sumselbabel")
FRAME_BYTES = 2
SILENT_S = 48000 * FRAME_BYTES


def test_one_call_sounds_exactly_once(hall: HallProcess) -> None:
    """Chime and sentence stand once in the PCM; the journal tells the story."""
    answer = hall.call("B-012", "dukcapil", "3")
    assert answer["caption"] == "Nomor antrean B-012. Silakan menuju loket 3, Dukcapil."
    row = hall.wait_for_end(answer["announcement_id"])
    assert row["state"] == "finished"
    assert hall.story_of(row["id"]) == ["queued", "started", "finished"]
    assert hall.heard().count(hall.sound(row["sound"])) == 1
    serving = {line["counter"]: line["ticket"] for line in hall.state()["now_serving"]}
    assert serving == {"3": {"number": "B-012"}}


def test_six_calls_in_one_instant_sound_in_order(swift_hall: HallProcess) -> None:
    """Six calls, six sounds, in seq order, no overlap, the gap in between."""
    hall = swift_hall

    def press(index: int) -> dict[str, object]:
        return hall.call(f"{'ABCDEF'[index]}-01{index}", SERVICES[index], str(2 * index + 1))

    with ThreadPoolExecutor(6) as counters:
        answers = list(counters.map(press, range(6)))
    rows = [hall.wait_for_end(str(answer["announcement_id"])) for answer in answers]
    heard = hall.heard()
    sounds = {row["id"]: hall.sound(row["sound"]) for row in rows}
    assert [heard.count(sound) for sound in sounds.values()] == [1] * 6
    in_seq_order = sorted(rows, key=lambda row: row["queued_seq"])
    spans = [(heard.index(sounds[row["id"]]), len(sounds[row["id"]])) for row in in_seq_order]
    for (start, length), (following, _) in pairwise(spans):
        gap_s = (following - start - length) / SILENT_S
        assert gap_s >= 0.2, "the next call came too soon, or before the one called first"


def test_a_recalled_call_not_yet_spoken_is_merged(swift_hall: HallProcess) -> None:
    """A recall takes the place of the call that still waits: it is spoken once, as the recall."""
    hall = swift_hall
    assert hall.request("POST", "/api/v1/hold", {})[0] == 200
    first = hall.call("A-001", "dpmptsp", "1")
    waiting = hall.call("C-007", "dinkes", "5")
    status, recalled = hall.request("POST", f"/api/v1/calls/{waiting['event_id']}/recall", {})
    assert status == 201
    assert "kedua" in recalled["caption"]
    assert hall.wait_for_end(waiting["announcement_id"])["state"] == "merged"
    assert hall.request("POST", "/api/v1/resume")[0] == 200
    assert hall.wait_for_end(recalled["announcement_id"])["state"] == "finished"
    assert hall.wait_for_end(first["announcement_id"])["state"] == "finished"
    assert hall.story_of(waiting["announcement_id"]) == ["queued", "merged"]
