/* The console's websocket: one at a time, opened again with a jittered back-off, and a watchdog for
   the silence that no error tells of. It knows messages only as things that were heard. */
import { clock } from "../../shared/modules.js";

const SILENCE = 6000; // ms: two heartbeats missed
const FIRST = 300; // ms before the first retry
const LONGEST = 3000; // ms between two tries while the server is away
const REFUSED = 30000; // ms before a refused page asks again: only signing in helps
const POLICY = 1008; // close code of a socket that was refused (docs/protocol.md)
const LOOK = 500; // ms between two looks of the watchdog

export class Link {
  #socket = null;
  #since = 0; // when the present socket was opened
  #heard = clock.steady(); // the last word of the server
  #fails = 0;
  #retry = null;
  #told = null; // what was told last: online or not, refused or not
  #refused = false;
  #given;

  /** given: {hello(): object, heard(message), changed({online, since, refused})}; since: hall's ms. */
  constructor(given) {
    this.#given = given;
    setInterval(() => this.#watch(), LOOK);
    window.addEventListener("online", () => this.again());
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) {
        this.again();
      }
    });
    this.#open();
  }

  /** Say something, if there is somebody to hear it. */
  say(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  /** Leave this socket for a new one: something was missed, or the network is back. */
  again() {
    this.#close();
    this.#wait(0);
  }

  #open() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/ws`);
    this.#retry = null;
    this.#socket = socket;
    this.#since = clock.steady();
    socket.onopen = () => this.say(this.#given.hello());
    socket.onmessage = (event) => this.#hear(JSON.parse(event.data));
    socket.onclose = (event) => this.#lose(event.code);
  }

  #hear(message) {
    if (message.type === "error") {
      return;
    }
    this.#heard = clock.steady();
    this.#fails = 0;
    this.#refused = false;
    this.#given.heard(message);
    this.#tell();
  }

  #close() {
    const old = this.#socket;
    this.#socket = null;
    if (!old) {
      return;
    }
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  }

  #lose(code) {
    this.#close();
    this.#fails += 1;
    this.#refused = code === POLICY;
    const pause = this.#refused ? REFUSED : Math.min(LONGEST, FIRST * 1.6 ** (this.#fails - 1));
    this.#wait(pause * (0.5 + Math.random() / 2));
    this.#tell();
  }

  #wait(pause) {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#open(), pause);
  }

  #watch() {
    const last = Math.max(this.#heard, this.#since);
    if (this.#socket && clock.steady() - last > SILENCE) {
      this.#lose(0);
    }
    this.#tell();
  }

  #tell() {
    const online = !this.#refused && clock.steady() - this.#heard <= SILENCE;
    const now = `${online} ${this.#refused}`;
    if (now === this.#told) {
      return;
    }
    this.#told = now;
    const since = clock.now() - (clock.steady() - this.#heard);
    this.#given.changed({ online, since: online ? 0 : since, refused: this.#refused });
  }
}
