/* What the pages' scripts need of a browser, so that their pure functions run under node.
   Imported first: the classic scripts hang what they make on window.panggil. */
export class Element {
  dataset = {}; // of the body: nobody is signed in
}

const stored = new Map();
const listeners = new Map();

globalThis.window = globalThis;
globalThis.Element = Element;
globalThis.localStorage = {
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => stored.set(key, value),
  removeItem: (key) => stored.delete(key),
};
globalThis.document = {
  body: new Element(),
  // As templates/console/base.html has it, from display/hall/reasons.py.
  getElementById: (id) => (id === "outcomes" ? { textContent: process.env.OUTCOMES } : null),
  addEventListener: (kind, listener) => listeners.set(kind, listener),
};

/** Hand an event to whoever listens for its kind on the document. */
export function dispatch(kind, event) {
  listeners.get(kind)(event);
}
