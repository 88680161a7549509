"""One table of settings: every one has a name, a type, a default, a unit and a sentence of help.

The table feeds parsing, ``--help`` and ``docs/settings.md`` (a test holds them together). A value
comes from the command line, else from the environment (``PANGGIL_PORT``), else from the default.
A misspelt ``PANGGIL_…`` variable is refused with the nearest known name: a setting that is silently
ignored is how a hall falls silent.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, TypeAlias

from display.errors import SettingsError

PREFIX = "PANGGIL_"

Network: TypeAlias = IPv4Network | IPv6Network
"""The addresses of a network, or a single one."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: how a setting is called, read and explained."""

    name: str
    kind: Callable[[str], Any]
    default: Any
    unit: str
    help: str
    secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that carries this setting."""
        return PREFIX + self.name.upper()


def flag(text: str) -> bool:
    """Read yes/no words; ``ValueError`` for anything else."""
    word = text.strip().lower()
    if word in {"1", "true", "yes", "on", "ya"}:
        return True
    if word in {"0", "false", "no", "off", "tidak"}:
        return False
    raise ValueError("say yes or no")


def words(text: str) -> tuple[str, ...]:
    """Read a comma-separated list."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def networks(text: str) -> tuple[Network, ...]:
    """Read a comma-separated list of addresses and networks: ``127.0.0.1, 10.0.0.0/8``."""
    return tuple(ip_network(part, strict=False) for part in words(text))


_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?")


def label(text: str) -> str:
    """Read a name on the local network, without ``.local``; ``ValueError`` for what is none."""
    name = text.strip().lower().removesuffix(".local")
    if name and not _LABEL.fullmatch(name):
        raise ValueError("say at most 60 letters a-z, figures and hyphens, without .local")
    return name


def time_of_day(text: str) -> time | None:
    """Read a time of day, ``02:00`` or ``02.00``; None for no text."""
    if not text.strip():
        return None
    try:
        return time.fromisoformat(text.strip().replace(".", ":")).replace(second=0, microsecond=0)
    except ValueError:
        raise ValueError("say a time of day, for example 02:00, or nothing") from None


def keep_days(text: str) -> int:
    """Read how long something is kept: 0 for ever, else at least a month."""
    days = int(text)
    if days and not 30 <= days <= 36_500:
        raise ValueError("must be 0 or from 30 to 36500")
    return days


SAMPLES = ("lahat", "none")
"""What a first start may furnish: the sample hall of Lahat, or an empty hall."""


def sample(text: str) -> str:
    """Read what a first start furnishes; ``ValueError`` for anything else."""
    word = text.strip().lower()
    if word not in {"", *SAMPLES}:
        raise ValueError(f"say {' or '.join(SAMPLES)}")
    return word


def pack(text: str) -> str:
    """Read the name of a clip pack, ``default`` and nothing for the shipped one."""
    from audio import pack_name

    return pack_name(text)


def at_least(kind: Callable[[str], Any], least: float, most: float) -> Callable[[str], Any]:
    """Return a reader for a number within bounds, so that no typing error disables a safeguard."""

    def read(text: str) -> Any:
        value = kind(text)
        if not least <= value <= most:
            raise ValueError(f"must be from {least:g} to {most:g}")
        return value

    return read


SETTINGS: tuple[Setting, ...] = (
    Setting("data", Path, Path("data"), "folder", "Where database, sounds and secrets live."),
    Setting(
        "database_url", str, "", "URL", "SQL database; empty: SQLite in the data folder.", True
    ),
    Setting("host", str, "0.0.0.0", "address", "Address to listen on."),  # noqa: S104
    Setting("port", at_least(int, 0, 65535), 8080, "port", "Port to listen on; 0: any free one."),
    Setting(
        "local_name",
        label,
        "panggil",
        "name",
        "What `run` calls this machine on the hall's network: `panggil.local`; empty: nothing.",
    ),
    Setting("hall", str, "lahat", "id", "Which hall of the journal this server serves."),
    Setting("zone", str, "main", "id", "Loudspeaker zone of a speaker process."),
    Setting(
        "device",
        str,
        "",
        "name",
        "PA output by name; empty: chosen in the console, else the first heard.",
    ),
    Setting(
        "speaker_name",
        str,
        "",
        "name",
        "What staff know this machine's speaker by; empty: the machine's name.",
    ),
    Setting(
        "no_speaker",
        flag,
        False,
        "yes/no",
        "Does the PA hang on another machine? Then `run` starts no speaker on this one.",
    ),
    Setting(
        "own_output",
        flag,
        False,
        "yes/no",
        "Is the PA output the hall's alone? Then a muted or low one is opened up by itself.",
    ),
    Setting(
        "microphone",
        str,
        "",
        "name",
        "Microphone of the hall's ear, by name; default: the system's; empty: `run` starts no ear.",
    ),
    Setting("pack", pack, "", "name", "Clip pack of the data folder; empty: the shipped one."),
    Setting(
        "sample",
        sample,
        "",
        "lahat/none",
        "First start: the sample hall or an empty one; empty: asked in a terminal, else lahat.",
    ),
    Setting("admin_password", str, "", "text", "First start: the admin's password.", True),
    Setting("api_token", str, "", "text", "First start: a token of full scope.", True),
    Setting("open_screens", flag, True, "yes/no", "May anyone on the network watch the board?"),
    Setting(
        "allowed_origins", words, (), "list", "Further web origins that may use API and websocket."
    ),
    Setting(
        "trusted_proxies",
        networks,
        (),
        "list",
        "Addresses or networks of proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are "
        "believed.",
    ),
    Setting("max_sockets", at_least(int, 1, 20000), 2000, "sockets", "Seats for open sockets."),
    Setting(
        "max_sockets_each",
        at_least(int, 1, 20000),
        400,
        "sockets",
        "How many of these seats those without a token may take from one address.",
    ),
    Setting(
        "token_rate",
        at_least(int, 1, 10000),
        100,
        "requests/s",
        "What one token or person may ask.",
    ),
    Setting(
        "session_idle_h",
        at_least(float, 0.05, 720),
        12.0,
        "h",
        "Staff who did nothing in the console this long must sign in again.",
    ),
    Setting(
        "session_days",
        at_least(float, 0.01, 90),
        7.0,
        "days",
        "Staff must sign in again after this time in any case.",
    ),
    Setting(
        "call_expiry_s", at_least(float, 5, 3600), 180.0, "s", "A call unspoken this long expires."
    ),
    Setting(
        "message_expiry_s",
        at_least(float, 5, 86400),
        900.0,
        "s",
        "An announcement unspoken this long expires, unless it says otherwise.",
    ),
    Setting(
        "prepare_limit_s",
        at_least(float, 1, 120),
        20.0,
        "s",
        "How long a text may take to synthesise before it is announced by chime and caption; "
        "0.3 s more for each of its letters.",
    ),
    Setting(
        "recordings_mb",
        at_least(int, 10, 100_000),
        500,
        "MB",
        "Room for sounds that staff speak or bring; an hour and a half of them at first.",
    ),
    Setting(
        "emergency_expiry_s",
        at_least(float, 30, 3600),
        600.0,
        "s",
        "An emergency ends by itself after this long, unless it says otherwise (one hour at most).",
    ),
    Setting(
        "turn_after_calls",
        at_least(int, 1, 1000),
        6,
        "calls",
        "An ordinary announcement has its turn when so many calls were spoken while it waited, or "
        "since the last one.",
    ),
    Setting(
        "turn_after_s",
        at_least(float, 10, 3600),
        90.0,
        "s",
        "An ordinary announcement has its turn when it has waited this long, or the last one has "
        "been over for as long.",
    ),
    Setting(
        "queue_limit",
        at_least(int, 10, 10000),
        200,
        "announcements",
        "What may wait to be spoken; more is refused, but never an emergency.",
    ),
    Setting(
        "clips_limit_mb",
        at_least(int, 10, 100_000),
        256,
        "MB",
        "Disk for clips made on this machine; beyond it the longest unused go.",
    ),
    Setting(
        "numbers_ahead",
        at_least(int, 0, 50),
        0,
        "numbers",
        "How many coming numbers of each counter are made as one clip each (needs a quick CPU).",
    ),
    Setting(
        "compression", flag, False, "yes/no", "Bring up quiet syllables for a noisy hall (+20 MB)."
    ),
    Setting("end_tone", flag, False, "yes/no", "End announcements and calls with a tone."),
    Setting("gap_ms", at_least(int, 0, 10000), 700, "ms", "Silence between two announcements."),
    Setting(
        "short_form_at",
        at_least(int, 1, 1000),
        4,
        "calls",
        "From this many waiting calls on, calls are spoken in the short form.",
    ),
    Setting("repeats", at_least(int, 0, 3), 1, "times", "How often a call says Sekali lagi."),
    Setting(
        "backup_at",
        time_of_day,
        time(2),
        "time of day",
        "When each night's backup is made, by the hall's clock; a server that is off then makes it "
        "when it starts; empty: never.",
    ),
    Setting(
        "backup_keep",
        at_least(int, 1, 400),
        7,
        "days",
        "Of how many days the last backup is kept, in each place.",
    ),
    Setting(
        "backup_folder",
        str.strip,
        "",
        "folder",
        "A second place for each backup, on another drive or a share; it must exist.",
    ),
    Setting(
        "keep_journal_days",
        keep_days,
        400,
        "days",
        "How long events of the journal are kept once they are counted in the reports, which stay "
        "for ever; at least 30; 0: for ever.",
    ),
    Setting("log_level", str, "info", "level", "debug, info, warning or error."),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}

# Read elsewhere, before or beside the table (`panggil run` to its children).
_INTERNAL = {
    "PANGGIL_LOCAL_SPEAKER_TOKEN",
    "PANGGIL_LOCAL_EAR_TOKEN",
    "PANGGIL_SERVER",
    "PANGGIL_TOKEN",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process; attributes are the names of the table."""

    data: Path
    database_url: str
    host: str
    port: int
    local_name: str
    hall: str
    zone: str
    device: str
    speaker_name: str
    no_speaker: bool
    own_output: bool
    microphone: str
    pack: str
    sample: str
    admin_password: str
    api_token: str
    open_screens: bool
    allowed_origins: tuple[str, ...]
    trusted_proxies: tuple[Network, ...]
    max_sockets: int
    max_sockets_each: int
    token_rate: int
    session_idle_h: float
    session_days: float
    call_expiry_s: float
    message_expiry_s: float
    prepare_limit_s: float
    recordings_mb: int
    emergency_expiry_s: float
    turn_after_calls: int
    turn_after_s: float
    queue_limit: int
    clips_limit_mb: int
    numbers_ahead: int
    compression: bool
    end_tone: bool
    gap_ms: int
    short_form_at: int
    repeats: int
    backup_at: time | None
    backup_keep: int
    backup_folder: str
    keep_journal_days: int
    log_level: str

    @property
    def journal_url(self) -> str:
        """The URL of the journal's database."""
        return self.database_url or f"sqlite:///{(self.data / 'panggil.db').resolve()}"

    @property
    def microphone_name(self) -> str | None:
        """The microphone to open, by name; ``None``: the system's own choice."""
        return None if self.microphone in {"", "default"} else self.microphone

    @property
    def packs(self) -> Path:
        """The folder of the clip packs that were built or installed here."""
        return self.data / "packs"


def load_settings(environ: Mapping[str, str], **given: Any) -> Settings:
    """Return the settings; ``given`` (from the command line, ``None`` = not given) goes first.

    Raises :class:`SettingsError` that names the variable, for an unknown one with a suggestion.
    """
    _refuse_unknown(environ)
    values = {setting.name: _value(setting, environ) for setting in SETTINGS}
    values.update({name: value for name, value in given.items() if value is not None})
    return Settings(**values)


def _value(setting: Setting, environ: Mapping[str, str]) -> Any:
    text = environ.get(setting.variable)
    if text is None:
        return setting.default
    try:
        return setting.kind(text)
    except ValueError as error:
        raise SettingsError(f"{setting.variable}={text!r} cannot be used: {error}.") from None


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    """Refuse a misspelt setting; a name that resembles none may belong to somebody else's tool."""
    known = {setting.variable for setting in SETTINGS} | _INTERNAL
    for name in environ:
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
            if near:
                raise SettingsError(f"{name} is no setting of Panggil. Did you mean {near[0]}?")
