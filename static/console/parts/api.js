// How the console asks the server: the API with this browser's session, and plain errors.

import { page } from "../../shared/modules.js";

const MESSAGES = {
  0: "Server tidak terjangkau. Periksa jaringan, lalu coba lagi.",
  401: "Anda sudah keluar. Silakan masuk lagi.",
  403: "Anda tidak berhak melakukan ini.",
  404: "Yang dimaksud sudah tidak ada.",
  413: "Terlalu besar untuk dikirim.",
  429: "Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi.",
  503: "Server belum dapat menyimpan. Tidak ada yang berubah; coba lagi.",
  507: "Disk server penuh. Tidak ada yang berubah; kosongkan ruang, lalu coba lagi.",
};
const FALLBACK = "Permintaan ini tidak dapat dilayani.";

// What the server refused. `message` is an Indonesian sentence for staff, `detail` the server's own
// English one; `code`, `field` and `body` (the whole problem) tell cases apart.
export class Refusal extends Error {
  constructor(status, problem) {
    super(MESSAGES[status] || FALLBACK);
    this.name = "Refusal";
    this.status = status;
    this.detail = problem.detail || "";
    this.field = problem.field || null;
    this.code = problem.code || null;
    this.body = problem;
  }
}

// A new idempotency key: the same press, sent again, counts once.
// crypto.randomUUID exists on https and localhost only; a hall's PC is neither.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]').content;
}

// Asks /api/v1 + path and returns the parsed answer; throws a Refusal. A body that is a Blob,
// ArrayBuffer or File is sent as it is, anything else as JSON. `options.signal`, `options.headers`.
export async function ask(method, path, body, options = {}) {
  const raw = body instanceof Blob || body instanceof ArrayBuffer;
  const headers = { Accept: "application/json", "X-CSRF-Token": csrfToken(), ...options.headers };
  if (body !== undefined && !raw) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(`${page.root()}/api/v1${path}`, {
      method,
      headers,
      body: body === undefined || raw ? body : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: options.signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(0, {});
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    if (answer.status === 401) signInAgain();
    throw new Refusal(answer.status, said);
  }
  return said;
}

// The session has ended: the sign-in page brings staff back to this one.
export function signInAgain() {
  const here = location.pathname.slice(page.root().length) + location.search;
  location.assign(`${page.root()}/console/masuk?lanjut=${encodeURIComponent(here)}`);
}
