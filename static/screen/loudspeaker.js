/* A TV as a speaker of its zone: its own link to the server, beside that of the screen, in the same words as the
   programme by the amplifier (docs/protocol.md, "The speaker's link"). It stands by until the lease is its own. */
(function (panggil) {
  "use strict";
  var STATUS = 3000; // ms between two words of how it is
  var RESEND = 3000; // ms after which a report that nobody acknowledged is said again
  var REMEMBERED = 50; // orders whose end is said again when they come again
  var PATIENCE = 4000; // ms for the first word of a new link
  var LONGEST = 5000; // ms of the back-off, at most
  var ZONE = 80; // per cent, until the server says how loud the zone is

  var clock = panggil.clock;
  var player = null;
  var link = null;
  var options = {};
  var waiting = []; // orders, in their order
  var playing = null; // the order in hand, also while its pause before it lasts
  var pause = null;
  var lastEnd = 0; // when the last sound ended
  var granted = false; // without the lease nothing new is played
  var volume = ZONE;
  var reports = []; // that are not acknowledged: {message, at}
  var known = []; // ends of orders: {key, outcome, reason}
  var said = ""; // the status that was sent last
  var saidAt = 0;
  var numbers = 0;

  function key(order) {
    return order.announcement_id + "#" + order.attempt;
  }

  /** Where a screen gets a sound: an audio element can send no token but that of its cookie. */
  function address(message) {
    return panggil.page.root() + "/tv/sounds/" + message.sound;
  }

  function inHand() {
    var order = playing || waiting[0];
    return order ? { announcement_id: order.announcement_id, attempt: order.attempt } : null;
  }

  function status() {
    var blocked = player.state === "blocked";
    return {
      type: "status",
      state: blocked ? "silent" : playing ? "playing" : player.state,
      device: options.name(),
      reason: blocked ? "blocked" : null,
      witness: "none",
      devices: [],
      playing: inHand()
    };
  }

  function hello() {
    var now = status();
    reports.forEach(function (report) {
      report.at = 0;
    });
    return {
      type: "hello",
      role: "speaker",
      token: options.token(),
      name: options.name(),
      zone: options.zone(),
      playing: now.playing,
      status: now
    };
  }

  /** Say what is new; called at every look of the link, and when something changed. */
  function tell() {
    var now = clock.steady(),
      text;
    if (!link || !link.present || link.present.heard === null) {
      return; // it speaks no more, or the server has not answered the hello yet
    }
    text = JSON.stringify(status());
    reports.forEach(function (report) {
      if (!report.at || now - report.at > RESEND) {
        report.at = now;
        link.say(report.message);
      }
    });
    if (text !== said || now - saidAt > STATUS) {
      said = text;
      saidAt = now;
      link.say(JSON.parse(text));
    }
  }

  function report(order, outcome, reason, stutter) {
    numbers += 1;
    reports.push({
      at: 0,
      message: {
        type: "report",
        report_id: options.token().slice(-8) + "-" + Math.round(clock.now()) + "-" + numbers,
        announcement_id: order.announcement_id,
        attempt: order.attempt,
        sound: order.sound,
        outcome: outcome,
        reason: reason || null,
        witness: "none",
        device: options.name(),
        stutter_ms: stutter || 0,
        at: new Date(clock.now()).toISOString()
      }
    });
    tell();
  }

  function end(order, outcome, reason, stutter) {
    known.push({ key: key(order), outcome: outcome, reason: reason });
    known = known.slice(-REMEMBERED);
    report(order, outcome, reason, stutter);
  }

  function next() {
    var order;
    if (playing || !granted || !waiting.length) {
      return;
    }
    order = playing = waiting.shift();
    pause = setTimeout(
      function () {
        pause = null;
        player.play(address(order), order.volume === null ? volume : order.volume, function (outcome, reason, stutter) {
          if (outcome === "started") {
            report(order, outcome);
            return;
          }
          lastEnd = clock.steady();
          playing = null;
          end(order, outcome, reason, stutter);
          next();
        });
      },
      Math.max(0, lastEnd + order.gap_ms - clock.steady())
    );
    tell();
  }

  /** Stop what is in hand, whether it sounds or waits for its pause to be over. */
  function halt() {
    var order = playing;
    if (order && pause) {
      clearTimeout(pause);
      pause = null;
      playing = null;
      end(order, "failed", "stopped");
    } else if (order) {
      player.stop();
    }
  }

  function play(order) {
    var same = function (other) {
      return other && key(other) === key(order);
    };
    var over = known.filter(function (each) {
      return each.key === key(order);
    })[0];
    if (over) {
      report(order, over.outcome, over.reason);
    } else if (!same(playing) && !waiting.some(same)) {
      if (order.interrupt) {
        order.gap_ms = 0;
        waiting.unshift(order);
        halt();
      } else {
        waiting.push(order);
      }
      next();
    }
  }

  function stop(id) {
    var left = [];
    waiting.forEach(function (order) {
      if (order.announcement_id === id) {
        end(order, "failed", "stopped");
      } else {
        left.push(order);
      }
    });
    waiting = left;
    if (playing && playing.announcement_id === id) {
      halt();
      next();
    }
  }

  /** Be the voice of the zone, or stand by: what waits is given back, what sounds the server stops. */
  function setLease(mine) {
    var given = mine ? [] : waiting;
    granted = mine;
    if (!mine) {
      waiting = [];
      given.forEach(function (order) {
        end(order, "failed", "stopped");
      });
      if (pause) {
        halt();
      }
    }
    next();
  }

  function setVolume(message) {
    volume = message.volume;
    if (playing && playing.volume === null) {
      player.volume(volume);
    }
  }

  function acknowledge(id) {
    reports = reports.filter(function (each) {
      return each.message.report_id !== id;
    });
  }

  /** Have the browser keep the sound, so that the call begins at once. */
  function prepare(message) {
    var ask = new XMLHttpRequest();
    ask.open("GET", address(message), true);
    ask.send();
  }

  function hear(message) {
    if (message.type === "lease") {
      setLease(message.granted);
    } else if (message.type === "play") {
      play(message);
    } else if (message.type === "stop") {
      stop(message.announcement_id);
    } else if (message.type === "volume") {
      setVolume(message);
    } else if (message.type === "ack") {
      acknowledge(message.report_id);
    } else if (message.type === "prepare") {
      prepare(message);
    }
    tell();
  }

  function open(heard, ended) {
    said = "";
    return panggil.websocket(hello, heard, ended);
  }

  function works() {
    return Boolean(window.WebSocket && window.Audio && new window.Audio().canPlayType("audio/wav"));
  }

  panggil.loudspeaker = {
    /** given: token(), name(), zone() of this screen. Nothing happens where the engine has no sound, or it runs. */
    start: function (given) {
      if (link || !works()) {
        return;
      }
      options = given;
      player = player || new panggil.Player({ changed: tell });
      link = new panggil.Link({
        open: open,
        heard: hear,
        lost: function () {
          return 0;
        },
        looked: tell,
        patience: PATIENCE,
        longest: LONGEST
      });
      player.try();
      link.start();
    },
    /** Who it is has changed: say hello anew. */
    renew: function () {
      if (link) {
        link.again();
      }
    },
    /** Speak no more; what sounds is cut off, and the server learns it from the link that ends. */
    stop: function () {
      if (link) {
        link.stop();
        link = null;
        waiting = [];
        halt();
        reports = [];
      }
    },
    /** false while it is not to speak; "starting", "ready", or "blocked" by the browser. */
    state: function () {
      return Boolean(link) && player.state;
    }
  };
})(window.panggil);
