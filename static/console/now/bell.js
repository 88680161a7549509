/* The sound of a new fault. A browser plays it only after somebody has pressed something; until then
   the page offers a button for it. */
const TONES = [880, 660, 880]; // Hz
const EACH = 0.18; // s
const LOUD = 0.25;

let audio = null;
let waiting = false; // a fault came while the browser kept still
let changed = () => undefined;

/** Whether the browser lets the page sound. */
export function audible() {
  return audio?.state === "running";
}

/** Begin; heard() is called whenever audible() may have changed. */
export function begin(heard) {
  changed = heard;
  if (!window.AudioContext) {
    return;
  }
  audio = new AudioContext();
  audio.addEventListener("statechange", enabled);
  document.addEventListener("pointerdown", enable);
  document.addEventListener("keydown", enable);
}

/** Let the page sound; only in answer to a press. */
export function enable() {
  if (audio && audio.state !== "running") {
    audio.resume();
  }
}

/** Sound once; when the browser does not let us, as soon as it does. */
export function ring() {
  waiting = !audible();
  if (waiting) {
    return;
  }
  TONES.forEach((tone, at) => beep(tone, audio.currentTime + at * EACH * 1.3));
}

/** There is nothing any more for which to sound. */
export function hush() {
  waiting = false;
}

function beep(tone, at) {
  const voice = audio.createOscillator();
  const gain = audio.createGain();
  voice.frequency.value = tone;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUD, at + 0.02);
  gain.gain.linearRampToValueAtTime(0, at + EACH);
  voice.connect(gain).connect(audio.destination);
  voice.start(at);
  voice.stop(at + EACH);
}

function enabled() {
  if (audible() && waiting) {
    ring();
  }
  changed();
}
