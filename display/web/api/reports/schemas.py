"""What is asked for a report, and what is answered."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from display.web.api.schemas.answer import Answer


class ReportQuery(BaseModel):
    """Which days, and of which service or counter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: date | None = Field(default=None, description="The first day; today unless given.")
    last: date | None = Field(default=None, description="The last day; `first` unless given.")
    service: str = Field(default="", max_length=160, description="Of this service (id) alone.")
    counter: str = Field(default="", max_length=160, description="Of this counter (id) alone.")


class SpreadAnswer(Answer):
    """How one time was spread; seconds."""

    count: int
    mean_s: float | None
    median_s: float | None = Field(description="An estimate: as if each bin were even.")
    p90_s: float | None = Field(description="An estimate, as the median is.")
    bounds_s: list[int] = Field(description="Where each bin ends; the last one has no end.")
    bins: list[int]


class FiguresAnswer(Answer):
    """The figures of some visits."""

    called: int
    served: int
    no_show: int
    left_over: int
    transferred: int
    moved: int = Field(description="Called to another counter.")
    cancelled: int = Field(description="Taken back; not among `called`.")
    unheard: int = Field(description="Called, and not once heard by the hall.")
    to_heard: SpreadAnswer = Field(description="From a call until the hall heard it begin.")
    service_time: SpreadAnswer = Field(description="From the last call to the end of the visit.")
    wait: SpreadAnswer = Field(description="From `issued_at` to the first call.")


class EndingAnswer(Answer):
    """How many announcements ended in one way."""

    kind: str = Field(description="`call` or `message`.")
    ending: str = Field(
        description="An ending of the journal, `shown` (as text only) or `not_heard` (by the ear; "
        "these are counted as ended besides)."
    )
    reason: str
    count: int


class UptimeAnswer(Answer):
    """How much of the hall's opening hours a part was in order, on days that have figures."""

    subject: str
    open_s: int
    down_s: int
    began: int = Field(description="How often it went out of order, at whatever time.")
    out_now: bool
    share: float | None


class ReportAnswer(Answer):
    """The report of some days; what is told apart by day, hour, service and counter has its key."""

    first: str
    last: str
    total: FiguresAnswer
    days: dict[str, FiguresAnswer]
    hours: dict[str, FiguresAnswer] = Field(description="By two digits: `09` is from 9 to 10.")
    services: dict[str, FiguresAnswer]
    counters: dict[str, FiguresAnswer]
    announcements: list[EndingAnswer] = Field(description="Of the whole hall.")
    pa: UptimeAnswer
    screens: list[UptimeAnswer]
