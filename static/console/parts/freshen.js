/* A page of another version than the server is loaded again: at most once a minute, and never while
   somebody is typing, recording or deciding. */
const APART = 60000; // ms between two reloads, at least: a cache could keep the old page alive
const LOOK = 2000; // ms between two looks whether nobody is busy
const KEY = "panggil-reload";

let asked = null;

/** Ask for a fresh page; it comes when nobody is busy with this one. */
export function freshen() {
  asked ??= setInterval(look, LOOK);
}

function look() {
  const before = Number(sessionStorage.getItem(KEY)) || 0;
  if (busy() || Math.abs(Date.now() - before) < APART) {
    return;
  }
  clearInterval(asked);
  sessionStorage.setItem(KEY, String(Date.now()));
  location.reload();
}

/** Whether a reload would lose something: words in a field, an open dialog, a recording. */
function busy() {
  if (document.querySelector("dialog[open], [data-busy]")) {
    return true;
  }
  return [...document.querySelectorAll("form :is(input, textarea, select)")].some(changed);
}

function changed(field) {
  if (field.type === "hidden" || field.disabled) {
    return false;
  }
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.options) {
    return [...field.options].some((option, at) => at && option.selected && !option.defaultSelected);
  }
  return field.value !== field.defaultValue;
}
