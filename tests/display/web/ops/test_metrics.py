"""``/metrics``: figures that a monitoring system can trust."""

from __future__ import annotations

from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from display.hall.announcing import Heard, end_announcement
from display.hall.faults.faults import NO_DEVICE, raise_fault
from display.hall.reasons import Ending, Reason
from display.parts import Parts
from display.web.ops import metrics
from tests.display.web.served_hall import Caller, api_of


def read(client: FlaskClient) -> dict[tuple[str, ...], float]:
    """Return (name, label values ...) -> value, as Prometheus' own parser reads them."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_calls_and_ends_are_counted_once(client: FlaskClient, api: Caller) -> None:
    """However often somebody asks."""
    assert read(client)["panggil_calls_total", "called"] == 0
    placed = api.call(event_id="c1").json
    assert placed is not None
    api.post("/calls/c1/serve")
    for _ in range(2):
        figures = read(client)
        assert figures["panggil_calls_total", "called"] == 1
        assert figures["panggil_calls_total", "served"] == 1
        assert figures["panggil_announcements_total", "merged"] == 1


def test_what_was_heard_is_counted_by_its_witness_and_what_was_not_by_its_cause(
    parts: Parts, client: FlaskClient, api: Caller
) -> None:
    """Also in steps; a text that is only shown is neither."""
    ends: list[tuple[Ending, Reason | None, Heard]] = [
        ("finished", None, {"witness": "pulse", "device": "USB", "stutter_ms": 210}),
        ("finished", None, {"witness": "pulse", "device": "USB", "stutter_ms": 0}),
        ("finished", None, {"witness": "none", "device": None, "stutter_ms": 0}),
        ("failed", "muted", {}),
        ("expired", "queued", {}),
    ]
    for number, (how, reason, proof) in enumerate(ends):
        placed = api.call(event_id=f"c{number}", ticket={"number": f"B-10{number}"}).json
        assert placed is not None
        end(parts, placed["announcement_id"], how, reason, proof)
    figures = read(client)
    heard = [figures["panggil_heard_total", witness] for witness in ("pulse", "none")]
    unheard = [figures["panggil_unheard_total", why] for why in ("muted", "elsewhere", "queued")]
    assert (heard, unheard) == ([2, 1], [1, 0, 1])
    assert figures["panggil_stutters_total",] == 1
    assert figures["panggil_speaker_witness", "none"] == 1


def end(parts: Parts, announcement: str, how: Ending, reason: Reason | None, proof: Heard) -> None:
    """End an announcement as a speaker's report does."""
    parts.hall.write(lambda tx: end_announcement(tx, announcement, how, reason=reason, **proof))


def test_counters_go_on_over_a_restart(parts: Parts, client: FlaskClient, api: Caller) -> None:
    """They are the journal's, not the process's."""
    api.call(event_id="c1")
    before = read(client)
    assert read(api_of(parts).test_client()) == before


def test_a_long_journal_is_counted_in_steps(client: FlaskClient, api: Caller, monkeypatch) -> None:
    """No call waits for the count of years."""
    monkeypatch.setattr(metrics, "STEP", 2)
    for number in range(5):
        api.call(event_id=f"c{number}", ticket={"number": f"B-10{number}"})
    assert read(client)["panggil_calls_total", "called"] == 5


def test_what_is_now(parts: Parts, client: FlaskClient, api: Caller) -> None:
    """Queue, faults, speaker, voice and position are those of the snapshot."""
    api.call(event_id="c1")
    raise_fault(parts.hall, NO_DEVICE, "main")
    figures = read(client)
    waiting = [figures["panggil_queue_length", each] for each in ("preparing", "queued")]
    assert sum(waiting) == 1
    assert figures["panggil_faults", "speaker.no_device"] == 1
    assert figures["panggil_speaker_state", "absent"] == 1
    assert figures["panggil_speaker_state", "ready"] == 0
    assert figures["panggil_journal_seq",] == parts.journal.position(parts.hall.id)[1]
    assert figures["panggil_sockets",] == 0
    assert figures["panggil_voice_clips_limit_bytes",] == 256_000_000
