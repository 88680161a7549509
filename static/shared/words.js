/* The words of the screens, in Indonesian: the same as display/web/screen/view.py says. */
window.panggil = window.panggil || {}; // guard.js makes it where it is on the page
(function (panggil) {
  "use strict";
  // in full, as WebKit 538 (Samsung, 2015) has no Intl
  var DAYS = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];
  var MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember"
  ];

  var WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

  function two(number) {
    return number < 10 ? "0" + number : String(number);
  }

  /** The pill of a recall; empty for a first call. The third is the last. */
  function again(count) {
    return !(count > 1) ? "" : count === 2 ? "Panggilan ke-2" : "Panggilan terakhir";
  }

  /** How long ago: "3 menit lalu"; short: "3 mnt". */
  function since(minutes, short) {
    if (minutes < 1) {
      return short ? "baru" : "baru saja";
    }
    if (minutes < 60) {
      return minutes + (short ? " mnt" : " menit lalu");
    }
    return Math.floor(minutes / 60) + (short ? " jam" : " jam lalu");
  }

  /** What a counter without a ticket says of itself. */
  function counter(row) {
    if (row.state === "open") {
      return "Buka";
    }
    return row.reason || (row.state === "closed" ? "Tutup" : "Istirahat");
  }

  /** When the hall is open today, by weekday or as a closed day; empty when nothing is said of it. */
  function opening(hall, local) {
    var closed = (hall.closed_days || {})[local.toISOString().slice(0, 10)],
      today = (!closed && hall.hours[WEEKDAYS[local.getUTCDay()]]) || "",
      spans,
      last;
    if (!today) {
      return closed || Object.keys(hall.hours).length ? "Hari ini layanan tutup" : "";
    }
    spans = today.replace(/:/g, ".").replace(/-/g, "–").split(", ");
    last = spans.pop();
    return "Jam layanan hari ini " + (spans.length ? spans.join(", ") + " dan " : "") + last;
  }

  /** When a closed hall opens next ("Buka pukul 08.00"), of what hours.js found; empty for null. The texts of every
      language come with the page (display/web/screen/words.py). */
  function opens(next) {
    var table;
    if (!next) {
      return "";
    }
    table = JSON.parse(document.getElementById("state").getAttribute("data-opens"))[panggil.words.language];
    return (next.days > 1 ? table.on : next.days ? table.tomorrow : table.today)
      .replace("{day}", table.days[(next.weekday + 6) % 7])
      .replace("{time}", next.time);
  }

  panggil.words = {
    language: "id",
    takesOwn: true, // staff write in this language: why a counter pauses, what runs below
    opens: opens,
    opening: opening,
    again: again,
    since: since,
    counter: counter,
    screenCode: "Kode layar ",
    soundless: "Suara mati: tekan OK",
    label: "Nomor antrean",
    called: "Dipanggil ",
    greeting: "Selamat datang",
    invitation: "Silakan ambil nomor",
    promise: "Nomor Anda akan tampil di sini",
    shut: "Pelayanan tutup",
    thanks: "Terima kasih atas kunjungan Anda",
    waiting: "Silakan menunggu. Nomor tampil di layar ini.",
    running: "Pastikan nomor antrean Anda. Bila nomor Anda terlewat, silakan hubungi petugas di loket.",
    voiceless: "Panggilan suara tidak tersedia. Perhatikan layar.",
    held: "Panggilan ditunda sejenak. Nomor Anda tetap berlaku.",
    closed: "Pelayanan sedang tutup.",
    announcement: "Pengumuman",
    saying: "Sedang diumumkan",
    serving: "Sedang dilayani",
    before: "Panggilan sebelumnya",
    phone: "Ikuti nomor Anda di ponsel",
    soon: "segera",
    next: "Berikutnya ",
    now: "Kini ",
    done: "Selesai",
    turns: function (page, pages) {
      return "Sedang dilayani · " + page + " dari " + pages;
    },
    listen: "Nomor di layar mungkin sudah berubah. Dengarkan panggilan suara, atau tanyakan kepada petugas.",

    /** "09.42" and "Senin, 23 November 2026", of a Date already shifted to the hall's zone. */
    time: function (local) {
      return two(local.getUTCHours()) + "." + two(local.getUTCMinutes());
    },
    date: function (local) {
      return (
        DAYS[local.getUTCDay()] +
        ", " +
        local.getUTCDate() +
        " " +
        MONTHS[local.getUTCMonth()] +
        " " +
        local.getUTCFullYear()
      );
    },
    offline: function (time) {
      return "Koneksi terputus sejak " + time + ".";
    }
  };
})(window.panggil);
