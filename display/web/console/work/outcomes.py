"""What became of an announcement, in one plain Indonesian sentence for staff."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

_FAILED: Final = {
    "no_device": "perangkat suara tidak ditemukan",
    "device_lost": "perangkat suara hilang di tengah jalan",
    "stalled": "perangkat suara macet",
    "bad_sound": "berkas suaranya rusak",
    "fetch": "berkas suaranya tidak dapat diambil pengeras suara",
    "stopped": "dihentikan pengeras suara",
    "worker_died": "pemutar suara berhenti sendiri",
    "sound_unwritable": "disk komputer server penuh",
    "recording_gone": "berkas rekamannya hilang atau rusak",
}
_MERGED: Final = {
    "recalled": "nomornya dipanggil ulang lebih dulu",
    "served": "pengunjungnya sudah dilayani",
    "no_show": "pengunjungnya dinyatakan tidak hadir",
    "cancelled": "panggilannya dibatalkan",
    "transferred": "pengunjungnya dialihkan",
    "undone": "panggilannya ditarik kembali",
}
_EXPIRED: Final = {
    "preparing": "suaranya tidak selesai dibuat sampai waktunya habis",
    "queued": "giliran tidak tiba sampai waktunya habis",
}


def outcome_words(moment: Callable[[str], str]) -> Callable[[Mapping[str, Any]], str]:
    """Return what tells of an announcement's row what was heard, when and on what, or why not."""

    def words(row: Mapping[str, Any]) -> str:
        heard = _heard(row, moment)
        reason = row["reason"] or ""
        match row["state"]:
            case "finished" if row["silent"]:
                return f"Tampil sebagai teks sejak {moment(row['started_at'] or row['queued_at'])}."
            case "finished":
                return f"Terdengar {heard}."
            case "failed":
                return f"Tidak terdengar: {_FAILED.get(reason, 'sebab tidak diketahui')}."
            case "expired" if row["started_at"]:
                return f"Tampil dan terdengar {heard}, lalu berakhir sendiri."
            case "expired":
                return f"Tidak terdengar: {_EXPIRED.get(reason, 'waktunya habis')}."
            case "cancelled" if row["started_at"]:
                return f"Dihentikan petugas; mulai terdengar {heard}."
            case "cancelled":
                return "Dibatalkan petugas sebelum terdengar."
            case "merged":
                return f"Tidak perlu lagi: {_MERGED.get(reason, 'sudah ada yang baru')}."
        return "Belum selesai."

    return words


def _heard(row: Mapping[str, Any], moment: Callable[[str], str]) -> str:
    at = moment(row["started_at"] or row["ended_at"] or row["queued_at"])
    seconds = f", {round(row['duration_ms'] / 1000)} detik" if row["duration_ms"] else ""
    device = f", di {row['device']}" if row.get("device") else ""
    voiceless = ", hanya nada karena suaranya tidak dapat dibuat"
    return f"{at}{seconds}{device}{voiceless if row['reason'] == 'voice_failed' else ''}"
