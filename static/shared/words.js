/* The words of the screens, in Indonesian: the same as display/web/screen/view.py says. */
window.panggil = window.panggil || {}; // guard.js makes it where it is on the page
(function (panggil) {
  "use strict";
  var BRIEF = 12; // letters of a service's name that fit beside "Loket 10"
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

  /** The leading whole words of a name that fit a cell, without a dangling "dan". */
  function brief(name) {
    var words = name.split(/\s+/),
      kept = "",
      i;
    for (i = 0; i < words.length; i += 1) {
      if (kept && kept.length + 1 + words[i].length > BRIEF) {
        break;
      }
      kept = kept ? kept + " " + words[i] : words[i];
    }
    return kept.replace(/ dan$/, "");
  }

  /** What a counter without a ticket says of itself. */
  function counter(row) {
    if (row.state === "open") {
      return "Buka";
    }
    return row.reason || (row.state === "closed" ? "Tutup" : "Istirahat");
  }

  /** When the hall is open today, of its hours by weekday; empty when nothing is said of it. */
  function opening(hours, local) {
    var today = hours[WEEKDAYS[local.getUTCDay()]] || "",
      spans,
      last;
    if (!today) {
      return Object.keys(hours).length ? "Hari ini layanan tutup" : "";
    }
    spans = today.replace(/:/g, ".").replace(/-/g, "–").split(", ");
    last = spans.pop();
    return "Jam layanan hari ini " + (spans.length ? spans.join(", ") + " dan " : "") + last;
  }

  panggil.words = {
    opening: opening,
    again: again,
    since: since,
    brief: brief,
    counter: counter,
    label: "Nomor antrean",
    called: "Dipanggil ",
    greeting: "Selamat datang",
    invitation: "Silakan ambil nomor",
    promise: "Nomor Anda akan tampil di sini",
    waiting: "Silakan menunggu. Nomor yang dipanggil tampil di layar ini.",
    running: "Pastikan nomor antrean Anda. Bila nomor Anda terlewat, silakan hubungi petugas di loket.",
    voiceless: "Panggilan suara sedang tidak tersedia. Mohon perhatikan nomor di layar.",
    held: "Panggilan suara ditunda sejenak. Mohon tetap menunggu; nomor antrean Anda tetap berlaku.",
    listen: "Dengarkan panggilan suara, atau tanyakan kepada petugas.",

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
      return "Koneksi terputus sejak " + time + ". Nomor di layar mungkin sudah berubah.";
    }
  };
})(window.panggil);
