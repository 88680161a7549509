"""What becomes of an announcement and why: every state and reason of the journal, with its words.

Here and nowhere else they are put into Indonesian, so that all pages, the API and the history say
the same. A journal may hold words that this release does not know (a newer speaker's): staff read
what holds without them, never the bare word.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, cast, get_args

Ending = Literal["finished", "failed", "expired", "cancelled", "merged"]
State = Literal["preparing", "queued", "started", Ending]

# What the witness says of an output that takes samples while the hall hears nothing; "blocked": the
# browser of a TV that speaks lets no page sound before somebody has touched it.
SilentReason = Literal[
    "muted",
    "quiet",
    "elsewhere",
    "dummy",
    "unlinked",
    "suspended",
    "unanswering",
    "blocked",
]
# As the speaker reports them (docs/protocol.md, "report").
SpeakerReason = Literal[
    SilentReason,
    "no_device",
    "no_library",
    "device_lost",
    "stalled",
    "bad_sound",
    "fetch",
    "stopped",
    "starved",
    "worker_died",
]
# "unknown": a speaker that gave no reason.
FailureReason = Literal[SpeakerReason, "sound_unwritable", "recording_gone", "unknown"]
# How far it had come when its time was over.
ExpiryReason = Literal["preparing", "queued", "started"]
# What became of its call before it was spoken.
MergeReason = Literal[
    "recalled",
    "served",
    "no_show",
    "cancelled",
    "transferred",
    "undone",
    "left_over",
    "moved",
    "unheard",
]
CancelReason = Literal["asked", "undone"]
# "ended" by staff, "expired" after it was said until its time was over; "without_voice": the hall
# heard its chime and could read it.
FinishReason = Literal["ended", "expired", "without_voice"]
VoiceReason = Literal["voice_failed"]
# Why the schedule did not say something at its time; "staff": asked to skip it.
SkipReason = Literal[
    "late",
    "clock",
    "held",
    "emergency",
    "queue_full",
    "refused",
    "disabled",
    "holiday",
    "closed",
    "staff",
    "changed",
    "removed",
]
Reason = Literal[FailureReason, ExpiryReason, MergeReason, CancelReason, FinishReason, VoiceReason]

ENDINGS: Final[frozenset[str]] = frozenset(get_args(Ending))
SILENT_REASONS: Final[frozenset[str]] = frozenset(get_args(SilentReason))
VOICE_NOT_MADE: Final[VoiceReason] = "voice_failed"
"""Why an announcement that is still open is heard as a chime only."""

WITHOUT_VOICE: Final[FinishReason] = "without_voice"
"""How it ends."""

VOICELESS: Final[frozenset[str]] = frozenset({WITHOUT_VOICE, VOICE_NOT_MADE})
"""Either, as ends have it: the latter in journals of earlier releases."""

UNHEARD: Final[MergeReason] = "unheard"


class ReasonWords(NamedTuple):
    """A reason ``short``, as cards and pads have room for it, and as a ``clause`` of a sentence."""

    short: str
    clause: str


STATES: Final[dict[State, str]] = {
    "preparing": "suaranya sedang dibuat",
    "queued": "menunggu giliran",
    "started": "sedang terdengar",
    "finished": "terdengar",
    "failed": "tidak terdengar",
    "expired": "kedaluwarsa",
    "cancelled": "dibatalkan",
    "merged": "tidak perlu lagi",
}
REASONS: Final[dict[Reason, ReasonWords]] = {
    "no_device": ReasonWords("tidak ada perangkat suara", "perangkat suara tidak ditemukan"),
    "no_library": ReasonWords(
        "pustaka suara tidak terpasang", "pustaka suara di komputer pengeras suara tidak terpasang"
    ),
    "device_lost": ReasonWords("perangkat suara hilang", "perangkat suara hilang di tengah jalan"),
    "stalled": ReasonWords("perangkat suara macet", "perangkat suara macet"),
    "bad_sound": ReasonWords("berkas suara rusak", "berkas suaranya rusak"),
    "fetch": ReasonWords(
        "berkas suara tidak dapat diambil", "berkas suaranya tidak dapat diambil pengeras suara"
    ),
    "stopped": ReasonWords("dihentikan", "dihentikan pengeras suara"),
    "starved": ReasonWords(
        "kelanjutannya terlambat", "kelanjutan suaranya tidak datang tepat waktu"
    ),
    "worker_died": ReasonWords("pemutar suara mati", "pemutar suara berhenti sendiri"),
    "muted": ReasonWords("keluaran suara dibisukan", "keluaran suaranya dibisukan"),
    "quiet": ReasonWords("keluaran suara terlalu pelan", "keluaran suaranya disetel terlalu pelan"),
    "elsewhere": ReasonWords("suara keluar di tempat lain", "suaranya keluar di perangkat lain"),
    "dummy": ReasonWords("tidak ada perangkat suara", "perangkat suaranya tidak ada lagi"),
    "unlinked": ReasonWords("suara tidak tersambung", "suaranya tidak tersambung ke perangkat"),
    "suspended": ReasonWords("perangkat suara ditidurkan", "perangkat suaranya ditidurkan"),
    "unanswering": ReasonWords("server suara diam", "server suara komputer tidak menjawab"),
    "blocked": ReasonWords("peramban TV menolak suara", "peramban TV-nya menolak bersuara"),
    "sound_unwritable": ReasonWords("disk penuh", "disk komputer server penuh"),
    "recording_gone": ReasonWords("berkas rekaman hilang", "berkas rekamannya hilang atau rusak"),
    "unknown": ReasonWords("sebab tidak diketahui", "sebab tidak diketahui"),
    "preparing": ReasonWords(
        "suaranya tidak selesai dibuat", "suaranya tidak selesai dibuat sampai waktunya habis"
    ),
    "queued": ReasonWords("giliran tidak tiba", "giliran tidak tiba sampai waktunya habis"),
    "started": ReasonWords("terputus", "terputus dan tidak sempat diulang sampai waktunya habis"),
    "recalled": ReasonWords("dipanggil ulang", "nomornya dipanggil ulang lebih dulu"),
    "served": ReasonWords("sudah dilayani", "pengunjungnya sudah dilayani"),
    "no_show": ReasonWords("tidak hadir", "pengunjungnya dinyatakan tidak hadir"),
    "cancelled": ReasonWords("panggilan dibatalkan", "panggilannya dibatalkan"),
    "transferred": ReasonWords("dialihkan", "pengunjungnya dialihkan"),
    "moved": ReasonWords("dipanggil ke loket lain", "nomornya dipanggil ke loket lain"),
    "unheard": ReasonWords(
        "diakhiri sebelum dipanggil", "kunjungannya diakhiri sebelum panggilannya terdengar"
    ),
    "left_over": ReasonWords("hari berganti", "harinya berganti lebih dulu"),
    "undone": ReasonWords("panggilan ditarik kembali", "panggilannya ditarik kembali"),
    "asked": ReasonWords("oleh petugas", "oleh petugas"),
    "ended": ReasonWords("diakhiri petugas", "diakhiri petugas"),
    "expired": ReasonWords("sampai waktunya habis", "sampai waktunya habis"),
    "voice_failed": ReasonWords(
        "suara tidak dapat dibuat", "hanya nada karena suaranya tidak dapat dibuat"
    ),
    "without_voice": ReasonWords(
        "suara tidak dapat dibuat", "hanya nada karena suaranya tidak dapat dibuat"
    ),
}

SKIP_REASONS: Final[dict[SkipReason, str]] = {
    "late": "server tidak berjalan pada waktunya",
    "clock": "jam komputer meloncat",
    "held": "panggilan sedang ditahan",
    "emergency": "sedang ada pengumuman darurat",
    "queue_full": "antrean suara penuh",
    "refused": "isinya tidak dapat diucapkan",
    "disabled": "dimatikan",
    "holiday": "hari libur",
    "closed": "aula tutup hari itu",
    "staff": "oleh petugas",
    "changed": "jadwalnya diubah",
    "removed": "jadwalnya dihapus",
}

# What is only shown is never said to be heard; a state that is not here reads as in STATES.
SILENT_STATES: Final[dict[State, str]] = {
    "started": "sedang tampil sebagai teks",
    "finished": "tampil sebagai teks",
}

# Which reasons are told along with a state. What was heard was heard, whoever ended it.
_TOLD: Final[dict[State, tuple[str, ...]]] = {
    "queued": get_args(VoiceReason),
    "started": get_args(VoiceReason),
    "finished": ("without_voice", *get_args(VoiceReason)),  # the latter of earlier releases
    "failed": get_args(FailureReason),
    "expired": get_args(ExpiryReason),
    "cancelled": get_args(CancelReason),
    "merged": get_args(MergeReason),
}


def outcome_text(state: str, reason: str | None, *, silent: bool) -> str:
    """Return what became of an announcement: "tidak terdengar: tidak ada perangkat suara".

    ``silent``: it is shown as text only.
    """
    known = cast("State", state)
    said = STATES.get(known, "")
    if silent:
        said = SILENT_STATES.get(known, said)
    if not reason or reason not in _TOLD.get(known, ()):
        return said
    # Nobody was told, and it was no longer needed by nobody: the visitor may still be waiting.
    if reason == UNHEARD:
        said = STATES["failed"]
    # The only reason that is told of what has finished: the hall heard a chime, but no word.
    if state == "finished":
        said = "hanya nada dan teks"
    return f"{said}: {REASONS[cast('Reason', reason)].short}"


def skip_text(reason: str | None) -> str:
    """Return why the schedule skipped something, "" for a reason that is not known."""
    return SKIP_REASONS.get(cast("SkipReason", reason or ""), "")


def outcome_table() -> dict[str, dict[str, str]]:
    """Return all texts, state -> reason -> text, for pages that draw rows by themselves.

    The reason "" has the text for no reason and for an unknown one. Where a text that is only shown
    reads otherwise, that stands at "silent.finished" and the like.
    """
    voiced: dict[str, dict[str, str]] = {
        state: {
            reason: outcome_text(state, reason, silent=False)
            for reason in ("", *_TOLD.get(state, ()))
        }
        for state in STATES
    }
    return {**voiced, **{f"silent.{state}": {"": text} for state, text in SILENT_STATES.items()}}


def reason_clause(reason: str | None, otherwise: str) -> str:
    """Return why, for the end of a sentence; ``otherwise`` for a reason that is not known."""
    words = REASONS.get(cast("Reason", reason or ""))
    return words.clause if words else otherwise
