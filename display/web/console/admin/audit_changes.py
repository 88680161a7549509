"""What an entry of the audit log changed, in words of staff and in the hall's own time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from display.hall import REASONS
from display.json_object import JsonView
from display.web.console.frame import ROLE_NAMES

_FIELDS: Final[Mapping[str, str]] = {
    "acknowledged_at": "ditangani pukul",
    "action": "yang perlu dilakukan",
    "added_at": "ditambahkan",
    "ahead": "didahulukan",
    "day": "hari",
    "device": "perangkat suara",
    "follows_noise": "mengikuti keramaian",
    "has_ear": "mikrofon ruangan",
    "heard": "terdengar",
    "held_by": "ditahan oleh",
    "issued": "nomor diambil",
    "issued_at": "nomor diambil",
    "last": "nomor hitungan",
    "loudest": "volume paling keras",
    "number_mode": "cara mengucapkan angka",
    "over": "sudah lewat",
    "placed": "diletakkan di depan",
    "quietest": "volume paling pelan",
    "sentence": "keterangan",
    "since": "sejak",
    "source": "asal",
    "speaker": "komputer pengeras suara",
    "subject": "perihal",
    "volume": "volume",
    "acknowledged_by": "ditangani oleh",
    "aliases": "nama lain",
    "announcement": "pengumuman",
    "call": "panggilan",
    "called_at": "dipanggil",
    "caption": "keterangan",
    "chime": "nada",
    "claimed_at": "didaftarkan",
    "code": "kode",
    "colour": "warna",
    "count": "panggilan ke",
    "counter": "loket",
    "counters": "loket",
    "digits": "jumlah angka",
    "disabled_at": "nonaktif sejak",
    "display_name": "nama lengkap",
    "drill": "latihan",
    "duration_ms": "lama",
    "ended_at": "berakhir",
    "expires_at": "kedaluwarsa",
    "fair": "bergiliran",
    "fault": "gangguan",
    "first_number": "nomor pertama",
    "hall": "aula",
    "held": "ditahan",
    "held_reason": "alasan ditahan",
    "held_since": "ditahan sejak",
    "hold_calls": "menahan panggilan",
    "hours": "jam layanan",
    "kind": "jenis",
    "language": "bahasa",
    "languages": "bahasa layar",
    "last_number": "nomor terakhir",
    "letter_mode": "cara mengucapkan huruf",
    "logo": "logo",
    "must_change": "harus ganti kata sandi",
    "name": "nama",
    "next": "berikutnya",
    "now_serving": "sedang dilayani",
    "overscan": "tepi gambar",
    "place": "tempat",
    "position": "urutan",
    "prefix": "awalan",
    "priority": "prioritas",
    "pronunciation": "pengucapan",
    "queued_at": "masuk antrean",
    "reason": "alasan",
    "recording": "rekaman",
    "removed": "dihapus",
    "repeats": "pengulangan",
    "resets_daily": "mulai lagi tiap hari",
    "role": "peran",
    "running_text": "teks berjalan",
    "phone_address": "alamat ponsel",
    "scopes": "hak",
    "screen": "layar",
    "second_line": "baris kedua",
    "service": "layanan",
    "services": "layanan",
    "short_form": "bentuk pendek",
    "short_name": "nama pendek",
    "silent": "tanpa suara",
    "spoken": "diucapkan",
    "started_at": "dimulai",
    "state": "keadaan",
    "template": "templat",
    "text": "teks",
    "ticket": "nomor",
    "timezone": "zona waktu",
    "until_ended": "sampai dihentikan",
    "user": "pengguna",
    "waiting": "antrean",
    "written": "ditulis",
    "zone": "zona",
}
"""Kinds of rows and their fields -> what staff call them; the rest keep their own names."""

_TECHNICAL: Final = frozenset(
    {
        *("attempt", "event_id", "heard_delay_ms", "id", "merged_into", "now_serving"),
        *("over_noise_db", "queued_seq", "sender", "seq", "sound", "stutter_ms", "witness"),
    }
)
"""Kinds and fields that tell nobody anything: numbers by which programs know things."""

_VALUES: Final[Mapping[str, str]] = {
    **{name: words.lower() for name, words in ROLE_NAMES.items()},
    **{reason: words.short for reason, words in REASONS.items()},
    "always": "selalu",
    "auto": "otomatis",
    "call": "panggilan",
    "called": "dipanggil",
    "cancelled": "dibatalkan",
    "cleared": "hilang",
    "closed": "tutup",
    "digit": "angka demi angka",
    "emergency": "darurat",
    "en": "Inggris",
    "expired": "kedaluwarsa",
    "failed": "tidak terdengar",
    "finished": "selesai",
    "id": "Indonesia",
    "idle": "selingan",
    "left_over": "tidak diakhiri",
    "merged": "tidak perlu lagi",
    "message": "pengumuman",
    "microphone": "mikrofon",
    "moved": "pindah loket",
    "never": "tidak pernah",
    "no_show": "tidak hadir",
    "open": "buka",
    "paused": "istirahat",
    "preparing": "disiapkan",
    "queued": "menunggu giliran",
    "raised": "ada",
    "scheduled": "pengumuman biasa",
    "served": "selesai dilayani",
    "started": "sedang terdengar",
    "transferred": "dialihkan",
    "upload": "berkas",
    "urgent": "penting",
}
"""Words of the journal -> what staff read; in the fields of :data:`_CODED` alone."""

_CODED: Final = frozenset(
    {
        *("state", "priority", "role", "kind", "language", "chime", "short_form", "reason"),
        *("number_mode", "letter_mode", "source"),
    }
)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z")


def changes_of(
    before: JsonView | None, after: JsonView | None, moment: Callable[[str], str]
) -> list[tuple[str, str, str]]:
    """Return what changed as (field, before, after); a field is written ``loket: keadaan``.

    ``moment`` writes a time of the journal as the hall's clock shows it.
    """
    old, new = _flat(before, moment), _flat(after, moment)
    return [(field, old.get(field, ""), new.get(field, "")) for field in {**old, **new}]


def _flat(rows: JsonView | None, moment: Callable[[str], str]) -> dict[str, str]:
    return {
        f"{_FIELDS.get(kind, kind)}: {_FIELDS.get(name, name)}": _written(name, value, moment)
        for kind, row in (rows or {}).items()
        if kind not in _TECHNICAL
        for name, value in row.items()
        if name not in _TECHNICAL
    }


def _written(name: str, value: object, moment: Callable[[str], str]) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Mapping):
        return ", ".join(_written(name, part, moment) for part in value.values())
    if isinstance(value, list):
        return ", ".join(_written(name, part, moment) for part in value)
    if name == "duration_ms" and isinstance(value, int):
        return f"{round(value / 1000)} detik"
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return moment(value)
    return _VALUES.get(str(value), str(value)) if name in _CODED else str(value)
