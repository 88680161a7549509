/* Who this screen is to the hall: nobody, with a small code for staff; or a screen with a name, set up by them. */
(function (panggil) {
  "use strict";
  var FRESH = 30000; // ms after which an order of staff is no order any more: a page may learn of it late
  var NAMED = 10000; // ms that the name stands on the screen

  var page = panggil.page,
    claim = panggil.claim;
  var me = null; // the row of this screen, or null
  var hide = null;
  var changed = function () {
    return undefined;
  };
  var code = ""; // what staff claim this screen by, while it is nobody's

  /** Show the code in the words of this moment's language. */
  function draw() {
    var element = page.find("claim");
    page.write(element, code ? panggil.words.screenCode + code : "");
    element.hidden = !code;
    page.write(page.find("night-code"), element.textContent); // who hangs TVs at night needs it as well
  }

  function label(text) {
    code = text;
    draw();
  }

  /** Show the hall as staff set this screen up; an address that asks for a look stays as it is until they change it. */
  function dress(row) {
    if (panggil.look.wear(row)) {
      changed();
    }
  }

  function be(row) {
    if (!me || row.seq !== me.seq) {
      dress(row);
    }
    speak(row);
    me = row;
    label("");
    claim.renew();
  }

  /** Be a speaker of the zone, or none, as staff want it. */
  function speak(row) {
    var other = me && (me.name !== row.name || me.zone !== row.zone);
    if (!row.speaks) {
      panggil.loudspeaker.stop();
    } else if (other && panggil.loudspeaker.state()) {
      panggil.loudspeaker.renew();
    } else {
      panggil.loudspeaker.start({
        token: claim.token,
        name: function () {
          return me.name;
        },
        zone: function () {
          return me.zone;
        }
      });
    }
  }

  /** Nobody's (any more): a code, or where strangers see nothing, the page that says so. */
  function begin() {
    var ask;
    if (me) {
      ask = new XMLHttpRequest();
      ask.open("GET", location.href, true);
      ask.onreadystatechange = function () {
        if (ask.readyState === 4 && ask.status === 403) {
          location.reload();
        }
      };
      ask.send();
    }
    panggil.loudspeaker.stop(); // while it still knows its name: what sounds is cut off, and told
    me = null;
    claim.begin({
      shown: label,
      claimed: function (row) {
        be(row);
        panggil.link.resync(); // the server is told who comes
      }
    });
  }

  function lose() {
    claim.forget();
    dress(null);
    begin();
  }

  /** Stand above everything for ten seconds, so that staff see which of the TVs this is. */
  function showName(name) {
    var element = page.find("name-plate");
    page.write(element, name);
    element.hidden = false;
    clearTimeout(hide);
    hide = setTimeout(function () {
      element.hidden = true;
    }, NAMED);
  }

  function onEvent(message) {
    var row = message.data.screen,
      fresh = panggil.clock.age(message.occurred_at) < FRESH;
    if (!me) {
      claim.consider();
    } else if (row.id === me.id && message.name === "screen.revoked") {
      lose();
    } else if (row.id === me.id) {
      be(row);
      if (fresh && message.name === "screen.identified") {
        showName(row.name);
      }
      if (fresh && message.name === "screen.reloaded") {
        panggil.stage.freshen();
      }
    }
  }

  panggil.identity = {
    draw: draw,
    /** row: as whom the server knew this page when it was loaded, or null. */
    be: function (row) {
      me = row;
    },
    /** redraw: called when the look changed. */
    start: function (redraw) {
      changed = redraw;
      if (claim.token()) {
        claim.renew();
        if (me) {
          speak(me);
        }
      } else {
        begin();
      }
    },
    heard: function (message) {
      if (message.type === "screen" && message.screen) {
        be(message.screen);
      } else if (message.type === "screen") {
        lose();
      } else if (message.type === "event" && message.data.screen) {
        onEvent(message);
      }
    },
    /** The server closed the socket because this page may not stay. */
    refused: function () {
      if (claim.token()) {
        lose();
      }
    },
    token: claim.token,
    /** Where this screen hangs, by the id of the zone; empty for nobody's. */
    zone: function () {
      return (me && me.zone) || "";
    },
    /** The id of this screen; "-" when only its token is known yet, empty for nobody's. */
    id: function () {
      return claim.token() ? (me && me.id) || "-" : "";
    }
  };
})(window.panggil);
