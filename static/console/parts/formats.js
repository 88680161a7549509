/* The console's short words, in Indonesian: times, lengths, priorities, and what became of something. */
import { clock, wallWords } from "../../shared/modules.js";

const PRIORITIES = {
  emergency: "darurat",
  urgent: "penting",
  call: "panggilan",
  scheduled: "pengumuman",
  idle: "selingan",
};
const ENDS = {
  preparing: "suaranya sedang dibuat",
  queued: "menunggu giliran",
  started: "sedang terdengar",
  finished: "terdengar",
  failed: "tidak terdengar",
  expired: "kedaluwarsa",
  cancelled: "dibatalkan",
  merged: "tidak perlu lagi",
};
const REASONS = {
  no_device: "tidak ada perangkat suara",
  device_lost: "perangkat suara hilang",
  stalled: "perangkat suara macet",
  bad_sound: "berkas suara rusak",
  fetch: "berkas suara tidak dapat diambil",
  stopped: "dihentikan",
  worker_died: "pemutar suara mati",
  sound_unwritable: "disk penuh",
  voice_failed: "suara tidak dapat dibuat",
  recalled: "dipanggil ulang",
  served: "sudah dilayani",
  no_show: "tidak hadir",
  cancelled: "panggilan dibatalkan",
  transferred: "dialihkan",
  asked: "oleh petugas",
};

/** A length: "9 dtk", "1 mnt 20 dtk", "2 jam 5 mnt"; of seconds, never below 0. */
export function length(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) {
    return `${whole} dtk`;
  }
  if (whole < 3600) {
    return joined(Math.floor(whole / 60), "mnt", whole % 60, "dtk");
  }
  return joined(Math.floor(whole / 3600), "jam", Math.floor((whole % 3600) / 60), "mnt");
}

function joined(big, unit, small, lesser) {
  return small ? `${big} ${unit} ${small} ${lesser}` : `${big} ${unit}`;
}

/** A moment on the hall's clock, "09.38"; of ISO 8601 or ms since 1970. */
export function time(moment) {
  return clock.time(typeof moment === "string" ? Date.parse(moment) : moment);
}

/** How long ago, "3 menit lalu". */
export function since(iso) {
  return wallWords.since(clock.minutes(iso));
}

/** What kind of announcement, for its pill: "panggilan ke-2", "penting". */
export function pill(item) {
  if (item.drill) {
    return "latihan";
  }
  if (item.kind !== "call" || !(item.count > 1)) {
    return PRIORITIES[item.priority] || item.priority;
  }
  return wallWords.again(item.count).toLowerCase();
}

/** What became of an announcement: "terdengar", "tidak terdengar: tidak ada perangkat suara". */
export function outcome(row) {
  const said = ENDS[row.state] || row.state;
  if (row.state === "finished" && row.reason === "voice_failed") {
    return "hanya nada dan teks: suara tidak dapat dibuat";
  }
  if (!row.reason || row.state === "finished") {
    return said;
  }
  return `${said}: ${REASONS[row.reason] || row.reason}`;
}

/** A name by its id in a list of rows; the id itself where nobody has it. */
export function named(rows, id, key = "name") {
  return rows.find((row) => row.id === id)?.[key] || id || "";
}
