"""What became of an announcement, in one plain Indonesian sentence for staff."""

from __future__ import annotations

from collections.abc import Callable

from display.hall import UNHEARD, VOICELESS, reason_clause
from display.hall.health import decibels
from display.json_object import JsonView


def outcome_words(moment: Callable[[str], str]) -> Callable[[JsonView], str]:
    """Return what tells of an announcement's row what was heard, when and on what, or why not."""

    def words(row: JsonView) -> str:
        heard = _heard(row, moment)
        reason = row["reason"]
        match row["state"]:
            case "finished" if row["silent"]:
                return f"Tampil sebagai teks sejak {moment(row['started_at'] or row['queued_at'])}."
            case "finished" if row.get("heard") is False:
                return f"Diputar {heard}, tetapi mikrofon ruangan tidak mendengarnya."
            case "finished":
                return f"Terdengar {heard}{_unwatched(row)}."
            case "failed":
                return f"Tidak terdengar: {reason_clause(reason, 'sebab tidak diketahui')}."
            case "expired" if row["started_at"]:
                return f"Tampil dan terdengar {heard}, lalu berakhir sendiri."
            case "expired":
                return f"Tidak terdengar: {reason_clause(reason, 'waktunya habis')}."
            case "cancelled" if row["started_at"]:
                return f"Dihentikan petugas; mulai terdengar {heard}."
            case "cancelled":
                return "Dibatalkan petugas sebelum terdengar."
            case "merged" if reason == UNHEARD:
                return f"Tidak terdengar: {reason_clause(reason, '')}."
            case "merged":
                return f"Tidak perlu lagi: {reason_clause(reason, 'sudah ada yang baru')}."
        return "Belum selesai."

    return words


def _unwatched(row: JsonView) -> str:
    """Return that nobody watched the output; nothing of a row from before there were witnesses."""
    if row.get("heard"):  # by the hall's ear, which is more than any witness
        return ""
    return ", tanpa saksi" if row.get("witness") == "none" else ""


def _heard(row: JsonView, moment: Callable[[str], str]) -> str:
    at = moment(row["started_at"] or row["ended_at"] or row["queued_at"])
    seconds = f", {round(row['duration_ms'] / 1000)} detik" if row["duration_ms"] else ""
    device = f", di {row['device']}" if row.get("device") else ""
    holes = f", tersendat {row['stutter_ms'] / 1000:.1f} detik" if row.get("stutter_ms") else ""
    voiceless = f", {reason_clause(row['reason'], '')}" if row["reason"] in VOICELESS else ""
    return f"{at}{seconds}{device}{holes.replace('.', ',')}{_level(row)}{voiceless}"


def _level(row: JsonView) -> str:
    """Return how loud the hall's ear heard it."""
    level_db = row.get("over_noise_db")
    return "" if level_db is None else f", {decibels(level_db)} di atas bising"
