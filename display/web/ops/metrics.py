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

from display.hall import SILENT_REASONS
from display.web.api.description.operation import READS, WATCH, Operation, summary_of
from display.web.edge.current import parts_of, per_app

if TYPE_CHECKING:
    from prometheus_client.core import Metric

    from display.hall.hearing import EarDesk
    from display.journal import Event
    from display.parts import Parts
    from display.push import SnapshotMessage

# Events counted in one go: at the first question a long journal is read in steps that let calls by.
STEP = 20_000
_ENDS = ("finished", "failed", "expired", "cancelled", "merged")
_HEARD = "announcement.finished"
_SAID = (_HEARD, "announcement.failed", "announcement.expired")
_WITNESSES = ("pulse", "alsa", "windows", "none")
_STEPS = (
    "called",
    "recalled",
    "served",
    "no_show",
    "cancelled",
    "transferred",
    "moved",
    "left_over",
)
_SPEAKER_STATES = ("ready", "starting", "silent", "no_device", "absent")
_EAR_STATES = ("listening", "silent", "no_microphone", "starting", "absent")
# What may run out (display.push): seats, those of one address, its handshakes, messages, room to
# keep the server waiting, time, and the requests that wait for their turn.
REFUSED = ("seats", "address", "visits", "messages", "waiting", "late", "requests")
_ROLES = ("screen", "public", "console")
_OPEN = ("preparing", "queued", "started")


class Tally:
    """Counts the journal's events by name, and how the hall heard what was said; each event once.

    ``names``: name -> how many events; ``heard``: witness -> how many were heard whole;
    ``unheard``: cause -> how many were not; ``stutters``: how many had holes.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._epoch = ""
        self._seq = 0
        self._forget()

    def _forget(self) -> None:
        self.names: Counter[str] = Counter()
        self.heard: Counter[str] = Counter()
        self.unheard: Counter[str] = Counter()
        self.stutters = 0

    def catch_up(self) -> None:
        """Count what the journal has got since the last time."""
        epoch, seq = self._parts.journal.position(self._parts.hall.id)
        if epoch != self._epoch:  # the first time, or a backup was restored
            self._epoch, self._seq = epoch, 0
            self._forget()
        while self._seq < seq:
            after, upto = self._seq, min(self._seq + STEP, seq)
            names, ends = self._read(after, upto)
            if self._seq == after:  # else another request has counted these meanwhile
                self.names.update(names)
                for event in ends:
                    self._count(event)
                self._seq = upto

    def _read(self, after: int, upto: int) -> tuple[dict[str, int], list[Event]]:
        journal, hall = self._parts.journal, self._parts.hall.id
        return journal.read(
            hall,
            lambda tx: (tx.count_events(after, upto), tx.events_between(after, upto, _SAID)),
        )

    def _count(self, event: Event) -> None:
        row = event.data.get("announcement") or {}
        if row.get("silent"):  # a text on the screens is not said
            return
        if event.name == _HEARD:
            self.heard[row.get("witness") or "none"] += 1
            self.stutters += bool(row.get("stutter_ms"))
        else:
            self.unheard[row.get("reason") or "unknown"] += 1


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
        yield from _backup(self._parts)
        yield from _speaker(state)
        yield from _zones(state)
        yield from _ear(self._parts.ears)
        yield from _voice(state)

    def _journal(self, state: SnapshotMessage) -> Iterator[Metric]:
        self._tally.catch_up()
        counts = self._tally.names
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
        yield _counter(
            "ear_verdicts",
            "What the hall's ear said of announcements.",
            "verdict",
            {verdict: counts[f"announcement.{verdict}"] for verdict in ("heard", "not_heard")},
        )
        yield from self._outcomes()

    def _outcomes(self) -> Iterator[Metric]:
        """Yield what the hall heard, by who says so, and what it did not hear, by why."""
        heard = {witness: self._tally.heard[witness] for witness in _WITNESSES}
        yield _counter(
            "heard",
            "Announcements heard whole, by who watched the output.",
            "witness",
            heard | self._tally.heard,
        )
        unheard = {cause: self._tally.unheard[cause] for cause in sorted(SILENT_REASONS)}
        yield _counter(
            "unheard",
            "Announcements that the hall did not hear, by cause.",
            "cause",
            unheard | self._tally.unheard,
        )
        yield _count(
            "stutters", "Announcements heard with holes that can be heard.", self._tally.stutters
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
        known = dict.fromkeys(_ROLES, 0) | roles  # none is a figure too, for whoever waits for it
        yield _gauges("clients", "Connected screens, phones and consoles.", "role", known)
        taken = self._parts.hub.connection_limit.taken
        yield _gauge("sockets", "Open sockets and streams, speakers included.", taken)
        refused = self._parts.hub.refusals
        text = "Connections, requests and messages refused for what strangers take too much of."
        yield _counter("refused", text, "what", dict.fromkeys(REFUSED, 0) | refused)


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


def _backup(parts: Parts) -> Iterator[Metric]:
    """Yield when the last backup was made; nothing while there is none."""
    newest = parts.backups.state().newest
    if newest is not None:
        text = "When the newest backup on this machine was made, in seconds since 1970."
        yield _gauge("backup_last_timestamp_seconds", text, newest.made_at.timestamp())


def _speaker(state: SnapshotMessage) -> Iterator[Metric]:
    yield _gauges(
        "speaker_state",
        "1 for the state that the PA's speaker is in.",
        "state",
        {each: int(state["speaker"]["state"] == each) for each in _SPEAKER_STATES},
    )
    yield _gauges(
        "speaker_witness",
        "1 for who watches where the PA's sound goes now.",
        "witness",
        {each: int(state["speaker"]["witness"] == each) for each in _WITNESSES},
    )


def _zones(state: SnapshotMessage) -> Iterator[Metric]:
    ready = {each["zone"]: int(each["state"] == "ready") for each in state["speakers"]}
    yield _gauges("zone_speaks", "1 for a zone whose speaker is ready.", "zone", ready)


def _ear(ears: EarDesk) -> Iterator[Metric]:
    if not ears.is_expected:  # most halls have none
        return
    state = ears.ear.state if ears.ear else "absent"
    yield _gauges(
        "ear_state",
        "1 for the state that the hall's ear is in.",
        "state",
        {each: int(state == each) for each in _EAR_STATES},
    )
    level_db = ears.hearing().over_noise_db
    if level_db is not None:
        text = "Level of announcements over the hall's noise, median of the last ones heard."
        yield _gauge("ear_over_noise_db", text, level_db)


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


def _count(name: str, text: str, value: int) -> Metric:
    from prometheus_client.core import CounterMetricFamily

    return CounterMetricFamily(f"panggil_{name}", text, value=value)


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
