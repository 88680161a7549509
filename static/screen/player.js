/* The sound of a TV that staff let speak: one sound at a time through one audio element, and what became of it.
   Browsers refuse sound until somebody has touched the page, unless they were started with leave for it
   (docs/running): that is tried before the first call, not with it. */
(function (panggil) {
  "use strict";
  var SILENCE = panggil.page.root() + "/static/screen/silence.wav";
  var STUCK = 4000; // ms without a step ahead before a sound counts as stuck; a slow network takes 1 to 2 s
  var LOOK = 500; // ms between two looks
  var TOUCHES = ["click", "keydown", "touchend"]; // what a browser takes for leave; a remote control's OK is a keydown

  /** given: changed(): able or not, differs from before. */
  function Player(given) {
    this.given = given;
    this.element = new window.Audio(); // one for all: leave that a touch gave belongs to the element in some engines
    this.state = "starting"; // or "ready", "blocked"
    this.present = null; // {told, place, at, began, length}
    this.element.preload = "auto";
    this.listen();
  }

  Player.prototype = {
    constructor: Player,

    listen: function () {
      var self = this;
      this.element.onplaying = function () {
        var mine = self.present;
        if (mine && !mine.began) {
          mine.began = panggil.clock.steady();
          mine.told("started");
        }
      };
      this.element.onended = function () {
        var mine = self.present,
          late;
        if (mine) {
          late = panggil.clock.steady() - mine.began - self.element.duration * 1000;
          self.end("finished", null, mine.began && late > 0 ? Math.round(late) : 0);
        }
      };
      this.element.onerror = function () {
        self.end("failed", "fetch");
      };
      setInterval(this.watch.bind(this), LOOK);
      TOUCHES.forEach(function (touch) {
        document.addEventListener(touch, function () {
          if (self.state === "blocked") {
            self.try();
          }
        });
      });
    },

    /** Find out whether this browser lets the page sound, by a tenth of a second of nothing. */
    try: function () {
      if (!this.present) {
        this.element.src = SILENCE;
        this.begin();
      }
    },

    /** Ask the element to play; engines before 2016 return no promise and ask for no leave. */
    begin: function () {
      var self = this,
        asked = this.element.play();
      if (asked && asked.then) {
        asked.then(
          function () {
            self.be("ready");
          },
          function (error) {
            if (error.name === "NotAllowedError") {
              self.be("blocked");
              self.end("failed", "blocked");
            } // else: an abort by the next sound, or an error that onerror tells
          }
        );
      } else {
        this.be("ready");
      }
    },

    be: function (state) {
      if (this.state !== state) {
        this.state = state;
        this.given.changed();
      }
    },

    /** Play url at a volume of 0 to 100; told(outcome, reason, stutter in ms): "started" once, then one end. */
    play: function (url, volume, told) {
      this.present = { told: told, place: 0, at: panggil.clock.steady(), began: 0 };
      this.element.src = url;
      this.volume(volume);
      this.begin();
    },

    /** Some TVs do not let a page set it; what it is set to is theirs then. */
    volume: function (percent) {
      this.element.volume = Math.min(100, Math.max(0, percent)) / 100;
    },

    stop: function () {
      this.element.pause();
      this.end("failed", "stopped");
    },

    end: function (outcome, reason, stutter) {
      var mine = this.present;
      if (mine) {
        this.present = null;
        mine.told(outcome, reason || null, stutter || 0);
      }
    },

    watch: function () {
      var mine = this.present,
        now = panggil.clock.steady();
      if (!mine) {
        return;
      }
      if (this.element.currentTime !== mine.place) {
        mine.place = this.element.currentTime;
        mine.at = now;
      } else if (now - mine.at > STUCK) {
        this.element.pause();
        this.end("failed", "stalled");
      }
    }
  };

  panggil.Player = Player;
})(window.panggil);
