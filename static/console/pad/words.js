/* What the pad says, in Indonesian: why a press was refused, and what the hall has heard. */
import { outcome, time } from "../parts/formats.js";

const REFUSALS = {
  not_next: notNext,
  nobody_waits: (facts) => `Belum ada yang menunggu di ${facts.service}.`,
  range_exhausted: (facts) =>
    `Nomor ${facts.service} sudah habis, terakhir ${facts.last}. Pilih nomor lain, atau ubah rentangnya di Pengaturan.`,
  unknown_prefix: ({ prefixes }) =>
    prefixes
      ? `Tidak ada layanan dengan huruf itu. Huruf di aula ini: ${prefixes}.`
      : "Nomor di aula ini tanpa huruf; tulis angkanya saja.",
  no_service: () => "Loket ini belum punya layanan. Atur di Pengaturan, Loket.",
  undo_late: () => "Sudah lewat 5 detik; panggilan ini tidak dapat dibatalkan lagi.",
  undo_over: () => "Panggilan ini sudah berlanjut; tidak dapat dibatalkan lagi.",
  queue_full: () => "Terlalu banyak yang menunggu diucapkan. Tidak ada yang dipanggil; coba lagi sebentar lagi.",
  not_served: () => "Kunjungan ini sudah berakhir.",
  counter: () => "Ini bukan loket Anda.",
};

const FIELDS = {
  number: "Tulis nomor seperti di tiket, misalnya A-012, dan dalam rentang layanan ini.",
  reason: "Alasan ini terlalu panjang, atau berisi tanda yang tidak dapat ditampilkan.",
  service: "Layanan ini tidak dapat dipilih.",
  counter: "Loket ini tidak dapat dipilih.",
};

function notNext(facts, here) {
  const became =
    facts.counter === here
      ? `${facts.expected} sudah dipanggil dari loket ini.`
      : facts.counter
        ? `${facts.expected} baru saja dipanggil ${facts.counter}.`
        : `${facts.expected} bukan lagi nomor berikutnya.`;
  return `${became} ${facts.next ? `Berikutnya ${facts.next}.` : "Tidak ada lagi yang menunggu."}`;
}

/* What is asked before it is done; "no" is what happens by itself. */
const QUESTIONS = {
  unheard: ({ number, seconds }) =>
    `${number} belum terdengar${seconds > 0 ? `, kira-kira ${seconds} detik lagi` : ""}. Tetap lanjutkan sekarang?`,
  far_jump: ({ number, last }) =>
    `${number} jauh dari ${last ? `nomor terakhir, ${last}` : "nomor pertama"}. Tetap panggil ${number}?`,
  at_counter: ({ number, counter }) => `${number} sedang di ${counter}. Panggil ke loket ini?`,
};

/** The doubts about which a press asks first. */
export const DOUBTS = Object.keys(QUESTIONS);

/** What to ask because of a refusal. */
export function question(error) {
  return QUESTIONS[error.code](error.body.facts || {});
}

/** Why a press was refused; here: the name of this pad's counter. */
export function refused(error, here) {
  const says = REFUSALS[error.code];
  if (says) {
    return says(error.body.facts || {}, here);
  }
  if (error.status === 422) {
    return FIELDS[error.field] || error.message;
  }
  if (error.status === 409) {
    return "Keadaan sudah berubah; yang tampil sekarang adalah yang terbaru.";
  }
  return error.message;
}

/** Why there is no next number, for the big button. */
export function nothing(code) {
  return (
    {
      nobody_waits: "Belum ada yang menunggu",
      range_exhausted: "Nomor sudah habis",
      no_service: "Belum ada layanan",
    }[code] || "Panggil berikutnya"
  );
}

/** What the hall has heard of a ticket: row of now_serving, its announcement if known, seconds to go if known. */
export function heard(row, said, inS) {
  const again = row.count > 1 ? ` · panggilan ke-${row.count}` : "";
  return {
    words: `${became(row, said, inS)}${again}`,
    bad: Boolean(said) && (["failed", "expired"].includes(said.state) || unheard(said)),
  };
}

/** Whether it was played, but the hall's microphone did not hear it. */
function unheard(said) {
  return said.state === "finished" && said.heard === false;
}

function became(row, said, inS) {
  if (!said) {
    return `dipanggil ${time(row.called_at)}`;
  }
  if (unheard(said)) {
    return "tidak terdengar: mikrofon ruangan tidak mendengarnya";
  }
  if (said.state === "finished") {
    return `terdengar ${time(said.started_at || said.ended_at)}`;
  }
  if (said.state === "queued" && inS > 1) {
    return `terdengar sekitar ${Math.round(inS)} detik lagi`;
  }
  return outcome(said);
}

/** How many wait and how far behind the voice is: "17 menunggu · jeda suara sekitar 20 detik". */
export function foot(waiting, delayS) {
  const parts = [];
  if (waiting !== null && waiting !== undefined) {
    parts.push(`${waiting} menunggu`);
  }
  if (delayS >= 5) {
    parts.push(`jeda suara sekitar ${delayS < 20 ? Math.round(delayS) : Math.round(delayS / 5) * 5} detik`);
  }
  return parts.join(" · ");
}

const SILENT = /^(speaker|zone|ear[.]not_heard)/;

/** What is wrong that keeps calls of a zone from being heard, of the faults that stand; empty: nothing. */
export function silence(faults, zone) {
  return (faults || []).find((fault) => SILENT.test(fault.code) && fault.subject === zone)?.sentence || "";
}

/** That calls are held, since when and why. */
export function held(zone) {
  const since = zone.held_since ? ` sejak ${time(zone.held_since)}` : "";
  const reason = zone.held_reason ? ` (${zone.held_reason})` : "";
  return `Panggilan suara ditahan${since}${reason}. Panggilan Anda terdengar setelah dilanjutkan.`;
}
