/* The link to the server, of a TV as of the console: one stream at a time, opened again and again with
   a jittered back-off, and a watchdog for the silence that no error tells of. It knows messages only as
   things that were heard; what a page does about a loss, its own link.js says. */
(function (panggil) {
  "use strict";
  // A socket that went dead while a TV slept, or behind a pulled cable, never closes: only silence tells.
  var SILENCE = 6000; // ms: two heartbeats missed (display/push/broadcast/timing.py)
  var FIRST = 300; // ms before the first retry
  var GROWTH = 1.6; // times longer before every further one
  var LOOK = 500; // ms between two looks of the watchdog

  var clock = panggil.clock;

  /** given:
      open(heard, ended): opens a stream; returns {say (null if it cannot), close}. ended(status) once.
      heard(message): takes every message but refusals.
      lost(old, status, fails): after a stream ended by itself or fell silent; returns ms to wait, 0 for the back-off.
      looked(): after every look of the watchdog.
      patience: ms for the first word of a new stream. longest: ms of the back-off, at most. */
  function Link(given) {
    this.given = given;
    this.present = null; // the one stream: {stream, since, heard: ms of its last word or null}
    this.last = clock.steady(); // the last word of the server, on any stream
    this.fails = 0; // streams lost since the last word that was no refusal
    this.retry = null;
    this.looks = null;
  }

  Link.prototype = {
    constructor: Link,

    start: function () {
      this.open();
      this.looks = setInterval(this.watch.bind(this), LOOK);
    },

    open: function () {
      var self = this,
        mine = { stream: null, since: clock.steady(), heard: null };
      this.retry = null;
      this.present = mine;
      mine.stream = this.given.open(
        function (message) {
          // a stream that was left may still have words on the way
          if (self.present === mine) {
            self.hear(message);
          }
        },
        function (status) {
          if (self.present === mine) {
            self.lose(status);
          }
        }
      );
    },

    hear: function (message) {
      this.last = clock.steady();
      this.present.heard = this.last;
      if (message.type === "error") {
        return; // a sign of life, but no success: the pauses go on growing
      }
      this.fails = 0;
      this.given.heard(message);
    },

    close: function () {
      var old = this.present;
      this.present = null;
      if (old && old.stream) {
        old.stream.close();
      }
      return old;
    },

    lose: function (status) {
      var old = this.close(),
        pause;
      this.fails += 1;
      pause = this.given.lost(old, status, this.fails);
      pause = pause || Math.min(this.given.longest, FIRST * Math.pow(GROWTH, this.fails - 1));
      // every page lost the server in the same moment: spread, they do not come back in the same one
      this.wait(pause * (0.5 + Math.random() / 2));
    },

    wait: function (pause) {
      clearTimeout(this.retry);
      this.retry = setTimeout(this.open.bind(this), pause);
    },

    watch: function () {
      var now = clock.steady(),
        mine = this.present;
      if (mine && (mine.heard === null ? now - mine.since > this.given.patience : now - mine.heard > SILENCE)) {
        this.lose();
      }
      this.given.looked();
    },

    /** Leave this stream for a new one: something was missed, or the network is back. */
    again: function () {
      this.close();
      this.wait(0);
    },

    /** Leave this stream, and open no other. */
    stop: function () {
      this.close();
      clearTimeout(this.retry);
      clearInterval(this.looks);
    },

    /** Say something, if there is somebody to hear it. */
    say: function (message) {
      if (this.present && this.present.stream && this.present.stream.say) {
        this.present.stream.say(message);
      }
    },

    /** Since when the server is silent, in ms of the steady clock; 0 while it is not. */
    silentSince: function () {
      return clock.steady() - this.last > SILENCE ? this.last : 0;
    }
  };

  /** Open a websocket; hello(): the first message. Ended with its close code. */
  function websocket(hello, heard, ended) {
    var scheme = location.protocol === "https:" ? "wss://" : "ws://";
    var socket = new WebSocket(scheme + location.host + panggil.page.root() + "/ws");

    function say(message) {
      if (socket.readyState === 1) {
        socket.send(JSON.stringify(message));
      }
    }

    socket.onopen = function () {
      say(hello());
    };
    socket.onmessage = function (event) {
      heard(JSON.parse(event.data));
    };
    socket.onclose = function (event) {
      ended(event.code);
    };
    return {
      say: say,
      close: function () {
        // first: a close that we asked for is no loss
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
      }
    };
  }

  panggil.Link = Link;
  panggil.websocket = websocket;
})(window.panggil);
