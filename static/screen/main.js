/* The page at work: messages in, wall out. Loaded last. */
(function (panggil) {
  "use strict";
  var TICK = 250; // ms between two looks at the time
  var STATUS = 15000; // ms between two reports of how this TV is
  var HURRY = 1000; // ms between two reports of what stands here, at least
  var REST = 300000; // ms without a call after which the ticket rests
  var SLOW = 2; // heartbeats ahead of the page before it asks what it missed

  var page = panggil.page,
    clock = panggil.clock,
    callout = panggil.callout,
    identity = panggil.identity,
    look = panggil.look;
  var source = page.find("state");
  var version = source.getAttribute("data-version");
  var preview = source.getAttribute("data-preview") === "true"; // looked at in the console: nobody's screen
  var token = source.getAttribute("data-token");
  var whole = JSON.parse(source.textContent); // the hall, as events are folded into it
  var state = whole; // what of it this screen shows
  var speaker = state.speaker || {};
  var behind = 0;
  var resting = null;
  var slides = false; // whether the ticket to be shown next comes up in motion
  var picture = ""; // what the server was told that stands here
  var told = 0; // when, in ms of the steady clock
  var reported = ""; // the last error of this page that the server was told

  function place() {
    return {
      role: preview ? "console" : "screen",
      epoch: state.epoch,
      seq: state.seq,
      version: version,
      token: identity.token() || token,
      inCookie: panggil.claim.inCookie(),
      screen: identity.id()
    };
  }

  function speaking() {
    return speaker.state === "ready";
  }

  /** Look at the hall from where this screen hangs. */
  function seeZone() {
    state = panggil.zone.seen(whole, identity.zone());
  }

  /** Keep what screens show; a page that runs for days drags nothing else along. */
  function take(snapshot) {
    var rows = [
        "epoch",
        "seq",
        "hall",
        "services",
        "counters",
        "zones",
        "waiting",
        "now_serving",
        "recent_calls",
        "announcements",
        "faults"
      ],
      fresh = {};
    rows.forEach(function (name) {
      fresh[name] = snapshot[name];
    });
    whole = fresh;
    seeZone();
    clock.zone(state.hall.utc_offset_min);
  }

  /** Take over a whole state; of another journal (a backup was restored): begin anew. */
  function onSnapshot(message) {
    var other = message.epoch !== state.epoch;
    take(message);
    if (other) {
      callout.begin(look.partOf(state));
    }
  }

  function onEvent(message) {
    if (message.seq > state.seq + 1) {
      panggil.link.resync();
      return;
    }
    panggil.fold(whole, message);
    seeZone();
    clock.zone(state.hall.utc_offset_min);
    if (message.data.call) {
      callout.cancel(look.partOf(state), message.data.call);
    }
  }

  function onHeartbeat(message) {
    // once may be an event on its way
    behind = message.seq > state.seq ? behind + 1 : 0;
    if (behind >= SLOW) {
      behind = 0;
      panggil.link.resync();
    }
  }

  function heard(message) {
    if (message.server_time) {
      clock.set(message.server_time);
    }
    if (message.speaker) {
      speaker = panggil.zone.speaker(message, identity.zone());
    }
    if (message.version && message.version !== version) {
      panggil.stage.freshen();
    }
    if (message.type === "snapshot") {
      onSnapshot(message);
    }
    if (message.type === "event") {
      onEvent(message);
    }
    if (message.type === "heartbeat") {
      onHeartbeat(message);
    }
    identity.heard(message);
    seeZone(); // staff may have hung it elsewhere
    callout.consider(look.partOf(state), speaking());
    draw();
    panggil.profile.paint(state);
  }

  /** Whether nothing was called for so long that the ticket rests. */
  function rests(call, earlier) {
    return look.rests() && Boolean(call) && earlier.length > 0 && clock.age(call.at) >= REST;
  }

  /** The announcement that stands in the ticket's place, or null. */
  function noticeNow() {
    var notice = panggil.notice.shown(look.partOf(state), speaking());
    return notice && !notice.said && callout.busy() ? null : notice;
  }

  /** Null, or that nobody is served any more or yet, and when that changes. */
  function closedNow(seen) {
    return panggil.picture.isClosed(seen) ? { opens: panggil.hours.opens(seen) } : null;
  }

  /** The call that stands large; a closed hall sends nobody to a counter any more. */
  function callNow(seen) {
    var call = callout.current();
    return call && closedNow(seen) && clock.age(call.at) >= REST ? null : call;
  }

  function drawWall(seen, call, notice) {
    var closed = closedNow(seen),
      earlier = closed && !call ? [] : panggil.picture.earlier(seen, notice ? null : call),
      now = !notice && rests(call, earlier),
      cells = panggil.board.cells(seen, now || notice ? null : call);
    var wall = page.find("wall");
    page.mark(wall, "is-resting", now);
    page.mark(wall, "is-empty", !call);
    if (resting !== null && now !== resting) {
      page.fit(wall);
    }
    resting = now;
    panggil.board.draw(cells, now || !earlier.length, look);
    panggil.board.earlier(earlier);
    panggil.ticket.show({
      call: call,
      note: panggil.board.note(cells, call),
      notice: notice,
      closed: closed,
      slide: slides
    });
    slides = false;
    panggil.ticket.date(call);
  }

  /** After hours, when nothing is said and nobody served, a dark screen with the time: it spares the panel. */
  function drawNight(seen, call, notice) {
    var night = Boolean(closedNow(seen)) && !call && !notice && panggil.hours.isNight(seen);
    page.find("night").hidden = !night || !page.find("alarm").hidden;
    page.write(page.find("night-clock"), clock.time(clock.now()));
    page.write(page.find("night-hall"), state.hall.name);
    page.write(page.find("night-opens"), closedNow(seen) ? panggil.hours.opens(seen) : "");
  }

  function drawBand(seen, notice) {
    var since = panggil.link.silentSince(),
      words = panggil.words,
      status = panggil.picture.status(seen, speaking()),
      say = callout.caption(look.partOf(state), resting, speaking()),
      told = Boolean(status) && !say.sounding;
    page.mark(page.find("band"), "is-told", told && !since);
    page.mark(document.documentElement, "is-offline", since > 0);
    if (since > 0) {
      panggil.band.say(words.offline(clock.time(clock.now() - (clock.steady() - since))), false);
      panggil.band.run(words.listen);
      return;
    }
    page.mark(document.documentElement, "has-notice", Boolean(notice));
    if (notice && say.sounding) {
      say.text = words.saying; // the words themselves stand above
    }
    if (words.language !== "id" && !told) {
      say.text = words.waiting; // what was said last was said in Indonesian
    }
    panggil.band.say((told ? status : say.text) || words.waiting, say.sounding);
    panggil.band.run(panggil.picture.running(state));
  }

  /** Offer the phone page where it takes no place from a call: beside a ticket at rest, and before the first call. */
  function drawPhone(call, notice) {
    var box = page.find("phone"),
      image = page.find("qr"),
      address = state.hall.phone_address || box.getAttribute("data-opened"),
      file = image.getAttribute("data-file") + "?v=" + address.replace(/[^A-Za-z0-9]/g, "");
    page.mark(page.find("wall"), "has-phone", Boolean(address));
    box.hidden = !address || (!resting && Boolean(call || notice));
    page.write(page.find("phone-label"), panggil.words.phone);
    page.write(page.find("phone-address"), address.replace(/^http:\/\//, "").replace(/\/$/, ""));
    if (address && image.getAttribute("src") !== file) {
      image.src = file;
    }
  }

  function draw() {
    var notice = noticeNow(),
      seen,
      call;
    panggil.languages.turn(state, !notice && !panggil.link.silentSince() && page.find("alarm").hidden);
    seen = look.partOf(panggil.hours.seen(state));
    call = callNow(seen);
    page.write(page.find("title"), look.title(state));
    page.write(page.find("hall"), state.hall.name);
    page.write(page.find("place"), state.hall.place);
    page.write(page.find("second"), state.hall.second_line);
    page.mark(page.find("top"), "has-second", Boolean(state.hall.second_line));
    panggil.profile.drawLogo(state.hall);
    identity.draw();
    page.write(page.find("soundless"), panggil.words.soundless);
    page.find("soundless").hidden = panggil.loudspeaker.state() !== "blocked";
    page.write(page.find("date"), clock.date(clock.now()));
    page.write(page.find("clock"), clock.time(clock.now()));
    drawWall(seen, call, notice);
    drawPhone(call, notice);
    drawBand(seen, notice);
    panggil.emergency.draw(state);
    drawNight(seen, call, notice);
  }

  /** What stands on this screen, for staff who look at it from the console. */
  function shown() {
    var seen = look.partOf(panggil.hours.seen(state)),
      call = callNow(seen),
      notice = noticeNow(),
      alarm = page.find("alarm"),
      said = { kind: "ticket", number: "", where: "", text: "", band: page.find("caption").textContent.slice(0, 200) };
    if (!alarm.hidden) {
      said.kind = page.find("drill").hidden ? "emergency" : "drill";
      said.text = page.find("alarm-title").textContent.slice(0, 200);
    } else if (notice) {
      said.kind = "notice";
      said.text = notice.page.slice(0, 200);
    } else if (call) {
      said.kind = resting ? "resting" : "ticket";
      said.number = call.number.slice(0, 40);
      said.where = call.counter.slice(0, 80);
    } else {
      said.kind = closedNow(seen) ? "closed" : "empty";
    }
    return said;
  }

  function tick() {
    var seen = JSON.stringify(shown());
    // Staff see it within seconds; a claimed screen alone is looked at, and once a second is enough.
    if (
      !preview &&
      (panggil.error !== reported || (identity.id() && seen !== picture && clock.steady() - told >= HURRY))
    ) {
      report();
    }
    callout.consider(look.partOf(state), speaking());
    draw();
    panggil.stage.tick(callout.idle(state));
    panggil.tick += 1; // last: for guard.js a script that fails before this is dead
  }

  function report() {
    var shows = shown();
    reported = panggil.error;
    picture = JSON.stringify(shows);
    told = clock.steady();
    panggil.link.say({
      type: "status",
      version: version,
      seq: state.seq,
      drift_ms: clock.drift(),
      sound: panggil.loudspeaker.state(),
      size: window.innerWidth + "x" + window.innerHeight,
      width: window.innerWidth,
      height: window.innerHeight,
      error: panggil.error || null,
      shows: shows
    });
  }

  /** The look changed: other calls may be this screen's, and all of it is laid out anew. */
  function redress() {
    callout.begin(look.partOf(state));
    draw();
    refit();
  }

  function refit() {
    page.fit(page.find("wall"));
    if (look.layout() === "counter") {
      page.fit(page.find("cells"));
    }
    panggil.band.again();
  }

  /** The state as it is folded, for tests and for the curious. */
  panggil.state = function () {
    return whole;
  };
  panggil.speaker = function () {
    return speaker;
  };

  clock.set(state.server_time);
  identity.be(JSON.parse(source.getAttribute("data-screen")));
  take(whole);
  speaker = panggil.zone.speaker(whole, identity.zone()) || speaker;
  panggil.profile.paint(state);
  callout.onchange(function (_call, slide) {
    slides = slide;
  });
  look.wear(JSON.parse(source.getAttribute("data-look")));
  callout.begin(look.partOf(state));
  draw();
  panggil.stage.start();
  if (!preview) {
    identity.start(redress);
  }
  panggil.link.start({ place: place, heard: heard, refused: identity.refused });
  setInterval(tick, TICK);
  if (!preview) {
    setInterval(report, STATUS);
  }
  window.addEventListener("resize", refit);
  window.addEventListener("load", refit);
  // what was fitted in the letters of another font is fitted again; old engines know only the page's load
  if (document.fonts && document.fonts.ready) {
    document.fonts.ready.then(refit);
  }
})(window.panggil);
