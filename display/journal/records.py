"""The rows that events carry and snapshots hold, as frozen values.

``to_json`` gives the JSON-plain dict of the protocol, ``from_json`` takes it back. Keys that a
record does not know are ignored and missing ones take their default, so that rows written by
another release can be read. Times are ISO 8601 UTC with milliseconds; ``seq`` is that of the event
that last changed the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from display.database import Record
from display.json_object import JsonObject

NumberMode = Literal["digit", "terbilang", "otomatis"]
LetterMode = Literal["otomatis", "huruf", "kata"]
Prayer = Literal["", "subuh", "zuhur", "asar", "magrib", "isya"]
OccurrenceState = Literal["moved", "announced", "skipped"]
GuideState = Literal["", "open", "over"]
ShortForm = Literal["auto", "always", "never"]

OPEN_STATES = frozenset({"preparing", "queued", "started"})
"""States of an announcement that has not ended."""


@dataclass(frozen=True, slots=True)
class Hall(Record):
    """A waiting hall, for example Mal Pelayanan Publik, Kabupaten Lahat, ``Asia/Jakarta``.

    ``second_line`` stands below its name, ``running_text`` runs when staff show nothing else ("":
    the screens' own sentence). ``hours`` has the opening hours by weekday, ``mon`` to ``sun``:
    ``08:00-12:00, 13:00-15:00``; a day that is not named is closed, and without any day nothing is
    said of them. ``logo`` is the SHA-256 of its picture, with the ending of its kind. ``latitude``
    and ``longitude`` (degrees, north and east) say where it is, for the times of prayer;
    ``prayer_minutes`` by how many minutes each of them is said later than computed. ``closed_days``
    are the holidays of the coming week, day (ISO) -> name: so that screens need no calendar.
    ``phone_address`` is where visitors' phones find the hall ("": where a screen finds it).
    ``languages`` are those of its screens: Indonesian (``id``) always, English (``en``) where the
    hall wants it.
    ``morning_check_min``: so many minutes before opening the hall checks itself, 0: never.
    ``setup_guide``: the guide through the first set-up is ``open`` or ``over``, "" where it never
    began; ``setup_steps`` are its steps of which somebody said something, step -> ``done``,
    ``later``, or ``unheard`` for a test call that nobody heard.
    """

    id: str
    name: str
    place: str
    timezone: str
    second_line: str = ""
    running_text: str = ""
    hours: Mapping[str, str] = field(default_factory=dict)
    logo: str = ""
    phone_address: str = ""
    languages: tuple[str, ...] = ("id",)
    latitude: float | None = None
    longitude: float | None = None
    prayer_minutes: Mapping[str, int] = field(default_factory=dict)
    morning_check_min: int = 0
    closed_days: Mapping[str, str] = field(default_factory=dict)
    setup_guide: GuideState = ""
    setup_steps: Mapping[str, str] = field(default_factory=dict)
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Service(Record):
    """What visitors queue for. ``prefix`` begins its tickets: up to five letters or figures.

    ``letter_mode`` says how those letters are said: by name (huruf), as a word (kata), or as a word
    where they make a long one (otomatis).

    A hall without a queue system counts by itself, from ``first_number`` to ``last_number`` in
    ``digits`` digits and from the beginning each day unless ``resets_daily`` is False. ``aliases``
    are what other systems call it.
    """

    id: str
    name: str
    short_name: str
    prefix: str
    colour: str
    number_mode: NumberMode = "digit"
    position: int = 0
    first_number: int = 1
    last_number: int = 999
    digits: int = 3
    resets_daily: bool = True
    letter_mode: LetterMode = "otomatis"
    aliases: tuple[str, ...] = ()
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Counter(Record):
    """Where visitors are served; ``state`` is open, closed or paused.

    ``short_name`` is what the board has room for; empty: the name itself. ``aliases`` are what
    other systems call it. ``zone`` is where its calls are spoken.
    """

    id: str
    name: str
    services: tuple[str, ...]
    state: str = "open"
    reason: str | None = None
    position: int = 0
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    zone: str = "main"
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Waiting(Record):
    """Who waits for a service: ``next`` are the tickets to be called first, in order.

    ``count`` is what the queue system said, None when none did. ``last`` is the number that the
    hall's own counting reached on ``day`` (local date, ISO; empty: it never counted), and
    ``since`` when it began anew on that day: what was called before counts not. ``placed``
    names those of ``next`` that the hall itself put there (transferred, or an undone call), each
    with the counter that alone may call it, empty for any. ``issued`` says of those of ``next``
    when their ticket was taken, as far as the queue system told.
    """

    service: str
    next: tuple[str, ...] = ()
    count: int | None = None
    last: int = 0
    day: str = ""
    since: str = ""
    placed: Mapping[str, str] = field(default_factory=dict)
    issued: Mapping[str, str] = field(default_factory=dict)
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Zone(Record):
    """Loudspeakers that hear the same, and how they speak. ``volume`` is in percent, 0 to 100.

    ``held``: no call is spoken until staff resume them, or until ``held_until`` where the schedule
    holds them. ``fair``: within a priority the services take turns. ``short_form``: when calls are
    said in the short form. ``device`` is the output that staff chose, "" for the first that the
    speaker was heard on; ``fallback_devices`` may have the sound while that one is gone.
    ``has_ear``: a microphone belongs to the hall, which is missed when it says nothing.
    ``follows_noise``: by it the volume is steered, from ``quietest`` to ``loudest``
    percent. ``speaker`` is the machine that speaks while it is well, by name; "": the first one.
    ``volume_by_hour`` says which volume begins at which time of day, ``07:00`` -> percent;
    ``volume_step`` which of these was taken last, with its day.
    """

    id: str
    name: str
    volume: int = 100
    short_form: ShortForm = "auto"
    fair: bool = True
    held: bool = False
    held_since: str | None = None
    held_reason: str | None = None
    held_by: str | None = None
    held_until: str | None = None
    device: str = ""
    has_ear: bool = False
    follows_noise: bool = False
    quietest: int = 40
    loudest: int = 100
    speaker: str = ""
    fallback_devices: tuple[str, ...] = ()
    volume_by_hour: Mapping[str, int] = field(default_factory=dict)
    volume_step: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Template(Record):
    """An announcement that staff make again and again; ``text`` has fields in braces: ``{jam}``."""

    id: str
    name: str
    text: str
    priority: str = "scheduled"
    chime: bool = True
    repeats: int = 0
    hold_calls: bool = False
    drill: bool = False
    position: int = 0
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Recording(Record):
    """A sound that staff spoke or brought; ``id`` is the SHA-256 of its file.

    ``source`` is microphone or upload.
    """

    id: str
    name: str
    duration_ms: int
    source: str
    added_at: str
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Call(Record):
    """A ticket called to a counter. ``event_id`` is that of the first ``ticket.called``.

    ``state`` is called, served, no_show, cancelled, transferred, moved (called to another counter)
    or left_over (the day ended, and nobody had ended it); ``count`` is 1 for the first call and
    grows with each recall. ``over``: it is among the recent calls no more, since its day has ended
    or its ticket was called again. ``issued_at``: when the ticket was taken, if anybody told.
    """

    event_id: str
    ticket: str
    service: str
    counter: str
    state: str
    count: int
    called_at: str
    language: str = "id"
    priority: str = "call"
    over: bool = False
    issued_at: str | None = None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class NowServing(Record):
    """Which ticket a counter serves; ``ticket`` None: the counter is free and the row goes."""

    counter: str
    service: str
    ticket: str | None
    called_at: str
    event_id: str
    count: int
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Announcement(Record):
    """What is said and shown. Open while preparing, queued or started; else ended for good.

    ``text`` is the source of a message; ``ticket``, ``counter`` and ``service`` belong to a call.
    ``sound`` is the SHA-256 of the sound file. ``queued_seq`` is the seq of its first event and
    gives the order; a higher ``ahead`` goes before it within a priority. ``recording`` is the id of
    a recording that is played instead of speech. ``hold_calls``: while it is open no call is
    spoken; ``silent``: it is shown as text only; ``until_ended``: it is said again and again until
    staff end it or it expires; ``drill``: it is an exercise and says so. ``device`` is the output
    that had its sound, ``witness`` who says that the hall heard it (``pulse``; ``none``: nobody
    watched), ``stutter_ms`` by how much it took longer than it is, when that could be heard.
    ``sender`` tells who sent it, as nobody can read it: their own pages know it again.
    ``check``: it is said softly before opening, to try a counter's call; ``volume`` is its own, in
    percent. ``heard``: whether the hall's ear heard its chime, None where it says nothing; then
    ``over_noise_db`` is how loud it was over the hall's noise, ``heard_delay_ms`` how late.
    """

    id: str
    event_id: str
    kind: str
    priority: str
    zone: str
    state: str
    caption: str
    text: str | None = None
    ticket: str | None = None
    counter: str | None = None
    service: str | None = None
    count: int = 1
    language: str = "id"
    chime: str = ""
    repeats: int = 0
    template: str | None = None
    recording: str | None = None
    hold_calls: bool = False
    silent: bool = False
    until_ended: bool = False
    drill: bool = False
    check: bool = False
    volume: int | None = None
    ahead: int = 0
    attempt: int = 0
    sound: str | None = None
    duration_ms: int | None = None
    device: str | None = None
    witness: str | None = None
    stutter_ms: int | None = None
    heard: bool | None = None
    over_noise_db: float | None = None
    heard_delay_ms: int | None = None
    queued_at: str = ""
    started_at: str | None = None
    ended_at: str | None = None
    expires_at: str | None = None
    reason: str | None = None
    merged_into: str | None = None
    sender: str = ""
    queued_seq: int = 0
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Fault(Record):
    """What is wrong right now, in one sentence, and what staff can do about it.

    ``acknowledged_by`` is who takes care of it; only the system clears it.
    """

    code: str
    subject: str
    since: str
    sentence: str
    action: str
    acknowledged_by: str | None = None
    acknowledged_at: str | None = None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Screen(Record):
    """A TV that staff have claimed: it has a name, and a token of its own by which it is known.

    ``zone`` is where it hangs. ``overscan`` is what the TV cuts off at each edge, in per cent. One
    that ``speaks`` is a speaker of its zone while no other is well.
    ``layout``, ``text_size`` and ``theme`` (display/hall/screens/layouts.py) are how it shows the
    hall, ``services`` what of it (empty: all), ``counter`` whose number the layout *counter* shows.
    """

    id: str
    name: str
    zone: str = "main"
    overscan: int = 0
    speaks: bool = False
    layout: str = "hall"
    services: tuple[str, ...] = ()
    counter: str = ""
    text_size: str = "normal"
    theme: str = "light"
    claimed_at: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Pronunciation(Record):
    """What the hall wants said for a written form; an event's row with ``removed`` true ends it."""

    written: str
    spoken: str
    seq: int = 0


@dataclass(frozen=True, slots=True)
class ScheduleEntry(Record):
    """What the hall says by itself: which days, at what times, what, and how.

    Its days are its ``dates`` (ISO); without any its ``weekdays``, ``mon`` to ``sun``; without
    those as well every day. Its time is ``at`` (``HH:MM`` on the hall's own wall), every
    ``every_min`` minutes ``until`` another, or ``offset_min`` minutes after a ``prayer``.

    Manner that is None is as the template has it. ``hold_min``: so long, from its time on, no call
    is spoken. It begins at most ``late_min`` minutes after its time, or is skipped. On days when
    the hall is closed it is skipped unless ``on_closed_days``. What fell due before ``since`` was
    never its own. ``moved``: local time (``2026-11-28T10:00``) -> when that one is said instead.
    """

    id: str
    name: str
    enabled: bool = True
    dates: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    at: str = ""
    until: str = ""
    every_min: int = 0
    prayer: Prayer = ""
    offset_min: int = 0
    template: str | None = None
    fields: Mapping[str, str | int] = field(default_factory=dict)
    text: str | None = None
    recording: str | None = None
    priority: str | None = None
    zone: str = "main"
    chime: bool | None = None
    repeat: int | None = None
    hold_calls: bool | None = None
    hold_min: int = 0
    late_min: int = 5
    on_closed_days: bool = False
    since: str = ""
    moved: Mapping[str, str] = field(default_factory=dict)
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Occurrence(Record):
    """One time at which an entry fell due, once something has become of it.

    ``due`` is its time on the hall's wall, ``2026-11-28T10:00``; with ``entry`` it names it for
    ever, whatever the clock does. ``at`` is the moment at which it was, or is, to be said. What was
    ``announced`` has its ``announcement``; what was ``skipped`` a ``reason``. ``by``: the member of
    staff who moved or skipped it, or had it said now.
    """

    entry: str
    due: str
    name: str
    state: OccurrenceState
    at: str
    announcement: str | None = None
    reason: str | None = None
    by: str | None = None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class ScheduleMark(Record):
    """Up to where the schedule is settled: all that fell due before ``settled`` is journalled."""

    id: str
    settled: str
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Holiday(Record):
    """A day (ISO) on which the hall is closed, or with ``closed`` False open after all.

    ``source`` is ``calendar`` for a day of the shipped calendar, ``hall`` for one that staff have
    set and that no calendar changes. ``joint_leave``: a day of joint leave (*cuti bersama*).
    ``estimated``: the calendar only expects it, and the decree may set another.
    """

    day: str
    name: str
    closed: bool = True
    source: Literal["calendar", "hall"] = "hall"
    joint_leave: bool = False
    estimated: bool = False
    seq: int = 0


@dataclass(frozen=True, slots=True)
class MorningCheck(Record):
    """What the last check of the hall before opening found; ``by``: who asked, "" for the clock.

    ``findings`` are rows of ``name``, ``title``, ``state`` (good, warn, bad), ``sentence`` and
    ``action``, in the order in which staff read them.
    """

    id: str
    began_at: str
    ended_at: str
    by: str
    findings: tuple[JsonObject, ...]
    seq: int = 0

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong that visitors would notice."""
        return all(finding["state"] != "bad" for finding in self.findings)
