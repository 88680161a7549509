"""``/metrics``: how the hall does, in the text form of Prometheus.

Everything is read at the moment somebody asks, from the snapshot, the journal and the running
parts; nothing is counted on the way of a call. The counters are those of the journal, so they go on
over a restart. The client library is loaded at the first question: most halls never ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from display.web.api.operation import READS, WATCH, Operation, summary_of
from display.web.edge.current import parts_of, per_app

if TYPE_CHECKING:
    from prometheus_client.core import Metric

    from display.parts import Parts
    from display.push import SnapshotMessage

# Events counted in one go: at the first question a long journal is read in steps that let calls by.
STEP = 20_000
_ENDS = ("finished", "failed", "expired", "cancelled", "merged")
_STEPS = ("called", "recalled", "served", "no_show", "cancelled", "transferred", "left_over")
_SPEAKER_STATES = ("ready", "starting", "silent", "no_device", "absent")
_OPEN = ("preparing", "queued", "started")


class Tally:
    """Counts the journal's events by name; each event is looked at once."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._epoch = ""
        self._seq = 0
        self._counts: Counter[str] = Counter()

    def counts(self) -> Counter[str]:
        """Return name -> how many events the journal has up to now."""
        epoch, seq = self._parts.journal.position(self._parts.hall.id)
        if epoch != self._epoch:  # the first time, or a backup was restored
            self._epoch, self._seq, self._counts = epoch, 0, Counter()
        while self._seq < seq:
            after, upto = self._seq, min(self._seq + STEP, seq)
            found = self._count(after, upto)
            if self._seq == after:  # else another request has counted these meanwhile
                self._counts.update(found)
                self._seq = upto
        return self._counts

    def _count(self, after: int, upto: int) -> dict[str, int]:
        journal, hall = self._parts.journal, self._parts.hall.id
        return journal.read(hall, lambda tx: tx.count_events(after, upto))


class HallMetrics:
    """A collector in the sense of ``prometheus_client``: asked, it tells of one hall."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._tally = Tally(parts)

    def collect(self) -> Iterator[Metric]:
        """Yield every metric as of now."""
        state = self._parts.hub.snapshot_message()
        yield from self._journal(state)
        yield from self._queue(state)
        yield from self._sockets()
        yield from _speaker(state)
        yield from _voice(state)

    def _journal(self, state: SnapshotMessage) -> Iterator[Metric]:
        counts = self._tally.counts()
        yield _gauge("journal_seq", "Position of the hall's journal.", state["seq"])
        yield _counter(
            "calls",
            "Steps in the life of calls, since the journal began.",
            "step",
            {step: counts[f"ticket.{step}"] for step in _STEPS},
        )
        yield _counter(
            "announcements",
            "Announcements that ended, by how they ended.",
            "end",
            {end: counts[f"announcement.{end}"] for end in _ENDS},
        )

    def _queue(self, state: SnapshotMessage) -> Iterator[Metric]:
        queued = Counter(row["state"] for row in state["announcements"])
        yield _gauges(
            "queue_length",
            "Announcements that have not ended.",
            "state",
            {each: queued[each] for each in _OPEN},
        )
        faults = Counter(fault["code"] for fault in state["faults"])
        yield _gauges("faults", "Faults that stand, by code.", "code", faults)

    def _sockets(self) -> Iterator[Metric]:
        roles = Counter(seen.role for seen in self._parts.hub.presence.all())
        yield _gauges("clients", "Connected screens, phones and consoles.", "role", roles)
        taken = self._parts.hub.connection_limit.taken
        yield _gauge("sockets", "Open sockets and streams, speakers included.", taken)


blueprint = Blueprint("metrics", __name__)
_hall_metrics = per_app(blueprint, "hall", lambda app: HallMetrics(parts_of(app)))


@blueprint.get("/metrics")
def metrics() -> Response:
    """How the hall does, for Prometheus."""
    from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

    # A registry is whatever can be collected; the library's own also measures the process.
    answer = Response(generate_latest(_hall_metrics()), content_type=CONTENT_TYPE_PLAIN_0_0_4)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _speaker(state: SnapshotMessage) -> Iterator[Metric]:
    yield _gauges(
        "speaker_state",
        "1 for the state that the PA's speaker is in.",
        "state",
        {each: int(state["speaker"]["state"] == each) for each in _SPEAKER_STATES},
    )


def _voice(state: SnapshotMessage) -> Iterator[Metric]:
    voice = state.get("voice")
    if voice is None:  # a server without a voice has no clips to tell of
        return
    yield _gauges(
        "voice_phrases",
        "Phrases that the hall will need: with a clip, and without.",
        "state",
        {"made": voice["made"], "missing": voice["missing"]},
    )
    yield _gauge("voice_clips_bytes", "Disk taken by clips made here.", voice["bytes"])
    yield _gauge("voice_clips_limit_bytes", "Disk they may take.", voice["limit_bytes"])


def _gauge(name: str, text: str, value: float) -> Metric:
    from prometheus_client.core import GaugeMetricFamily

    return GaugeMetricFamily(f"panggil_{name}", text, value=value)


def _gauges(name: str, text: str, label: str, values: dict[str, int]) -> Metric:
    from prometheus_client.core import GaugeMetricFamily

    family = GaugeMetricFamily(f"panggil_{name}", text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _counter(name: str, text: str, label: str, values: dict[str, int]) -> Metric:
    from prometheus_client.core import CounterMetricFamily

    family = CounterMetricFamily(f"panggil_{name}", text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET",
        "/metrics",
        (WATCH,),
        summary_of(metrics),
        "Calls, ends of announcements, queue, faults, sockets, speaker, voice and journal.",
        answers_media="text/plain",
        problems=READS,
    ),
)
