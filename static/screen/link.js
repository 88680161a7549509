/* The link of a TV or phone: when one kind of stream does not work, the next one. */
(function (panggil) {
  "use strict";
  var PATIENCE = 4000; // ms for the first word of a new stream
  var LONGEST = 1500; // ms: a page must be right again within 3 s of the server being back
  var FULL = 5000; // ms after "no seat" or "too many requests"
  var REFUSED = 1008; // of a socket whose page may not stay
  var BETTER = 60000; // ms on a lesser stream before the websocket is tried again

  var link = new panggil.Link({
    open: open,
    heard: hear,
    lost: lose,
    looked: improve,
    patience: PATIENCE,
    longest: LONGEST
  });
  var next = 0; // index of the stream to open next
  var opened = 0; // index of the stream opened last
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

  function open(heard, ended) {
    opened = usable(next);
    try {
      return streams()[opened].open(options.place(), heard, ended);
    } catch (_error) {
      // a browser or its policy that forbids this kind: the loss makes it even, so that the next is tried
      link.fails += link.fails % 2 ? 0 : 1;
      ended();
      return null;
    }
  }

  function hear(message) {
    next = opened;
    options.heard(message);
  }

  /** Go on to the next kind if this one never said a word twice: once may be a server that starts anew. */
  function lose(old, status, fails) {
    if (status === REFUSED) {
      options.refused();
    }
    if (old.heard === null && fails % 2 === 0) {
      next = usable(opened + 1);
    }
    return status === 503 || status === 429 ? FULL : 0;
  }

  function speaks() {
    return Boolean(link.present) && link.present.heard !== null;
  }

  // the others may have been taken for no more than a bad minute of the network
  function improve() {
    if (speaks() && opened > 0 && panggil.clock.steady() - link.present.since > BETTER) {
      next = 0;
      link.again();
    }
  }

  panggil.link = {
    /** place() says who and where the page is; heard(message) takes every message; refused(): it may not stay. */
    start: function (given) {
      options = given;
      link.start();
    },
    /** Go back to the journal: something was missed. */
    resync: link.again.bind(link),
    say: link.say.bind(link),
    silentSince: link.silentSince.bind(link),
    kind: function () {
      return speaks() ? streams()[opened].name : "";
    }
  };
})(window.panggil);
