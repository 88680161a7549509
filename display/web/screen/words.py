"""The words of the screens, in the languages that a visitor may choose.

TVs speak the hall's own language. The phone page speaks either, and its script takes the table as
it stands here, so that each word is written down once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from display.json_object import JsonObject


@dataclass(frozen=True, slots=True)
class Words:
    """What pages say in one language; ``{n}`` and the like are filled in.

    ``own_reasons``: why a counter pauses is said in the words of staff, who write Indonesian.
    """

    language: str
    own_reasons: bool
    days: tuple[str, ...]
    """From Monday on, as :meth:`datetime.date.weekday` counts."""
    months: tuple[str, ...]
    date: str
    second_call: str
    last_call: str
    just_now: str
    minutes_ago: str
    hours_ago: str
    just_now_short: str
    minutes_short: str
    hours_short: str
    hours_today: str
    conjunction: str
    closed_today: str
    open: str
    shut: str
    paused: str
    opens_today: str
    opens_tomorrow: str
    opens_on: str
    closed: str
    voiceless: str
    held: str

    def date_of(self, local: datetime) -> str:
        """Return a date: ``Senin, 23 November 2026``."""
        day, month = self.days[local.weekday()], self.months[local.month - 1]
        return self.date.format(weekday=day, day=local.day, month=month, year=local.year)

    def again(self, count: int) -> str:
        """Return what a recall is called; empty for a first call. The third is the last."""
        return "" if count < 2 else self.second_call if count == 2 else self.last_call

    def since(self, minutes: int, *, short: bool = False) -> str:
        """Return how long ago: ``baru saja``, ``3 menit lalu``; short: ``baru``, ``3 mnt``."""
        if minutes < 1:
            return self.just_now_short if short else self.just_now
        if minutes < 60:
            return (self.minutes_short if short else self.minutes_ago).format(n=minutes)
        return (self.hours_short if short else self.hours_ago).format(n=minutes // 60)

    def opening(self, today: str, *, is_told: bool) -> str:
        """Return when the hall is open today; empty when nothing is said of its hours at all."""
        if not today:
            return self.closed_today if is_told else ""
        spans = today.replace(":", ".").replace("-", "–").split(", ")
        times = self.conjunction.join(filter(None, (", ".join(spans[:-1]), spans[-1])))
        return self.hours_today.format(times=times)

    def opens(self, local: datetime, at: datetime | None) -> str:
        """Return when a closed hall opens next: ``Buka pukul 08.00``; empty for None."""
        if at is None:
            return ""
        days = (at.date() - local.date()).days
        text = self.opens_today if not days else self.opens_tomorrow
        text = self.opens_on if days > 1 else text
        return text.format(time=f"{at:%H.%M}", day=self.days[at.weekday()])

    def counter(self, state: str, reason: str | None) -> str:
        """Return what a counter without a ticket says of itself."""
        if state == "open":
            return self.open
        usual = self.shut if state == "closed" else self.paused
        return (reason if self.own_reasons else None) or usual


INDONESIAN: Final = Words(
    language="id",
    own_reasons=True,
    days=("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    months=(
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    date="{weekday}, {day} {month} {year}",
    second_call="Panggilan ke-2",
    last_call="Panggilan terakhir",
    just_now="baru saja",
    minutes_ago="{n} menit lalu",
    hours_ago="{n} jam lalu",
    just_now_short="baru",
    minutes_short="{n} mnt",
    hours_short="{n} jam",
    hours_today="Jam layanan hari ini {times}",
    conjunction=" dan ",
    closed_today="Hari ini layanan tutup",
    open="Buka",
    shut="Tutup",
    paused="Istirahat",
    opens_today="Buka pukul {time}",
    opens_tomorrow="Buka besok pukul {time}",
    opens_on="Buka {day} pukul {time}",
    closed="Pelayanan sedang tutup.",
    voiceless="Panggilan suara tidak tersedia. Perhatikan layar.",
    held="Panggilan ditunda sejenak. Nomor Anda tetap berlaku.",
)

ENGLISH: Final = Words(
    language="en",
    own_reasons=False,
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    date="{weekday}, {day} {month} {year}",
    second_call="Second call",
    last_call="Last call",
    just_now="just now",
    minutes_ago="{n} min ago",
    hours_ago="{n} h ago",
    just_now_short="now",
    minutes_short="{n} min",
    hours_short="{n} h",
    hours_today="Open today {times}",
    conjunction=" and ",
    closed_today="Closed today",
    open="Open",
    shut="Closed",
    paused="On a break",
    opens_today="Opens at {time}",
    opens_tomorrow="Opens tomorrow at {time}",
    opens_on="Opens on {day} at {time}",
    closed="The counters are closed now.",
    voiceless="There are no spoken calls now. Please watch the screens.",
    held="Calls are paused for a moment. Your number stays valid.",
)

LANGUAGES: Final[dict[str, Words]] = {words.language: words for words in (INDONESIAN, ENGLISH)}
"""The languages by their code, the hall's own first."""


def opens_table() -> JsonObject:
    """Return by language when a closed hall opens next, for the scripts of the pages."""
    return {
        code: {
            "today": words.opens_today,
            "tomorrow": words.opens_tomorrow,
            "on": words.opens_on,
            "days": list(words.days),
        }
        for code, words in LANGUAGES.items()
    }
