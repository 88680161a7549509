"""Faults: what is wrong with the hall right now, as plain sentences that staff can act on.

A fault is raised once, stands until the system itself finds it gone, and is journalled both times.
Silence of the PA for any reason is a fault within 15 s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from display.clock import iso_now
from display.journal import Fault, Transaction

if TYPE_CHECKING:
    from display.hall.context import HallContext


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One kind of fault: its code, what is wrong, and what staff can do about it."""

    code: str
    sentence: str
    action: str


SPEAKER_ABSENT = FaultKind(
    "speaker.absent",
    "Pengeras suara tidak terhubung; panggilan hanya tampil di layar.",
    "Periksa komputer pengeras suara dan kabel jaringannya.",
)
NO_DEVICE = FaultKind(
    "speaker.no_device",
    "Perangkat suara tidak ditemukan; panggilan hanya tampil di layar.",
    "Periksa kabel suara, amplifier, dan pilihan perangkat suara.",
)
SPEAKER_SILENT = {
    "muted": FaultKind(
        "speaker.muted",
        "Keluaran suara komputer dibisukan; panggilan hanya tampil di layar.",
        "Bunyikan lagi keluaran itu di pengaturan suara komputer pengeras suara.",
    ),
    "quiet": FaultKind(
        "speaker.quiet",
        "Volume keluaran suara komputer terlalu kecil; panggilan hanya tampil di layar.",
        "Naikkan volume keluaran itu di pengaturan suara komputer pengeras suara.",
    ),
    "elsewhere": FaultKind(
        "speaker.elsewhere",
        "Suara keluar di perangkat lain, bukan di pengeras suara; panggilan hanya tampil di layar.",
        "Kembalikan Panggil ke perangkat aula di pengaturan suara komputer.",
    ),
    "dummy": FaultKind(
        "speaker.dummy",
        "Perangkat suara hilang dan diganti keluaran tiruan; panggilan hanya tampil di layar.",
        "Periksa kabel USB atau kabel suara, dan apakah amplifier menyala.",
    ),
    "unlinked": FaultKind(
        "speaker.unlinked",
        "Suara tidak tersambung ke perangkat mana pun; panggilan hanya tampil di layar.",
        "Periksa kabel suara; bila tersambung, mulai ulang komputer pengeras suara.",
    ),
    "suspended": FaultKind(
        "speaker.suspended",
        "Perangkat suara ditidurkan komputer; panggilan hanya tampil di layar.",
        "Periksa perangkat itu di pengaturan suara; bila menetap, mulai ulang komputernya.",
    ),
    "unanswering": FaultKind(
        "speaker.unanswering",
        "Server suara komputer tidak menjawab; panggilan hanya tampil di layar.",
        "Tunggu sebentar; bila menetap, mulai ulang komputer pengeras suara.",
    ),
    "blocked": FaultKind(
        "speaker.blocked",
        "TV yang menjadi pengeras suara belum boleh bersuara; panggilan hanya tampil di layar.",
        "Tekan OK sekali di remote TV itu, atau sentuh layarnya.",
    ),
}
"""What the witness says of the output (:data:`display.hall.reasons.SilentReason`) → its fault."""
FALLBACK = FaultKind(
    "speaker.fallback",
    "Perangkat suara aula tidak ditemukan; suara keluar di perangkat pengganti yang diizinkan.",
    "Periksa kabel suara dan amplifier perangkat aula; suara kembali ke sana dengan sendirinya.",
)
STANDING_IN = FaultKind(
    "speaker.standing_in",
    "Pengeras suara yang semestinya berbunyi tidak siap; yang lain menggantikannya.",
    "Periksa komputer itu dan kabel suaranya, atau pilih yang lain di Pengaturan → Pengeras suara.",
)
CHECK_FAILED = FaultKind(
    "hall.check_failed",
    "Pemeriksaan pagi menemukan hal yang tidak beres.",
    "Lihat apa saja di Pengaturan → Periksa pagi, lalu periksa lagi.",
)
UNFETCHED = FaultKind(
    "speaker.unfetched",
    "Pengeras suara tidak dapat mengambil berkas suara dari server; panggilan hanya tampil di "
    "layar.",
    "Periksa jaringan antara server dan komputer pengeras suara, dan ruang disk keduanya.",
)
STUTTERING = FaultKind(
    "speaker.stuttering",
    "Suara tersendat-sendat karena komputer pengeras suara terlalu sibuk.",
    "Tutup program lain di komputer itu.",
)
EAR_NOT_HEARD = FaultKind(
    "ear.not_heard",
    "Pengeras suara tidak terdengar di ruangan, walaupun komputer memutar suaranya.",
    "Periksa amplifier, kabel, dan tombol volumenya; gangguan hilang sendiri begitu terdengar.",
)
DEAD_MICROPHONE = {
    "silent": FaultKind(
        "ear.dead_microphone",
        "Mikrofon ruangan tidak menangkap suara apa pun.",
        "Periksa tombol bisu dan kabel mikrofon itu, dan apakah komputer membisukannya.",
    ),
    "no_microphone": FaultKind(
        "ear.dead_microphone",
        "Mikrofon ruangan tidak ditemukan atau tidak dapat dibuka.",
        "Periksa kabel mikrofon dan namanya di PANGGIL_MICROPHONE (`panggil listen --list`).",
    ),
    "starting": FaultKind(
        "ear.dead_microphone",
        "Mikrofon ruangan tidak kunjung dapat dipakai; pendengarnya mati berulang kali.",
        "Mulai ulang komputer tempat mikrofon itu; alasannya ada di catatannya.",
    ),
}
"""How the ear says its microphone is → the fault of it."""
EAR_ABSENT = FaultKind(
    "ear.absent",
    "Mikrofon ruangan tidak memberi kabar; tidak ada yang mendengar apakah suara sampai.",
    "Periksa komputer mikrofon dan jaringannya. Bila memang dilepas, nyatakan di Pengaturan → "
    "Pengeras suara.",
)
VOICE_FAILED = FaultKind(
    "voice.failed",
    "Suara untuk sebuah pengumuman tidak dapat dibuat; hanya nada dan teks yang disampaikan.",
    "Periksa ruang disk dan memori komputer; ulangi pengumuman atau bacakan dengan mikrofon.",
)
STAND_IN = FaultKind(
    "voice.stand_in",
    "Suara utama tidak dapat bekerja di komputer ini; sebagian kata diucapkan suara cadangan.",
    "Periksa memori komputer dan pemasangan Panggil; alasannya ada di catatan server.",
)
MUTED = FaultKind(
    "zone.muted",
    "Volume pengeras suara disetel nol; panggilan hanya tampil di layar.",
    "Naikkan volume di halaman Sekarang.",
)
CLIP_DAMAGED = FaultKind(
    "voice.clip_damaged",
    "Sebagian klip suara rusak dan diganti dengan suara cadangan.",
    "Pasang ulang paket suara bila gangguan ini menetap.",
)
PACK_BROKEN = FaultKind(
    "voice.pack_broken",
    "Paket suara pilihan tidak dapat dibuka; suara bawaan yang dipakai.",
    "Periksa PANGGIL_PACK dan `panggil clips list`; buat atau pasang ulang paket itu.",
)
SCREEN_BROKEN = FaultKind(
    "screen.script_error",
    "Halaman di sebuah layar mengalami galat; yang tampil di sana mungkin sudah lama.",
    "Muat ulang halaman di layar itu (yang mana: lihat Kesehatan). Bila berulang, perbarui "
    "peramban TV-nya.",
)
SCREEN_MISSING = FaultKind(
    "screen.missing",
    "Sebuah layar tidak terhubung; yang tampil di sana mungkin sudah lama.",
    "Periksa listrik, jaringan, dan peramban TV itu. Bila memang dilepas, cabut di Pengaturan → "
    "Layar.",
)
CLOCK_JUMPED = FaultKind(
    "clock.jumped",
    "Jam server baru saja disetel atau komputernya tertidur; panggilan dapat kedaluwarsa keliru.",
    "Periksa jam komputer server, dan sambungkan penyelaras waktunya (NTP).",
)
CLOCK_BEHIND = FaultKind(
    "clock.behind",
    "Jam server tertinggal dari catatannya sendiri; hari, waktu, dan kedaluwarsa keliru.",
    "Setel jam komputer server, dan sambungkan penyelaras waktunya (NTP).",
)
DISK_SCARCE = FaultKind(
    "disk.nearly_full",
    "Disk server hampir penuh; tidak lama lagi panggilan tidak dapat dicatat.",
    "Kosongkan ruang di disk tempat folder data Panggil berada.",
)
DISK_FULL = FaultKind(
    "disk.full",
    "Disk server penuh; panggilan tidak dapat dicatat.",
    "Kosongkan ruang di disk tempat folder data Panggil berada, sekarang juga.",
)
DATABASE_LOCKED = FaultKind(
    "database.locked",
    "Basis data dikunci program lain; panggilan tidak dapat dicatat.",
    "Hentikan program yang memegang berkas basis data itu, misalnya pencadangan.",
)
DATABASE_RESTORED = FaultKind(
    "database.restored",
    "Basis data dikembalikan dari salinan; yang tercatat sesudah salinan itu dibuat hilang.",
    "Periksa nomor yang dilayani dan antrean, lalu nyatakan gangguan ini ditangani.",
)

BACKUP_FAILED = {
    "full": FaultKind(
        "backup.failed",
        "Cadangan tidak dapat dibuat: ruang disk kurang.",
        "Kosongkan ruang di disk tempat folder data Panggil berada.",
    ),
    "damaged": FaultKind(
        "backup.failed",
        "Cadangan tidak dapat dibuat: basis data atau disknya rusak.",
        "Simpan cadangan yang lama, jangan hapus apa pun, dan hubungi teknisi.",
    ),
    "unwritable": FaultKind(
        "backup.failed",
        "Cadangan tidak dapat dibuat.",
        "Lihat sebabnya di Pengaturan → Cadangan.",
    ),
}
"""Why there is no backup (:data:`display.backup.Fault`) → its fault."""
BACKUP_SECOND = FaultKind(
    "backup.second_place",
    "Cadangan tidak dapat disalin ke tempat kedua.",
    "Periksa apakah USB atau folder jaringannya tersambung dan belum penuh.",
)
BACKUP_OLD = FaultKind(
    "backup.old",
    "Cadangan terakhir sudah lebih dari satu setengah hari.",
    "Buka Pengaturan → Cadangan dan pilih Cadangkan sekarang.",
)


def loop_stopped(title: str) -> FaultKind:
    """Return the fault of a part of the server that stands still; ``title`` names its work."""
    return FaultKind(
        "server.stopped",
        f"Bagian server yang mengurus {title} berhenti.",
        "Panggil memulai ulang servernya sendiri dalam beberapa menit; bila tidak, mulai ulang "
        "komputer server.",
    )


def no_library(package: str | None) -> FaultKind:
    """Return the fault of a speaker whose machine lacks a library, with its ``package``."""
    return FaultKind(
        "speaker.no_library",
        "Komputer pengeras suara tidak dapat bersuara: pustaka suaranya tidak terpasang.",
        f"Pasang paket {package or 'libglib2.0-0, libpulse0, dan libasound2'} di komputer itu.",
    )


def raise_fault(hall: HallContext, kind: FaultKind, subject: str) -> bool:
    """Journal that something is wrong, unless that stands already. Returns whether it was new."""

    def work(tx: Transaction) -> bool:
        # In the transaction: two servers of one hall may find the same thing at the same moment.
        if _standing(tx, kind, subject):
            return False
        fault = Fault(
            code=kind.code,
            subject=subject,
            since=iso_now(),
            sentence=kind.sentence,
            action=kind.action,
            seq=0,
        )
        tx.append("fault.raised", {"fault": {**fault.to_json(), "state": "raised"}})
        return True

    return hall.write(work)


def clear_fault(hall: HallContext, kind: FaultKind, subject: str) -> bool:
    """Journal that something is right again, if it was wrong. Returns whether it was."""

    def work(tx: Transaction) -> bool:
        fault = _standing(tx, kind, subject)
        if fault is None:
            return False
        row = {**fault.to_json(), "state": "cleared"}
        tx.append("fault.cleared", {"fault": row})
        return True

    return hall.write(work)


def _standing(tx: Transaction, kind: FaultKind, subject: str) -> Fault | None:
    for fault in tx.all(Fault):
        if fault.code == kind.code and fault.subject == subject:
            return fault
    return None
