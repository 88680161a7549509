"""What the API answers about the hall as it is: its rows, its state, its events, its health."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from display.json_object import JsonObject
from display.web.api.schemas.answer import Answer


class TicketAnswer(Answer):
    """A ticket as it is shown."""

    number: str = Field(examples=["A-012"])


class HallAnswer(Answer):
    """What the hall is called, where it is, and when it is open."""

    id: str
    name: str
    place: str
    timezone: str
    second_line: str = Field(description="Below the name; may be empty.")
    running_text: str = Field(description="Runs when staff show nothing else; may be empty.")
    hours: dict[str, str] = Field(
        description="By weekday, `mon` to `sun`: `08:00-12:00, 13:00-15:00`; a day that is not "
        "named is closed, and without any day nothing is said of them."
    )
    logo: str = Field(description="The name of its picture below `/logo/`; may be empty.")
    phone_address: str = Field(
        default="", description="Where visitors' phones find it; empty: where a screen finds it."
    )
    languages: list[str] = Field(description="Of the screens: `id`, and `en` where it is wanted.")
    latitude: float | None = Field(description="Degrees north; null: nobody said.")
    longitude: float | None = Field(description="Degrees east; null: nobody said.")
    closed_days: dict[str, str] = Field(
        default={}, description="The holidays of the coming week: day -> name."
    )
    prayer_minutes: dict[str, int] = Field(
        description="By how many minutes each prayer is later than computed."
    )
    morning_check_min: int = Field(
        default=0, description="The hall checks itself so many minutes before opening; 0: never."
    )
    setup_guide: str = Field(
        default="", description="The guide through the first set-up: `open`, `over` or empty."
    )
    setup_steps: dict[str, str] = Field(
        default_factory=dict, description="What staff said of its steps: done, later, unheard."
    )
    seq: int
    utc_offset_min: int = Field(description="How far the hall's clock is ahead of UTC.")


class ServiceAnswer(Answer):
    """What visitors queue for."""

    id: str
    name: str
    short_name: str
    prefix: str
    colour: str
    number_mode: Literal["digit", "terbilang", "otomatis"]
    position: int
    first_number: int = Field(description="Where the hall's own counting begins.")
    last_number: int
    digits: int
    resets_daily: bool
    letter_mode: Literal["otomatis", "huruf", "kata"] = Field(
        description="How the letters before the number are said: by name, as a word, or as a word "
        "where they make a long one."
    )
    aliases: list[str] = Field(description="What a queue system may call it, besides id and name.")
    seq: int


class ZoneAnswer(Answer):
    """Loudspeakers that hear the same, and how they speak."""

    id: str
    name: str
    volume: int = Field(description="Percent, 0 to 100.")
    short_form: Literal["auto", "always", "never"]
    fair: bool = Field(description="Services take turns within a priority.")
    device: str = Field(description="Output of the speaker; empty: the first that was heard.")
    speaker: str = Field(
        default="", description="Machine that speaks while it is well, by name; empty: the first."
    )
    fallback_devices: list[str] = Field(
        default=[], description="Outputs that may have the sound while `device` is gone, in order."
    )
    has_ear: bool = Field(description="A microphone belongs to the hall and is missed if silent.")
    follows_noise: bool = Field(description="The volume follows the hall's noise.")
    quietest: int = Field(description="Percent: the volume follows down to this.")
    loudest: int = Field(description="Percent: the volume follows up to this.")
    volume_by_hour: dict[str, int] = Field(
        default={}, description="The volume from a time of day on, in percent."
    )
    volume_step: str = Field(
        default="", description="Which of these was taken last: `2026-11-28T07:00`."
    )
    held: bool = Field(description="No call is spoken until staff resume them.")
    held_since: str | None
    held_reason: str | None
    held_by: str | None
    held_until: str | None = Field(description="When the schedule lets calls go on again.")
    seq: int


class WaitingAnswer(Answer):
    """Who waits for a service."""

    service: str
    next: list[str] = Field(description="Tickets to be called first, in order.")
    count: int | None = Field(description="What the queue system said; null when none did.")
    last: int = Field(description="The number that the hall's own counting reached on `day`.")
    day: str
    since: str = Field(default="", description="When the counting began anew that day.")
    placed: dict[str, str] = Field(
        description="Those of `next` that the hall put there itself: transferred, or undone; each "
        "with the counter that alone may call it, empty for any."
    )
    issued: dict[str, str] = Field(
        default_factory=dict,
        description="When the tickets of `next` were taken, as far as the queue system told.",
    )
    seq: int


class CounterAnswer(Answer):
    """Where visitors are served."""

    id: str
    name: str
    services: list[str]
    state: Literal["open", "closed", "paused"]
    reason: str | None
    position: int
    short_name: str = Field(description="What the board shows; empty: the name itself.")
    aliases: list[str] = Field(description="What a queue system may call it, besides id and name.")
    zone: str = Field(default="main", description="Where its calls are spoken.")
    seq: int


class NowServingAnswer(Answer):
    """Which ticket a counter serves."""

    counter: str
    service: str
    ticket: TicketAnswer
    called_at: str
    event_id: str
    count: int
    seq: int


class CallAnswer(Answer):
    """A recent call."""

    event_id: str
    ticket: TicketAnswer
    service: str
    counter: str
    state: Literal["called", "served", "no_show", "cancelled", "transferred", "moved", "left_over"]
    count: int
    called_at: str
    language: str
    priority: str
    over: bool = Field(
        default=False, description="Its day has ended, or its ticket was called again."
    )
    issued_at: str | None = Field(
        default=None, description="When the ticket was taken, if anybody told."
    )
    seq: int


class AnnouncementAnswer(Answer):
    """What is said and shown, and what became of it."""

    id: str
    event_id: str
    kind: Literal["call", "message"]
    priority: Literal["emergency", "urgent", "call", "scheduled", "idle"]
    zone: str
    state: Literal[
        "preparing", "queued", "started", "finished", "failed", "expired", "cancelled", "merged"
    ]
    caption: str
    text: str | None
    ticket: TicketAnswer | None
    counter: str | None
    service: str | None
    count: int
    language: str
    chime: str
    repeats: int
    template: str | None
    recording: str | None = Field(description="A recording that is played instead of speech.")
    hold_calls: bool = Field(description="While it is open no call is spoken.")
    silent: bool = Field(description="Shown as text only.")
    until_ended: bool = Field(description="Said again and again until staff end it.")
    drill: bool
    check: bool = Field(default=False, description="It tries a counter's call, before opening.")
    volume: int | None = Field(default=None, description="Its own, in percent; null: the zone's.")
    ahead: int = Field(description="What staff moved up goes first within its priority.")
    attempt: int
    sound: str | None = Field(description="SHA-256 of the sound file.")
    duration_ms: int | None
    device: str | None = Field(description="The output that had its sound.")
    witness: str | None = Field(
        description="Who says that the hall heard it: `pulse`, or `none` when nobody watched."
    )
    stutter_ms: int | None = Field(
        description="By how much it took longer than it is; 0 when nobody could hear that."
    )
    heard: bool | None = Field(
        description="Whether the hall's ear heard its chime; null where it says nothing."
    )
    over_noise_db: float | None = Field(description="How loud it was over the hall's noise.")
    heard_delay_ms: int | None = Field(description="How late the ear heard its chime.")
    queued_at: str
    started_at: str | None
    ended_at: str | None
    expires_at: str | None
    reason: str | None
    merged_into: str | None
    sender: str = Field(
        default="", description="Who sent it, told apart but not named; empty: the hall itself."
    )
    queued_seq: int
    seq: int


class FaultAnswer(Answer):
    """What is wrong right now, and what to do."""

    code: str
    subject: str
    since: str
    sentence: str
    action: str
    acknowledged_by: str | None
    acknowledged_at: str | None
    seq: int


class CheckAnswer(Answer):
    """One thing that the hall depends on, as the server sees it now."""

    name: Literal["pa", "ear", "voice", "screens", "clock", "disk", "database", "backup"]
    title: str
    state: Literal["good", "warn", "bad"]
    sentence: str = Field(description="What is found, in plain Indonesian.")
    action: str = Field(description="What to do; empty when nothing has to be done.")


class HealthAnswer(Answer):
    """The health of the hall."""

    checks: list[CheckAnswer]


class StateAnswer(BaseModel):
    """The whole state of the hall at one position of its journal."""

    model_config = ConfigDict(extra="allow")  # presence may tell more about speakers and screens

    epoch: str
    seq: int
    server_time: str
    version: str
    hall: HallAnswer
    services: list[ServiceAnswer]
    counters: list[CounterAnswer]
    zones: list[ZoneAnswer]
    waiting: list[WaitingAnswer]
    now_serving: list[NowServingAnswer]
    recent_calls: list[CallAnswer] = Field(description="The newest 12, newest first.")
    announcements: list[AnnouncementAnswer] = Field(
        description="All that have not ended and the 20 that ended last, in order of arrival."
    )
    faults: list[FaultAnswer]
    speaker: JsonObject = Field(description="The speaker of `main`; see `speakers`.")
    speakers: list[JsonObject] = Field(description="What speaks in each zone, `main` first.")
    screens: JsonObject = Field(default_factory=dict)
    voice: JsonObject = Field(
        default_factory=dict,
        description="How far the voice is with what the hall will say: state, needed, made, "
        "missing, bytes, limit_bytes.",
    )


class EventsAnswer(BaseModel):
    """Events after a position, or a snapshot when the position is too old or of another epoch."""

    epoch: str
    seq: int
    messages: list[JsonObject]


class HallChangeAnswer(Answer):
    """How the hall is after a change."""

    seq: int
    hall: HallAnswer
