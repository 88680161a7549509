"""What the set-up of services and counters may be, checked field by field."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, StringConstraints

from display.hall.opening_hours import read_hours
from display.hall.request import FollowUpRequest, Name, Request
from display.hall.setup.phone_address import read_address
from display.hall.setup.time_zones import read_zone
from display.journal import LetterMode, NumberMode

LONGEST_ON_BOARD = 24
LONGEST_SHORT_NAME = 40
"""Letters of a counter's name for which the board has room."""

CounterId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.\-]{0,15}$")]

Alias = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f,;]+$")
]
Aliases = Annotated[
    tuple[Alias, ...],
    Field(max_length=20, description="What a queue system calls it, besides id and name."),
]

PrayerName = Literal["subuh", "zuhur", "asar", "magrib", "isya"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Language = Literal["id", "en"]


def _with_indonesian(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    """Return languages in their order, each once. Raises ``ValueError`` without Indonesian."""
    if "id" not in languages:
        raise ValueError("Indonesian (id) is always one of them")
    return ("id", "en") if "en" in languages else ("id",)


Languages = Annotated[tuple[Language, ...], Field(max_length=8), AfterValidator(_with_indonesian)]
Hours = Annotated[str, StringConstraints(max_length=80), AfterValidator(read_hours)]


class HallProfile(Request):
    """What a hall says of itself; what is not given stays."""

    keeps_empty: ClassVar[frozenset[str]] = frozenset(
        {"second_line", "place", "running_text", "phone_address"}
    )

    name: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = None
    second_line: Annotated[str, StringConstraints(max_length=80)] | None = Field(
        default=None, description="Below the name, for example whose hall it is; may be empty."
    )
    place: Annotated[str, StringConstraints(max_length=80)] | None = None
    timezone: Annotated[str, StringConstraints(max_length=64), AfterValidator(read_zone)] | None = (
        Field(default=None, description="`WIB`, `WITA`, `WIT` or a name of IANA.")
    )
    running_text: Annotated[str, StringConstraints(max_length=300)] | None = Field(
        default=None, description="Runs when staff show nothing else; empty: the screens' own."
    )
    phone_address: (
        Annotated[str, StringConstraints(max_length=120), AfterValidator(read_address)] | None
    ) = Field(
        default=None,
        description="Where visitors' phones find the hall, for the QR code; empty: the address "
        "by which the screen was opened.",
    )
    latitude: float | None = Field(
        default=None, ge=-66, le=66, description="Degrees north, for the times of prayer."
    )
    longitude: float | None = Field(default=None, ge=-180, le=180, description="Degrees east.")
    prayer_minutes: dict[PrayerName, Annotated[int, Field(ge=-30, le=30)]] | None = Field(
        default=None, description="By how many minutes each prayer is later than computed."
    )
    hours: dict[Weekday, Hours] | None = Field(
        default=None,
        description="By weekday: `08:00-12:00, 13:00-15:00`; a day that is not named is closed.",
    )
    languages: Languages | None = Field(
        default=None,
        description='Of the screens: `["id"]`, or `["id", "en"]` for English in turn on TVs.',
    )
    morning_check_min: int | None = Field(
        default=None,
        ge=0,
        le=180,
        description="The hall checks itself so many minutes before opening; 0: never.",
    )


class HallRequest(HallProfile, FollowUpRequest):
    """What a hall says of itself, as a request with a key."""


class ServiceRequest(Request):
    """A service as staff describe it."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    short_name: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_SHORT_NAME)] = (
        Field(description="Said after the counter, and shown on the board.")
    )
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{0,5}$")] = Field(
        description="What its tickets begin with: up to five letters or figures, or nothing."
    )
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
    number_mode: NumberMode = "digit"
    letter_mode: LetterMode = Field(
        default="otomatis", description="How the letters before the number are said."
    )
    first_number: int = Field(default=1, ge=1, le=9999)
    last_number: int = Field(default=999, ge=1, le=9999)
    digits: int = Field(default=3, ge=1, le=4)
    resets_daily: bool = True
    aliases: Aliases = ()


class CounterRequest(Request):
    """A counter as staff describe it."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60)] = Field(
        description="Said and shown as it stands, for example Loket 3 or Ruang konsultasi."
    )
    short_name: Annotated[str, StringConstraints(max_length=LONGEST_ON_BOARD)] = Field(
        default="", description="What the board shows instead; empty: the name itself."
    )
    services: tuple[str, ...] = Field(default=(), max_length=50)
    aliases: Aliases = ()
    zone: Name = Field(default="main", description="Where its calls are spoken.")
