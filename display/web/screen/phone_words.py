"""What the phone page alone says, in each language; ``{n}`` and the like are filled in.

Page and script take the same table (a test holds the languages to the same keys).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_INDONESIAN: Final = {
    "title": "nomor yang dilayani",
    "at": "pukul",
    "drill": "LATIHAN",
    "ticket": "Nomor antrean",
    "welcome": "Selamat datang",
    "nothing_called": "Belum ada nomor yang dipanggil.",
    "serving": "Sedang dilayani",
    "earlier": "Panggilan sebelumnya",
    "announcements": "Pengumuman",
    "foot": "Halaman ini memperbarui diri. "
    "Perhatikan juga layar dan panggilan suara di ruang tunggu.",
    "other_language": "English",
    "lost": "Koneksi terputus sejak {time}. Nomor mungkin sudah berubah.",
    "follow": "Ikuti nomor saya",
    "your_number": "Nomor antrean Anda",
    "start": "Ikuti",
    "stop": "Berhenti mengikuti",
    "try": "Coba bunyi",
    "which": "Nomor ini ada di beberapa layanan. Pilih layanan Anda:",
    "not_a_ticket": "Itu bukan nomor antrean. Tulis seperti di karcis Anda, misalnya A-012.",
    "unreachable": "Server tidak terjangkau. Coba lagi.",
    "asking": "Sebentar …",
    "called": "Silakan ke {counter}",
    "called_again": "{again} · silakan ke {counter}",
    "called_at": "Dipanggil pukul {time}",
    "coming": "Anda dipanggil",
    "seen": "Baik, saya datang",
    "waiting": "Belum dipanggil.",
    "next": "Giliran Anda berikutnya.",
    "before": "Paling banyak {n} nomor sebelum Anda.",
    "wait": "Kira-kira {n} menit lagi.",
    "nobody_told": "Berapa nomor sebelum Anda tidak diketahui.",
    "last_called": "Terakhir dipanggil: {number}.",
    "missed": "Nomor Anda sudah dipanggil ke {counter} pukul {time} dan terlewat. Hubungi petugas.",
    "served": "Nomor Anda sudah dilayani di {counter}.",
    "passed": "Nomor yang lebih besar sudah dipanggil. Bila Anda terlewat, hubungi petugas.",
    "kept_here": "Nomor hanya disimpan di ponsel ini.",
    "awake": "Selama mengikuti, layar ponsel tetap menyala.",
    "asleep": "Tanpa https, peramban tidak boleh menahan layar tetap menyala atau memberi tahu "
    "saat layar padam. Biarkan halaman ini terbuka dan perpanjang waktu layar di setelan ponsel; "
    "begitu dibuka lagi, panggilan Anda langsung tampil.",
    "no_vibration": "Ponsel ini tidak dapat digetarkan oleh halaman; "
    "perhatikan bunyi dan layarnya.",
}

_ENGLISH: Final = {
    "title": "now serving",
    "at": "at",
    "drill": "DRILL",
    "ticket": "Ticket number",
    "welcome": "Welcome",
    "nothing_called": "No number has been called yet.",
    "serving": "Now serving",
    "earlier": "Earlier calls",
    "announcements": "Announcements",
    "foot": "This page keeps itself up to date. "
    "Please mind the screens and the spoken calls as well.",
    "other_language": "Bahasa Indonesia",
    "lost": "Connection lost since {time}. The numbers may have changed.",
    "follow": "Follow my number",
    "your_number": "Your ticket number",
    "start": "Follow",
    "stop": "Stop following",
    "try": "Try the sound",
    "which": "Several services have this number. Choose yours:",
    "not_a_ticket": "That is no ticket number. Write it as on your ticket, for example A-012.",
    "unreachable": "The server cannot be reached. Try again.",
    "asking": "One moment …",
    "called": "Please go to {counter}",
    "called_again": "{again} · please go to {counter}",
    "called_at": "Called at {time}",
    "coming": "It is your turn",
    "seen": "Fine, I am coming",
    "waiting": "Not called yet.",
    "next": "You are next.",
    "before": "At most {n} numbers before you.",
    "wait": "About {n} minutes to go.",
    "nobody_told": "How many are before you is not known.",
    "last_called": "Called last: {number}.",
    "missed": "Your number was called to {counter} at {time} and missed. Please ask the staff.",
    "served": "Your number was served at {counter}.",
    "passed": "Higher numbers have been called. If you were missed, please ask the staff.",
    "kept_here": "Your number is kept on this phone only.",
    "awake": "While you follow, the screen of the phone stays on.",
    "asleep": "Without https a browser may neither keep the screen on nor notify you while it is "
    "off. Leave this page open and let the screen stay on longer in the phone's settings; when you "
    "open it again, your call shows at once.",
    "no_vibration": "A page cannot make this phone vibrate; mind its sound and its screen.",
}

PHONE_WORDS: Final[Mapping[str, Mapping[str, str]]] = {"id": _INDONESIAN, "en": _ENGLISH}
"""By the code of the language."""
