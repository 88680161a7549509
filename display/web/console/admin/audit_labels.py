"""What somebody did, in words of staff: for the page of the audit log and its export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from display.json_object import JsonView
from display.web.console.frame import ROLE_NAMES

KINDS: Final[Mapping[str, str]] = {
    "ticket.": "Panggilan",
    "counter.": "Loket",
    "announcement.": "Pengumuman",
    "calls.": "Panggilan ditahan",
    "hall.": "Aula",
    "service.": "Layanan",
    "template.": "Templat",
    "recording.": "Rekaman",
    "pronunciation.": "Pengucapan",
    "zone.": "Pengeras suara",
    "fault.": "Gangguan",
    "screen.": "Layar",
    "user.": "Pengguna",
    "token.": "Token",
    "session.": "Masuk dan keluar",
    "backup.": "Cadangan",
}
"""The beginning of an action's name -> how its kind is called."""

ACTIONS: Final[Mapping[str, str]] = {
    "ticket.called": "memanggil nomor",
    "ticket.recalled": "memanggil ulang",
    "ticket.no_show": "mencatat tidak hadir",
    "ticket.served": "menyelesaikan pelayanan",
    "ticket.cancelled": "membatalkan panggilan",
    "ticket.transferred": "mengalihkan",
    "ticket.resumed": "memulihkan panggilan",
    "ticket.moved": "memindahkan panggilan ke loket lain",
    "ticket.left_over": "mengakhiri sisa hari kemarin",
    "ticket.over": "melepas panggilan dari layar",
    "counter.opened": "membuka loket",
    "counter.closed": "menutup loket",
    "counter.paused": "menjeda loket",
    "counter.changed": "mengubah loket",
    "hall.changed": "mengubah aula",
    "service.changed": "mengubah layanan",
    "service.waiting": "memperbarui antrean",
    "pronunciation.changed": "mengubah pengucapan",
    "template.changed": "mengubah templat",
    "recording.added": "menambah rekaman",
    "recording.removed": "menghapus rekaman",
    "zone.changed": "mengubah pengeras suara",
    "calls.held": "menahan panggilan",
    "calls.resumed": "melanjutkan panggilan",
    "announcement.preparing": "menyiapkan pengumuman",
    "announcement.queued": "memasukkan ke antrean suara",
    "announcement.moved": "memajukan pengumuman",
    "announcement.started": "memulai pengumuman",
    "announcement.finished": "menyelesaikan pengumuman",
    "announcement.failed": "gagal mengumumkan",
    "announcement.expired": "pengumuman kedaluwarsa",
    "announcement.cancelled": "membatalkan pengumuman",
    "announcement.merged": "menggabungkan pengumuman",
    "announcement.heard": "mendengar pengumuman",
    "announcement.not_heard": "tidak mendengar pengumuman",
    "fault.raised": "melaporkan gangguan",
    "fault.acknowledged": "menangani gangguan",
    "fault.cleared": "menutup gangguan",
    "screen.claimed": "mendaftarkan layar",
    "screen.changed": "mengubah layar",
    "screen.identified": "menyuruh layar menyebut namanya",
    "screen.reloaded": "memuat ulang layar",
    "screen.revoked": "mencabut layar",
    "user.added": "menambah pengguna",
    "user.changed": "mengubah pengguna",
    "user.disabled": "menonaktifkan pengguna",
    "user.enabled": "mengaktifkan pengguna",
    "user.password_reset": "membuat kata sandi sekali pakai",
    "user.password_changed": "mengganti kata sandi",
    "token.added": "menambah token",
    "token.revoked": "mencabut token",
    "session.started": "masuk",
    "session.refused": "gagal masuk",
    "session.ended": "mengakhiri sesi",
    "backup.asked": "membuat cadangan",
    "backup.downloaded": "mengunduh cadangan",
}
"""Every action that is audited -> what is written of it."""

ROLES: Final[Mapping[str, str]] = {
    **ROLE_NAMES,
    "token": "Program",
    "command": "Baris perintah",
    "nobody": "Tidak dikenal",
}
"""Who may have done it: roles of people, and what else acts."""


_FIELDS: Final[Mapping[str, str]] = {
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
    "duration_ms": "lama (md)",
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


def changes_of(before: JsonView | None, after: JsonView | None) -> list[tuple[str, str, str]]:
    """Return what changed as (field, before, after); a field is written ``loket: keadaan``."""
    old, new = _flat(before), _flat(after)
    return [(field, old.get(field, ""), new.get(field, "")) for field in {**old, **new}]


def _flat(rows: JsonView | None) -> dict[str, str]:
    return {
        f"{_FIELDS.get(kind, kind)}: {_FIELDS.get(name, name)}": _written(value)
        for kind, row in (rows or {}).items()
        for name, value in row.items()
    }


def _written(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Mapping):
        return ", ".join(_written(part) for part in value.values())
    if isinstance(value, list):
        return ", ".join(_written(part) for part in value)
    return str(value)
