"""What the API answers about the queue, its templates, its history and its zone."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from display.web.api.schemas.answer import Answer
from display.web.api.schemas.state import AnnouncementAnswer, FaultAnswer, TicketAnswer, ZoneAnswer

Hold = Literal["emergency", "announcement", "staff"]


class QueuedAnswer(Answer):
    """An announcement that is open."""

    id: str
    event_id: str
    kind: Literal["call", "message"]
    state: Literal["preparing", "queued", "started"]
    priority: str
    caption: str
    ticket: TicketAnswer | None
    service: str | None
    counter: str | None
    count: int
    template: str | None
    recording: str | None
    hold_calls: bool
    until_ended: bool
    drill: bool
    ahead: int
    queued_at: str
    started_at: str | None
    expires_at: str | None
    outcome_text: str = Field(description="How it stands, in Indonesian.")


class SoundingAnswer(QueuedAnswer):
    """What the speaker has in hand."""

    duration_s: float | None
    elapsed_s: float | None = Field(description="Null until its first sample was heard.")


class WaitingItemAnswer(QueuedAnswer):
    """What waits, in the order in which it will be spoken."""

    held: bool
    duration_s: float = Field(description="Of its sound; an estimate while the voice is made.")
    in_s: float | None = Field(description="Seconds until it begins; null while it is held.")


class AirtimeAnswer(Answer):
    """How much of the hall's time is spoken, measured over the last hour."""

    calls_heard: int
    seconds_per_call: float = Field(description="With the gap after it.")
    measured: bool = Field(description="False: no call was heard yet, the usual length is assumed.")
    calls_per_hour: float = Field(description="The pace of the last ten minutes.")
    load: float = Field(description="Share of the time that calls need at this pace; 1 is all.")
    share: float = Field(description="Share of the last hour in which something sounded.")
    advice: Literal["ample", "tight", "use_short_form", "overloaded"]
    short_form: bool = Field(description="Calls are spoken in the short form at this moment.")


class ServiceWaitAnswer(Answer):
    """How long calls of a service wait to be spoken."""

    service: str
    waiting: int
    next_in_s: float | None
    heard: int = Field(description="Calls of the last hour.")
    wait_s: float | None = Field(description="Their mean wait.")
    longest_wait_s: float | None


class QueueAnswer(Answer):
    """The queue at this moment."""

    server_time: str
    zone: ZoneAnswer
    hold: Hold | None = Field(description="What keeps calls from being spoken.")
    sounding: SoundingAnswer | None
    waiting: list[WaitingItemAnswer]
    texts: list[QueuedAnswer] = Field(description="Shown on the screens as text only.")
    airtime: AirtimeAnswer
    services: list[ServiceWaitAnswer]


class EndedAnswer(AnnouncementAnswer):
    """An announcement that has ended."""

    outcome_text: str = Field(
        description="What became of it, in Indonesian.",
        examples=["tidak terdengar: tidak ada perangkat suara"],
    )


class HistoryAnswer(Answer):
    """Announcements that have ended, newest first; `seq` of each is that of its end."""

    announcements: list[EndedAnswer]
    before: int | None = Field(description="Ask for the next part with it; null: that was all.")


class ZoneChangeAnswer(Answer):
    """How the zone is after a change."""

    seq: int
    zone: ZoneAnswer


class QueueQuery(BaseModel):
    """Of which zone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zone: str = Field(default="main", description="Id of a zone.")


class ZoneGoneAnswer(Answer):
    """The zone is no more."""

    seq: int
    zone: None


class SpeakerAnswer(Answer):
    """A connected speaker; ``id`` is that of its connection, ``name`` stays."""

    id: str
    name: str
    address: str
    zone: str
    state: Literal["starting", "ready", "playing", "silent", "no_device"]
    device: str | None
    reason: str | None = Field(description="Why the hall hears nothing of it.")
    witness: Literal["pulse", "alsa", "windows", "none"]
    speaks: bool = Field(description="It has the lease; the others stand by.")


class SpeakersAnswer(Answer):
    """The speakers of a zone that are connected to this server."""

    speakers: list[SpeakerAnswer]


class TemplateFieldAnswer(Answer):
    """A field of a template and what it takes."""

    name: str = Field(examples=["jam"])
    kind: Literal["time", "minutes", "counter", "plate", "name", "place", "text"]
    label: str
    example: str
    longest: int = Field(description="Letters at most.")


class TemplateAnswer(Answer):
    """An announcement that is made again and again."""

    id: str
    name: str
    text: str
    priority: str
    chime: bool
    repeats: int
    hold_calls: bool
    drill: bool
    position: int
    seq: int
    fields: list[TemplateFieldAnswer]


class TemplatesAnswer(Answer):
    """The templates as staff ordered them."""

    templates: list[TemplateAnswer]


class TemplateChangeAnswer(Answer):
    """What holds after a change; null: it was taken away."""

    seq: int
    template: TemplateAnswer | None


class AcknowledgedAnswer(Answer):
    """The fault, with who takes care of it."""

    seq: int
    fault: FaultAnswer
