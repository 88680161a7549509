/* The phone page at work: messages in, sheet out. Loaded last. */
(function (panggil) {
  "use strict";
  var TICK = 1000; // ms between two looks at the time
  var GLANCE = 20000; // ms between two looks at the state while no stream is to be had
  var LOST = 30000; // ms without any word after which the page says so
  var APART = 60000; // ms that a page has run before it is loaded again for a new version
  var page = panggil.page,
    clock = panggil.clock;
  var source = page.find("state");
  var version = source.getAttribute("data-version");
  var token = source.getAttribute("data-token");
  var state = JSON.parse(source.textContent);
  var speaker = state.speaker || {};
  var word = clock.steady(); // when the server was heard last, by whatever way
  var glanced = clock.steady();
  var born = clock.steady();

  function place() {
    return { role: "public", epoch: state.epoch, seq: state.seq, version: version, token: token, inCookie: false };
  }

  function draw() {
    var silent = clock.steady() - word;
    var lost = silent > LOST ? panggil.words.fill(panggil.words.lost, { time: clock.time(clock.now() - silent) }) : "";
    panggil.sheet.draw(state, speaker.state === "ready", lost);
    panggil.follow.draw(state);
  }

  /** Load the page anew after an update; not while its visitor is called. */
  function freshen() {
    if (page.find("turn").hidden && clock.steady() - born > APART) {
      location.reload();
    }
  }

  /** A hall that offers this page's language no more has it in its own, at once. */
  function speakOffered() {
    if (panggil.words.language !== "id" && state.hall.languages.indexOf(panggil.words.language) < 0) {
      location.reload();
    }
  }

  function take(message) {
    if (message.type === "snapshot") {
      state = message;
    } else if (message.type === "event" && message.seq > state.seq + 1) {
      panggil.link.resync();
    } else if (message.type === "event") {
      panggil.fold(state, message);
    } else if (message.type === "heartbeat" && message.seq > state.seq + 1) {
      panggil.link.resync();
    }
    clock.zone(state.hall.utc_offset_min);
  }

  function heard(message) {
    word = clock.steady();
    if (message.server_time) {
      clock.set(message.server_time);
    }
    speaker = message.speaker || speaker;
    take(message);
    panggil.follow.heard(message);
    draw();
    panggil.profile.paint(state);
    speakOffered();
    if (message.version && message.version !== version) {
      freshen();
    }
  }

  /** Where all seats are taken there is still the state itself, every now and then. */
  function glance() {
    var ask = new XMLHttpRequest();
    glanced = clock.steady();
    ask.open("GET", page.root() + "/api/v1/state", true);
    ask.setRequestHeader("Accept", "application/json");
    if (token) {
      ask.setRequestHeader("Authorization", "Bearer " + token);
    }
    ask.onreadystatechange = function () {
      var message;
      if (ask.readyState === 4 && ask.status === 200 && !panggil.link.kind()) {
        message = JSON.parse(ask.responseText);
        message.type = "snapshot";
        heard(message);
      }
    };
    ask.send();
  }

  function tick() {
    if (!panggil.link.kind() && !document.hidden && clock.steady() - glanced > GLANCE) {
      glance();
    }
    panggil.follow.tick();
    draw();
  }

  panggil.state = function () {
    return state;
  };
  panggil.redraw = draw;

  clock.set(state.server_time);
  clock.zone(state.hall.utc_offset_min);
  panggil.profile.paint(state);
  panggil.follow.start(token);
  draw();
  panggil.link.start({
    place: place,
    heard: heard,
    refused: function () {
      location.reload(); // to the page that says that strangers see nothing
    }
  });
  setInterval(tick, TICK);
})(window.panggil);
