/* The link to the server: one stream at a time, the next kind when one does not work, again and
   again with a jittered back-off, and a watchdog for the silence that no error tells of. */
(function (panggil) {
  "use strict";
  var SILENCE = 6000; // ms: two heartbeats missed
  var PATIENCE = 4000; // ms for the first word of a new stream
  var FIRST = 300; // ms before the first retry
  var LONGEST = 1500; // ms: a page must be right again within 3 s of the server being back
  var FULL = 5000; // ms after "no seat" or "too many requests"
  var BETTER = 60000; // ms on a lesser stream before the websocket is tried again

  var clock = panggil.clock;
  var link = null; // the one stream: {kind, stream, since, heard: ms of its last word or null}
  var kind = 0; // index of the stream to open next
  var fails = 0;
  var last = clock.steady(); // the last word of the server, on any stream
  var retry = null;
  var options = {};

  function streams() {
    return panggil.streams;
  }

  function usable(from) {
    var count = streams().length,
      i,
      index;
    for (i = 0; i < count; i += 1) {
      index = (from + i) % count;
      if (streams()[index].works(options.place())) {
        return index;
      }
    }
    return count - 1;
  }

  function open() {
    var mine = { kind: usable(kind), stream: null, since: clock.steady(), heard: null };
    retry = null;
    link = mine;
    try {
      mine.stream = streams()[mine.kind].open(
        options.place(),
        function (message) {
          if (link === mine) {
            hear(mine, message);
          }
        },
        function (status) {
          if (link === mine) {
            lose(status);
          }
        }
      );
    } catch (_error) {
      // a browser or its policy that forbids this kind
      fails += 1; // so that lose() goes on to the next kind
      fails -= fails % 2 ? 0 : 1;
      lose();
    }
  }

  function hear(mine, message) {
    mine.heard = last = clock.steady();
    if (message.type === "error") {
      return;
    }
    fails = 0;
    kind = mine.kind;
    options.heard(message);
  }

  function close() {
    var old = link;
    link = null;
    if (old && old.stream) {
      old.stream.close();
    }
    return old;
  }

  /** The stream is gone: try again, with the next kind if this one never said a word twice. */
  function lose(status) {
    var old = close(),
      pause;
    fails += 1;
    if (old && old.heard === null && fails % 2 === 0) {
      kind = usable(old.kind + 1);
    }
    pause = Math.min(LONGEST, FIRST * Math.pow(1.6, fails - 1)) * (0.5 + Math.random() / 2);
    if (status === 503 || status === 429) {
      pause = FULL * (0.5 + Math.random() / 2);
    }
    if (retry === null) {
      retry = setTimeout(open, pause);
    }
  }

  /** Go back to the journal: something was missed. */
  function resync() {
    close();
    if (retry === null) {
      retry = setTimeout(open, 0);
    }
  }

  function watch() {
    var now = clock.steady();
    if (!link) {
      return;
    }
    if (link.heard === null ? now - link.since > PATIENCE : now - link.heard > SILENCE) {
      lose();
    } else if (link.kind > 0 && link.heard !== null && now - link.since > BETTER) {
      kind = 0;
      resync();
    }
  }

  panggil.link = {
    /** place() says where the page is; heard(message) takes every message. */
    start: function (given) {
      options = given;
      open();
      setInterval(watch, 500);
    },
    resync: resync,
    say: function (message) {
      if (link && link.stream && link.stream.say) {
        link.stream.say(message);
      }
    },
    /** Since when the server is silent, in ms of the steady clock; 0 while it is not. */
    silentSince: function () {
      return clock.steady() - last > SILENCE ? last : 0;
    },
    kind: function () {
      return link && link.heard !== null ? streams()[link.kind].name : "";
    }
  };
})(window.panggil);
