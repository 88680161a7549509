"""What somebody did, in words of staff: for the page of the audit log and its export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

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
    "schedule.": "Jadwal",
    "holiday.": "Hari libur",
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
    "schedule.changed": "mengubah jadwal",
    "schedule.announced": "menyiarkan jadwal",
    "schedule.skipped": "melewatkan jadwal",
    "schedule.moved": "memindahkan jadwal",
    "holiday.changed": "mengubah hari libur",
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
