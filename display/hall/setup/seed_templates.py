"""The announcements that a hall needs from its first day, as templates that staff may alter.

Fields are in braces; what each of them takes is in :mod:`display.hall.announcing.fields`.
"""

from __future__ import annotations

from dataclasses import replace

from display.journal import Template

_TEMPLATES = (
    Template("buka", "Pelayanan dibuka", "Selamat datang. Pelayanan telah dibuka."),
    Template(
        "nomor-terakhir",
        "Nomor terakhir",
        "Pengambilan nomor antrean berakhir pukul {jam}.",
    ),
    Template(
        "tutup-sebentar-lagi",
        "Tutup sebentar lagi",
        "Pelayanan akan ditutup dalam {menit} menit. Silakan menyelesaikan keperluan Anda.",
    ),
    Template(
        "tutup",
        "Pelayanan ditutup",
        "Pelayanan hari ini telah ditutup. Terima kasih atas kunjungan Anda.",
    ),
    Template(
        "istirahat",
        "Istirahat",
        "Pelayanan beristirahat sampai pukul {jam}. Nomor antrean Anda tetap berlaku.",
    ),
    Template(
        "salat-jumat",
        "Salat Jumat",
        "Pelayanan berhenti sementara untuk salat Jumat sampai pukul {jam}. "
        "Nomor antrean Anda tetap berlaku.",
    ),
    Template(
        "loket-ditutup",
        "Loket ditutup",
        "Loket {loket} ditutup. Silakan menuju loket {loket_tujuan}.",
        priority="urgent",
    ),
    Template(
        "anak-ditemukan",
        "Anak ditemukan",
        "Telah ditemukan seorang anak bernama {nama}, {ciri}. "
        "Orang tua atau keluarganya harap menjemput di {tempat}.",
        priority="urgent",
        repeats=1,
    ),
    Template(
        "anak-dicari",
        "Anak dicari",
        "Dicari seorang anak bernama {nama}, {ciri}. "
        "Siapa pun yang melihatnya harap memberi tahu petugas di {tempat}.",
        priority="urgent",
        repeats=1,
    ),
    Template(
        "barang-temuan",
        "Barang temuan",
        "Telah ditemukan {barang}. Pemiliknya dapat mengambil di {tempat}.",
    ),
    Template(
        "kendaraan",
        "Kendaraan",
        "Pemilik kendaraan {plat} harap memindahkan kendaraannya.",
        priority="urgent",
        repeats=1,
    ),
    Template(
        "panggil-petugas",
        "Panggil petugas",
        "{nama} ditunggu di {tempat}.",
    ),
    Template(
        "simpan-nomor",
        "Perhatikan layar",
        "Simpan nomor antrean Anda dan perhatikan layar.",
    ),
    Template("dilarang-merokok", "Dilarang merokok", "Dilarang merokok di ruangan ini."),
    Template(
        "bebas-calo",
        "Tanpa calo dan imbalan",
        "Semua layanan di sini bebas calo. Jangan memberi imbalan kepada petugas.",
    ),
    Template(
        "gangguan",
        "Gangguan sistem",
        "Mohon maaf, sedang ada gangguan. Silakan menunggu, nomor antrean Anda tetap berlaku.",
        priority="urgent",
    ),
    Template(
        "gempa",
        "Gempa bumi",
        "Gempa bumi. Lindungi kepala Anda. Menjauh dari kaca dan rak. Setelah guncangan berhenti, "
        "ikuti petugas ke titik kumpul. Jangan gunakan lift.",
        priority="emergency",
    ),
    Template(
        "kebakaran",
        "Kebakaran",
        "Kebakaran. Tinggalkan gedung dengan tenang. Ikuti petugas ke titik kumpul. "
        "Jangan gunakan lift.",
        priority="emergency",
    ),
    Template(
        "indonesia-raya",
        "Indonesia Raya",
        "Lagu kebangsaan Indonesia Raya akan diperdengarkan. Hadirin dimohon berdiri.",
        hold_calls=True,
    ),
)

TEMPLATES = tuple(replace(template, position=at) for at, template in enumerate(_TEMPLATES))
"""The shipped templates, in the order in which staff first see them."""
