"""What the API answers about the screens that staff have claimed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from display.hall.screens import LayoutName, TextSize, Theme
from display.web.api.schemas.answer import Answer


class ScreenAnswer(Answer):
    """A screen that staff have claimed."""

    id: str
    name: str
    zone: str
    overscan: int = Field(description="Per cent that the TV cuts off at each edge.")
    speaks: bool = Field(
        description="Whether it speaks while no other speaker of its zone is well."
    )
    layout: LayoutName
    services: list[str] = Field(description="What is shown alone; empty: all.")
    counter: str = Field(description="Whose number the layout `counter` shows; may be empty.")
    text_size: TextSize
    theme: Theme
    claimed_at: str
    seq: int


class ScreensAnswer(Answer):
    """The claimed screens, by name."""

    screens: list[ScreenAnswer]


class ScreenChangeAnswer(Answer):
    """What a request made of a screen; null: it is nobody's again."""

    seq: int
    screen: ScreenAnswer | None


class CodeAnswer(Answer):
    """A code for a screen to show."""

    secret: str = Field(description="Kept by the screen, to ask what became of the code.")
    code: str = Field(description="Eight letters; shown as `BCDF-GHJK`.")
    expires_in_s: int


class WelcomeAnswer(Answer):
    """What became of a code."""

    state: Literal["waiting", "over", "claimed"]
    token: str | None = Field(description="Once it is claimed: by it the screen is known.")
    screen: ScreenAnswer | None
