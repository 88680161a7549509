"""What may be asked of announcements, zones and templates, checked field by field."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, StringConstraints

from display.hall.request import EventId, FollowUpRequest, Name, Request

Priority = Literal["emergency", "urgent", "call", "scheduled", "idle"]


MOST_ZONES = 20
"""Zones of a hall: each has a queue and a speaker of its own."""

LONGEST_TEXT = 1500
"""Letters of an announcement: nearly two minutes of speech."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)]


DeviceName = Annotated[str, StringConstraints(min_length=1, max_length=120)]


ZoneName = Annotated[str, StringConstraints(min_length=1, max_length=80)]


ZoneId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9\-]{0,31}$")]


FieldName = Annotated[str, StringConstraints(min_length=1, max_length=40)]


FieldValue = Annotated[str, StringConstraints(max_length=200)] | int


class AnnouncementRequest(Request):
    """Say and show a text, a template filled in, or a recording (with a text as its caption).

    What is not given is as the template has it, else as the hall usually does it.
    """

    event_id: EventId | None = None
    text: Text | None = None
    template: Name | None = Field(default=None, description="Id of a template; see `fields`.")
    fields: dict[FieldName, FieldValue] | None = Field(
        default=None, max_length=12, description="The template's fields, for example `jam`."
    )
    recording: Name | None = Field(
        default=None, description="Id of a recording that is played; `text` is then its caption."
    )
    priority: Priority | None = Field(default=None, description="Default: scheduled.")
    zones: tuple[Name, ...] = Field(
        default=("main",),
        min_length=1,
        max_length=MOST_ZONES,
        description="Where it is said; an emergency in all, whatever stands here.",
    )
    repeat: int | None = Field(
        default=None, ge=0, le=3, description="How often it is said again. Default: 0."
    )
    chime: bool | None = Field(default=None, description="Default: true.")
    language: Literal["id", "en"] = Field(
        default="id", description="Texts are spoken in Indonesian; en: of a recording or a caption."
    )
    hold_calls: bool | None = Field(
        default=None, description="It goes next, and no call is spoken until it has ended."
    )
    silent: bool = Field(default=False, description="Shown as text only, until it expires.")
    until_ended: bool = Field(
        default=False, description="An emergency is said again and again until it is cancelled."
    )
    drill: bool | None = Field(default=None, description="An exercise: says and shows LATIHAN.")
    expires_at: str | None = Field(default=None, description="ISO 8601 time with a zone.")
    expires_in_s: float | None = Field(default=None, gt=0, le=86400)


class HoldRequest(Request):
    """Hold all calls of a zone."""

    added: ClassVar[frozenset[str]] = frozenset({"zone"})

    event_id: EventId | None = None
    zone: Name | None = Field(default=None, description="Where no call is spoken. Default: main.")
    reason: Annotated[str, StringConstraints(max_length=120)] | None = None


class ResumeRequest(FollowUpRequest):
    """Let the calls of a zone go on."""

    added: ClassVar[frozenset[str]] = frozenset({"zone"})

    zone: Name | None = Field(default=None, description="Where they are held. Default: main.")


class NewZoneRequest(FollowUpRequest):
    """A zone that the hall is to have."""

    name: ZoneName
    id: ZoneId | None = Field(default=None, description="Default: made of the name.")


_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


def _read_time(written: str) -> str:
    """Return a time of day as ``07:00``. Raises ``ValueError`` for what is none."""
    found = _TIME.fullmatch(written)
    if found is None:
        raise ValueError("write a time of day as 07:00")
    return f"{int(found[1]):02d}:{found[2]}"


TimeOfDay = Annotated[str, StringConstraints(max_length=5), AfterValidator(_read_time)]


class ZoneRequest(Request):
    """How a zone speaks; what is not given stays."""

    keeps_empty: ClassVar[frozenset[str]] = frozenset({"device", "speaker"})
    added: ClassVar[frozenset[str]] = frozenset({"fallback_devices", "volume_by_hour"})

    event_id: EventId | None = None
    name: ZoneName | None = None
    volume: int | None = Field(default=None, ge=0, le=100, description="Percent.")
    short_form: Literal["auto", "always", "never"] | None = None
    fair: bool | None = Field(default=None, description="Services take turns within a priority.")
    device: Annotated[str, StringConstraints(max_length=120)] | None = Field(
        default=None, description="Output of the speaker by name; empty: the first that was heard."
    )
    fallback_devices: tuple[DeviceName, ...] | None = Field(
        default=None,
        max_length=8,
        description="Outputs that may have the sound while `device` is gone, in this order.",
    )
    speaker: Annotated[str, StringConstraints(max_length=80)] | None = Field(
        default=None, description="Machine that speaks while it is well, by name; empty: the first."
    )
    follows_noise: bool | None = Field(
        default=None, description="The volume follows the hall's noise, as its ear hears it."
    )
    quietest: int | None = Field(default=None, ge=5, le=100, description="Percent, of following.")
    loudest: int | None = Field(default=None, ge=5, le=100, description="Percent, of following.")
    volume_by_hour: dict[TimeOfDay, Annotated[int, Field(ge=5, le=100)]] | None = Field(
        default=None,
        max_length=12,
        description='The volume from a time of day on, in percent: `{"07:00": 60}`; empty: none.',
    )


class TemplateRequest(Request):
    """An announcement that is made again and again; fields stand in braces: {jam}."""

    event_id: EventId | None = None
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    text: Text
    priority: Priority | None = None
    chime: bool | None = None
    repeats: int | None = Field(default=None, ge=0, le=3)
    hold_calls: bool | None = None
    drill: bool | None = None
    position: int | None = Field(default=None, ge=0, le=10000)
