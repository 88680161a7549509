/* The console's link: a websocket, honest about silence and about a session that ended. */
import { clock, Link as Shared, websocket } from "../../shared/modules.js";

const PATIENCE = 6000; // ms for the first word of a new socket
const LONGEST = 3000; // ms between two tries while the server is away
const REFUSED = 30000; // ms before a refused page asks again: only signing in helps
const POLICY = 1008; // close code of a socket that was refused (docs/protocol.md)

export class Link {
  #link;
  #told = null; // what was told last: online or not, refused or not
  #refused = false;
  #given;

  /** given: {hello(): object, heard(message), changed({online, since, refused})}; since: hall's ms. */
  constructor(given) {
    this.#given = given;
    this.#link = new Shared({
      open: (heard, ended) => this.#open(heard, ended),
      heard: (message) => this.#hear(message),
      lost: (_old, code) => this.#lose(code),
      looked: () => this.#tell(),
      patience: PATIENCE,
      longest: LONGEST,
    });
    window.addEventListener("online", () => this.again());
    window.addEventListener("pageshow", (event) => {
      // brought back by the Back button as it was left, with a socket that the browser has cut
      if (event.persisted) {
        this.again();
      }
    });
    this.#link.start();
  }

  /** Say something, if there is somebody to hear it. */
  say(message) {
    this.#link.say(message);
  }

  /** Leave this socket for a new one: something was missed, or the network is back. */
  again() {
    this.#link.again();
  }

  /** Open a socket on which a refusal is no word of the server: staff see that the page is offline. */
  #open(heard, ended) {
    const hear = (message) => {
      if (message.type !== "error") {
        heard(message);
      }
    };
    return websocket(this.#given.hello, hear, ended);
  }

  #hear(message) {
    this.#refused = false;
    this.#given.heard(message);
    this.#tell();
  }

  #lose(code) {
    this.#refused = code === POLICY;
    this.#tell();
    return this.#refused ? REFUSED : 0;
  }

  #tell() {
    const online = !this.#refused && !this.#link.silentSince();
    const now = `${online} ${this.#refused}`;
    if (now === this.#told) {
      return;
    }
    this.#told = now;
    const since = clock.now() - (clock.steady() - this.#link.last);
    this.#given.changed({ online, since: online ? 0 : since, refused: this.#refused });
  }
}
