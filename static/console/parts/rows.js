/* A list that is drawn again without being made again: rows keep their elements, and with them the
   focus, as long as they are in the list. */
const PARTS = new WeakMap(); // row's element -> what update() writes into

/** Bring a list's rows up to date.
    items: what to show; key(item): what a row is known by; make(item): {element, …parts};
    update(parts, item): writes what may have changed. */
export function sync(list, items, key, make, update) {
  [...list.children].filter((element) => !PARTS.has(element)).forEach((element) => element.remove()); // the server's
  const old = new Map([...list.children].map((element) => [element.dataset.key, element]));
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  items.forEach((item, at) => {
    const name = key(item);
    const element = old.get(name) || begin(make(item), name);
    old.delete(name);
    if (list.children[at] !== element) {
      list.insertBefore(element, list.children[at] || null);
    }
    update(PARTS.get(element), item);
  });
  old.forEach((element) => element.remove());
  if (focused && focused !== document.activeElement) {
    refocus(list, focused);
  }
}

function begin(parts, name) {
  parts.element.dataset.key = name;
  PARTS.set(parts.element, parts);
  return parts.element;
}

/** A row that moved lost the focus, one that went took it along: give it back, or to the list. */
function refocus(list, focused) {
  if (list.contains(focused)) {
    focused.focus();
    return;
  }
  list.tabIndex = -1;
  list.focus();
}
