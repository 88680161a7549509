/* What can be wrong with an announcement or a sound, in words for whoever makes it. */
const CODES = {
  missing: "Isi bagian ini.",
  bad_time: "Tulis jam, misalnya 14.30.",
  bad_minutes: "Tulis jumlah menit, 1 sampai 180.",
  bad_counter: "Pilih loket dari daftar.",
  bad_plate: "Tulis nomor polisi, misalnya BG 1234 EA.",
  bad_name: "Tulis nama dengan huruf.",
  bad_place: "Tulis kata yang dapat diucapkan.",
  bad_text: "Tulis kata yang dapat diucapkan.",
  too_late: "Terlalu lama; pilih waktu yang lebih singkat.",
  gone_by: "Waktu itu sudah lewat.",
  language_not_spoken: "Teks hanya diucapkan dalam bahasa Indonesia.",
  unknown_template: "Templat ini sudah dihapus. Pilih yang lain.",
  unknown_recording: "Rekaman ini sudah dihapus. Pilih yang lain.",
  recording_gone: "Berkas rekaman ini hilang atau rusak. Hapus, lalu rekam lagi.",
  recording_waits: "Rekaman ini masih menunggu giliran. Batalkan pengumumannya dahulu.",
  queue_full: "Terlalu banyak pengumuman menunggu. Batalkan sebagian dahulu.",
  voice_failed: "Suaranya belum dapat dibuat. Coba lagi sebentar, atau rekam dengan mikrofon.",
  sound_unwritable: "Disk komputer server penuh; suara tidak dapat dibuat.",
};
const FIELDS = {
  text: "Teks ini tidak berisi kata yang dapat diucapkan.",
  silent: "Rekaman tidak dapat ditampilkan sebagai teks saja.",
  drill: "Rekaman tidak dapat menjadi latihan; pakai teks.",
  until_ended: "Hanya pengumuman darurat yang diulang terus.",
  zones: "Zona ini tidak ada.",
};
const SOUNDS = {
  empty: "Berkas ini kosong.",
  not_sound: "Berkas ini bukan suara yang dikenal. Pakai WAV, FLAC, MP3, Ogg, atau M4A.",
  undecodable: "Berkas ini tidak dapat dibaca; mungkin rusak.",
  cut_off: "Berkas ini terpotong. Kirim lagi.",
  uncertain_end:
    "Berkas ini terdiri dari beberapa bagian atau panjangnya tidak jelas, " +
    "sehingga akhirnya bisa hilang. Simpan ulang sebagai satu berkas WAV atau MP3.",
  too_long: "Suara ini lebih lama dari 8 menit.",
  too_short: "Suara ini terlalu pendek.",
  channels: "Suara ini mempunyai lebih dari dua saluran.",
  rate: "Mutu rekaman ini terlalu rendah.",
  silent: "Tidak terdengar apa-apa. Periksa mikrofon, lalu rekam lagi.",
  too_quiet: "Suaranya terlalu pelan. Rekam lagi lebih dekat ke mikrofon.",
  clipped: "Suaranya pecah karena terlalu keras. Rekam lagi lebih jauh dari mikrofon.",
  too_large: "Berkas ini lebih besar dari 120 MB.",
  too_slow: "Pengiriman terlalu lambat. Kirim lagi.",
  busy: "Berkas lain sedang dikirim. Coba lagi sebentar.",
  folder_full: "Ruang rekaman penuh. Hapus rekaman yang tidak dipakai.",
  disk_full: "Disk komputer server penuh. Tidak ada yang tersimpan.",
  unwritable: "Folder data server tidak dapat ditulis. Tidak ada yang tersimpan.",
};

/** Why a draft is refused. */
export function draftWords(refusal) {
  if (refusal.code === "too_long" && refusal.field === "repeat") {
    return "Rekaman ini terlalu panjang untuk diulang sebanyak itu.";
  }
  if (refusal.code === "too_long") {
    return "Tulisan ini terlalu panjang.";
  }
  return (
    CODES[refusal.code] ||
    FIELDS[refusal.field] ||
    (refusal.status === 422 ? "Bagian ini belum benar." : refusal.message)
  );
}

/** Why a sound is not taken. */
export function soundWords(refusal) {
  return SOUNDS[refusal.code] || CODES[refusal.code] || refusal.message;
}

/** Why there is no microphone: the name of the browser's own error. */
export function microphoneWords(name) {
  if (name === "NotAllowedError" || name === "SecurityError") {
    return "Izin mikrofon ditolak. Izinkan lewat tanda gembok di sebelah alamat, lalu coba lagi.";
  }
  if (name === "NotFoundError") {
    return "Tidak ada mikrofon di perangkat ini.";
  }
  if (name === "NotReadableError") {
    return "Mikrofon sedang dipakai program lain.";
  }
  return "Mikrofon tidak dapat dipakai.";
}
