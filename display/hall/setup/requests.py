"""What the set-up of services and counters may be, checked field by field."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from display.hall.request import Request
from display.journal import NumberMode

CounterId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.\-]{0,15}$")]


class ServiceRequest(Request):
    """A service as staff describe it."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    short_name: Annotated[str, StringConstraints(min_length=1, max_length=40)] = Field(
        description="Said after the counter, and shown on the board."
    )
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,2}$")]
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
    number_mode: NumberMode = "digit"
    first_number: int = Field(default=1, ge=1, le=9999)
    last_number: int = Field(default=999, ge=1, le=9999)
    digits: int = Field(default=3, ge=1, le=4)
    resets_daily: bool = True


class CounterRequest(Request):
    """A counter as staff describe it."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=24)] = Field(
        description="Said and shown as it stands, for example Loket 3 or Ruang konsultasi."
    )
    services: tuple[str, ...] = Field(default=(), max_length=50)
