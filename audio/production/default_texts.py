"""The announcements that the shipped pack can say without any synthesis.

They are those that a hall has from its first day as templates: an emergency must not wait for a
voice. A test holds them equal to the hall's own
(``tests/display/hall/speech/test_pregeneration.py``).
"""

TEXTS: tuple[str, ...] = (
    "Selamat datang. Pelayanan telah dibuka.",
    "Pengambilan nomor antrean berakhir pukul {jam}.",
    "Pelayanan akan ditutup dalam {menit} menit. Silakan menyelesaikan keperluan Anda.",
    "Pelayanan hari ini telah ditutup. Terima kasih atas kunjungan Anda.",
    "Pelayanan beristirahat sampai pukul {jam}. Nomor antrean Anda tetap berlaku.",
    "Pelayanan berhenti sementara untuk salat Jumat sampai pukul {jam}. "
    "Nomor antrean Anda tetap berlaku.",
    "Loket {loket} ditutup. Silakan menuju loket {loket_tujuan}.",
    "Telah ditemukan seorang anak bernama {nama}, {ciri}. "
    "Orang tua atau keluarganya harap menjemput di {tempat}.",
    "Dicari seorang anak bernama {nama}, {ciri}. "
    "Siapa pun yang melihatnya harap memberi tahu petugas di {tempat}.",
    "Telah ditemukan {barang}. Pemiliknya dapat mengambil di {tempat}.",
    "Pemilik kendaraan {plat} harap memindahkan kendaraannya.",
    "{nama} ditunggu di {tempat}.",
    "Simpan nomor antrean Anda dan perhatikan layar.",
    "Dilarang merokok di ruangan ini.",
    "Semua layanan di sini bebas calo. Jangan memberi imbalan kepada petugas.",
    "Mohon maaf, sedang ada gangguan. Silakan menunggu, nomor antrean Anda tetap berlaku.",
    "Gempa bumi. Lindungi kepala Anda. Menjauh dari kaca dan rak. Setelah guncangan berhenti,"
    " ikuti petugas ke titik kumpul. Jangan gunakan lift.",
    "Kebakaran. Tinggalkan gedung dengan tenang. Ikuti petugas ke titik kumpul. Jangan "
    "gunakan lift.",
    "Lagu kebangsaan Indonesia Raya akan diperdengarkan. Hadirin dimohon berdiri.",
)
