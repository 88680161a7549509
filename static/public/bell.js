/* What wakes a visitor: sound, vibration, and a screen that stays on. Each where the phone has it; nothing waits for
   any of them. */
(function (panggil) {
  "use strict";
  var TONES = [660, 880, 660, 880]; // Hz
  var TONE = 0.22; // s
  var AGAIN = 3000; // ms between two rings
  var MOST = 20; // rings of one call
  var PATTERN = [400, 200, 400, 200, 800]; // ms of vibration and pause
  var Context = window.AudioContext || window.webkitAudioContext;
  var sound = null;
  var lock = null;
  var wanted = false; // whether the screen is to stay on
  var rings = 0;
  var timer = null;

  /** Browsers let a page sound after a touch only: called at every one. */
  function unlock() {
    if (!sound && Context) {
      sound = new Context();
    }
    if (sound && sound.resume && sound.state === "suspended") {
      sound.resume();
    }
  }

  function tone(hertz, at) {
    var voice = sound.createOscillator(),
      gain = sound.createGain();
    voice.frequency.value = hertz;
    voice.type = "square"; // carries through the small loudspeaker of a cheap phone
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(0.5, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + TONE);
    voice.connect(gain);
    gain.connect(sound.destination);
    voice.start(at);
    voice.stop(at + TONE);
  }

  function once() {
    if (sound) {
      TONES.forEach(function (hertz, i) {
        tone(hertz, sound.currentTime + i * TONE);
      });
    }
    if (navigator.vibrate) {
      navigator.vibrate(PATTERN);
    }
  }

  function hush() {
    clearInterval(timer);
    timer = null;
    if (navigator.vibrate) {
      navigator.vibrate(0);
    }
  }

  /** Ring until somebody says that they come; a minute at most. */
  function ring() {
    hush();
    rings = 1;
    once();
    timer = setInterval(function () {
      rings += 1;
      once();
      if (rings >= MOST) {
        clearInterval(timer);
      }
    }, AGAIN);
  }

  function awake() {
    return Boolean(navigator.wakeLock && navigator.wakeLock.request);
  }

  function hold() {
    if (!wanted || lock || document.hidden || !awake()) {
      return;
    }
    navigator.wakeLock.request("screen").then(
      function (held) {
        lock = held;
        held.addEventListener("release", function () {
          lock = null; // the browser takes it back when another page is looked at
        });
        stay(wanted);
      },
      function () {
        lock = null; // a phone that saves its battery gives none
      }
    );
  }

  /** Keep the screen on, or let it go out again. */
  function stay(on) {
    wanted = on;
    if (!on && lock) {
      lock.release();
    }
    hold();
  }

  document.addEventListener("visibilitychange", hold);
  document.addEventListener("click", unlock);
  document.addEventListener("touchend", unlock);

  panggil.bell = {
    unlock: unlock,
    once: once,
    ring: ring,
    hush: hush,
    stay: stay,
    awake: awake,
    /** How often it rang for the present call, for tests. */
    rings: function () {
      return timer ? rings : 0;
    }
  };
})(window.panggil);
