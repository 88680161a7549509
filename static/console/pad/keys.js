/* The pad's keys. One press is one action: a held key repeats nothing, keys typed into a field or
   with Ctrl, Alt or Meta are not ours, and Space on a focused control stays that control's. */
const OFF = "panggil-no-keys";
const CONTROLS = "a, button, summary, input, select, textarea, [contenteditable]";

/** actions: {KeyboardEvent.key in capitals, or " ": button}; free(): whether a key may act now. */
export function listen(actions, big, free) {
  document.addEventListener("keydown", (event) => {
    const button = actions[event.key.length === 1 ? event.key.toUpperCase() : event.key];
    if (!button || !isOurs(event, big) || !free()) {
      return;
    }
    event.preventDefault();
    if (!event.repeat && !button.disabled && !button.hidden) {
      button.click();
    }
  });
  document.addEventListener("keyup", (event) => {
    // the click that some browsers make of Space
    if (event.key === " " && document.activeElement === big && enabled()) {
      event.preventDefault();
    }
  });
}

function isOurs(event, big) {
  if (!enabled() || event.defaultPrevented || event.isComposing) {
    return false;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return false;
  }
  const at = event.target instanceof Element ? event.target : document.body;
  if (at.closest("input, select, textarea, [contenteditable]")) {
    return false;
  }
  return event.key !== " " || at === big || !at.closest(CONTROLS);
}

/** Whether single keys act; whoever dictates or trembles can turn them off (WCAG 2.1.4). */
export function enabled() {
  return !stored();
}

/** Turn the keys on or off on this computer. */
export function enable(on) {
  try {
    on ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1");
  } catch {
    memory = on ? null : "1";
  }
}

let memory = null;

function stored() {
  try {
    return localStorage.getItem(OFF) || memory;
  } catch {
    return memory;
  }
}
