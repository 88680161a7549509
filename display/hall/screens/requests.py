"""What may be asked of screens, checked field by field."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from display.hall.request import FollowUpRequest, Name, Request
from display.hall.screens.layouts import LayoutName, TextSize, Theme

MOST_OVERSCAN = 6
"""Per cent of the picture that a TV may cut off at each edge."""

ScreenName = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class ScreenRequest(FollowUpRequest):
    """What a claimed screen is called, and how it shows the hall; what is not given stays."""

    name: ScreenName | None = None
    zone: Name | None = Field(default=None, description="Where it hangs. Default: main.")
    overscan: int | None = Field(
        default=None,
        ge=0,
        le=MOST_OVERSCAN,
        description="Per cent that the TV cuts off at each edge. Default: 0.",
    )
    speaks: bool | None = Field(
        default=None,
        description="Whether it speaks while no other speaker of its zone is well. Default: no.",
    )
    layout: LayoutName | None = Field(
        default=None,
        description="service needs one of services, counter needs a counter. Default: hall.",
    )
    services: tuple[Name, ...] | None = Field(
        default=None, max_length=100, description="Shown alone; empty: all. Default: all."
    )
    counter: Annotated[str, StringConstraints(max_length=64)] | None = Field(
        default=None, description="Whose number the layout counter shows; empty: none."
    )
    text_size: TextSize | None = Field(
        default=None, description="Larger text shows fewer counters at a time. Default: normal."
    )
    theme: Theme | None = Field(default=None, description="Default: light.")


class ClaimRequest(ScreenRequest):
    """Claim the screen that shows ``code``."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=40)] = Field(
        description="As the screen shows it; letters only count."
    )
    name: ScreenName


class CollectRequest(Request):
    """What a screen asks after its code was shown."""

    secret: Annotated[str, StringConstraints(min_length=1, max_length=100)]
