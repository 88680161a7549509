"""What an entry of the audit log changed, in words of staff and in the hall's own time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from display.hall import REASONS
from display.hall.screens import LAYOUTS, TEXT_SIZES
from display.json_object import JsonView
from display.web.console.frame import ROLE_NAMES

_FIELDS: Final[Mapping[str, str]] = {
    "acknowledged_at": "ditangani pukul",
    "acknowledged_by": "ditangani oleh",
    "action": "yang perlu dilakukan",
    "added_at": "ditambahkan",
    "ahead": "didahulukan",
    "aliases": "nama lain",
    "announcement": "pengumuman",
    "at": "pukul",
    "began_at": "dimulai",
    "by": "oleh",
    "call": "panggilan",
    "called_at": "dipanggil",
    "caption": "keterangan",
    "check": "pemeriksaan",
    "chime": "nada",
    "claimed_at": "didaftarkan",
    "closed": "tutup",
    "closed_days": "hari tutup",
    "code": "kode",
    "colour": "warna",
    "count": "panggilan ke",
    "counter": "loket",
    "counters": "loket",
    "dates": "tanggal",
    "day": "hari",
    "device": "perangkat suara",
    "digits": "jumlah angka",
    "disabled_at": "nonaktif sejak",
    "display_name": "nama lengkap",
    "drill": "latihan",
    "due": "waktu jadwal",
    "duration_ms": "lama",
    "enabled": "aktif",
    "ended_at": "berakhir",
    "entry": "jadwal",
    "estimated": "perkiraan",
    "every_min": "setiap (menit)",
    "expires_at": "kedaluwarsa",
    "fair": "bergiliran",
    "fallback_devices": "perangkat pengganti",
    "fault": "gangguan",
    "fields": "isian",
    "findings": "temuan",
    "first_number": "nomor pertama",
    "follows_noise": "mengikuti keramaian",
    "hall": "aula",
    "has_ear": "mikrofon ruangan",
    "heard": "terdengar",
    "held": "ditahan",
    "held_by": "ditahan oleh",
    "held_reason": "alasan ditahan",
    "held_since": "ditahan sejak",
    "held_until": "ditahan sampai",
    "hold_calls": "menahan panggilan",
    "hold_min": "tahan panggilan (menit)",
    "holiday": "hari libur",
    "hours": "jam layanan",
    "issued": "nomor diambil",
    "issued_at": "nomor diambil",
    "joint_leave": "cuti bersama",
    "kind": "jenis",
    "language": "bahasa",
    "languages": "bahasa layar",
    "last": "nomor hitungan",
    "last_number": "nomor terakhir",
    "late_min": "paling lambat (menit)",
    "latitude": "lintang",
    "layout": "tata letak",
    "letter_mode": "cara mengucapkan huruf",
    "logo": "logo",
    "longitude": "bujur",
    "loudest": "volume paling keras",
    "morning_check": "pemeriksaan",
    "morning_check_min": "periksa sendiri (menit sebelum buka)",
    "moved": "dipindahkan",
    "must_change": "harus ganti kata sandi",
    "name": "nama",
    "next": "berikutnya",
    "now_serving": "sedang dilayani",
    "number_mode": "cara mengucapkan angka",
    "occurrence": "jadwal",
    "offset_min": "selisih (menit)",
    "on_closed_days": "juga saat tutup",
    "over": "sudah lewat",
    "overscan": "tepi gambar",
    "speaks": "boleh menjadi pengeras suara",
    "phone_address": "alamat ponsel",
    "place": "tempat",
    "placed": "diletakkan di depan",
    "position": "urutan",
    "prayer": "waktu salat",
    "prayer_minutes": "koreksi waktu salat",
    "prefix": "awalan",
    "priority": "prioritas",
    "pronunciation": "pengucapan",
    "queued_at": "masuk antrean",
    "quietest": "volume paling pelan",
    "reason": "alasan",
    "recording": "rekaman",
    "removed": "dihapus",
    "repeat": "pengulangan",
    "repeats": "pengulangan",
    "resets_daily": "mulai lagi tiap hari",
    "role": "peran",
    "running_text": "teks berjalan",
    "schedule_entry": "jadwal",
    "schedule_mark": "jadwal",
    "scopes": "hak",
    "screen": "layar",
    "second_line": "baris kedua",
    "sentence": "keterangan",
    "service": "layanan",
    "services": "layanan",
    "settled": "selesai sampai",
    "setup_guide": "pemasangan awal",
    "setup_steps": "langkah pemasangan",
    "short_form": "bentuk pendek",
    "short_name": "nama pendek",
    "silent": "tanpa suara",
    "since": "sejak",
    "source": "asal",
    "speaker": "komputer pengeras suara",
    "spoken": "diucapkan",
    "started_at": "dimulai",
    "state": "keadaan",
    "subject": "perihal",
    "template": "templat",
    "text": "teks",
    "text_size": "ukuran teks",
    "theme": "tema",
    "ticket": "nomor",
    "timezone": "zona waktu",
    "until": "sampai",
    "until_ended": "sampai dihentikan",
    "user": "pengguna",
    "volume": "volume",
    "volume_by_hour": "volume menurut jam",
    "volume_step": "volume menurut jam sejak",
    "waiting": "antrean",
    "weekdays": "hari",
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
    **{name: layout.words.lower() for name, layout in LAYOUTS.items()},
    **{size: words.lower() for size, words in TEXT_SIZES.items()},
    "always": "selalu",
    "announced": "disiarkan",
    "auto": "otomatis",
    "call": "panggilan",
    "called": "dipanggil",
    "cancelled": "dibatalkan",
    "cleared": "hilang",
    "closed": "tutup",
    "dark": "gelap",
    "digit": "angka demi angka",
    "emergency": "darurat",
    "en": "Inggris",
    "expired": "kedaluwarsa",
    "failed": "tidak terdengar",
    "finished": "selesai",
    "id": "Indonesia",
    "idle": "selingan",
    "left_over": "tidak diakhiri",
    "light": "terang",
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
    "skipped": "dilewati",
    "started": "sedang terdengar",
    "transferred": "dialihkan",
    "upload": "berkas",
    "urgent": "penting",
}
"""Words of the journal -> what staff read; in the fields of :data:`_CODED` alone."""

_CODED: Final = frozenset(
    {
        *("state", "priority", "role", "kind", "language", "chime", "short_form", "reason"),
        *("number_mode", "letter_mode", "source", "layout", "text_size", "theme"),
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
