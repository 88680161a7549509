/* What the pad knows: the hall's state, what its button would call, and the answer that is newer than
   the state. Asks the server; draws nothing. */
import { ask, newKey } from "../parts/api.js";
import { isOpen } from "../../shared/modules.js";
import { named } from "../parts/formats.js";

const UNCERTAIN = [0, 503]; // nobody knows whether the press was kept: it is sent again with its key

export class Desk {
  #overlay = null; // {seq, row}: what this pad's last press made, until the state has it
  #keys = new Map(); // presses whose fate is unknown: what was asked -> its key
  #asking = false;
  #stale = false;

  constructor(counterId, changed) {
    this.id = counterId;
    this.path = `/counters/${encodeURIComponent(counterId)}`;
    this.state = null;
    this.coming = null; // what GET …/next said
    this.queue = null; // what GET /queue said; null where nobody can say
    this.busy = false;
    this.changed = changed;
  }

  /** The counter's row; undefined once it was removed. */
  get counter() {
    return this.state.counters.find((row) => row.id === this.id);
  }

  /** What the counter serves: a row of now_serving, or null. */
  get serving() {
    if (this.#overlay && this.#overlay.seq > this.state.seq) {
      return this.#overlay.row;
    }
    return this.state.now_serving.find((row) => row.counter === this.id) || null;
  }

  /** The newest announcement of what is being served, if the state still has it. */
  get said() {
    const rows = this.state.announcements.filter((row) => row.event_id === this.serving?.event_id);
    return rows[rows.length - 1] || null;
  }

  /** The id of the zone in which the counter's calls are heard. */
  get zone() {
    return this.counter?.zone || "main";
  }

  /** That zone, if calls are held in it. */
  get held() {
    return (this.state.zones || []).find((zone) => zone.held && zone.id === this.zone) || null;
  }

  service(id, key = "short_name") {
    return named(this.state.services, id, key);
  }

  /** Seconds until an announcement sounds; undefined where the server cannot say, null while it is held. */
  inS(id) {
    return this.queue?.waiting?.find((item) => item.id === id)?.in_s;
  }

  /** Seconds that a call placed now would wait for the voice. */
  get delayS() {
    const ends = (this.queue?.waiting || [])
      .filter((item) => item.in_s !== null)
      .map((item) => item.in_s + item.duration_s);
    const { duration_s: whole = 0, elapsed_s: part = 0 } = this.queue?.sounding || {};
    return Math.max(0, whole - part, ...ends);
  }

  /** Take the hall's state; ask again for what an event of one of our services may have changed. */
  take(state, event) {
    this.state = state;
    if (!event || this.#concerns(event.data)) {
      this.look();
    }
  }

  #concerns({ waiting, service, counter, call }) {
    const ours = this.counter?.services || [];
    return (
      ours.includes(waiting?.service) ||
      ours.includes(service?.id) ||
      ours.includes(call?.service) ||
      counter?.id === this.id
    );
  }

  /** Ask what is next. One question at a time; what changes meanwhile is asked once more. */
  async look() {
    this.#stale = true;
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    while (this.#stale) {
      this.#stale = false;
      try {
        this.coming = await ask("GET", `${this.path}/next`);
      } catch {
        break;
      } // the link tells that the server is away
    }
    this.#asking = false;
    this.changed();
  }

  /** Ask how far behind the voice is; a server without an answer is not asked again. */
  async listen() {
    if (this.queue === undefined) {
      return;
    }
    if (!this.state.announcements.some(isOpen)) {
      this.queue = null;
      return;
    } // nothing waits: no delay
    try {
      this.queue = await ask("GET", `/queue?zone=${encodeURIComponent(this.zone)}`);
    } catch (error) {
      this.queue = error.status === 404 ? undefined : null;
    }
    this.changed();
  }

  /** Press: returns the server's answer, or null while another press runs; throws its Refusal. */
  async press(path, body = {}) {
    if (this.busy) {
      return null;
    }
    const what = JSON.stringify([path, body]),
      key = this.#keys.get(what) || newKey();
    this.#keys.set(what, key);
    this.busy = true;
    this.changed();
    try {
      const answer = await ask("POST", path, { ...body, event_id: key });
      this.#keys.clear();
      return answer;
    } catch (error) {
      if (!UNCERTAIN.includes(error.status)) {
        this.#keys.clear();
      }
      throw error;
    } finally {
      this.busy = false;
      this.look();
      this.changed();
    }
  }

  /** Show what a press made until the state, which is older than seq, tells it. */
  put(seq, row) {
    this.#overlay = { seq, row };
    this.changed();
  }
}
