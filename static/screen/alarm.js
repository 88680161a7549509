/* An emergency takes the whole picture: words first, nothing moves. */
(function (panggil) {
  "use strict";
  var TITLE = 48; // letters of the first sentences that are set large
  var LINGER = 30000; // ms that an alarm stays which no voice could say and that has no expiry
  var page = panggil.page;

  function stands(row) {
    if (row.kind !== "message" || row.priority !== "emergency") { return false; }
    if (panggil.isOpen(row)) { return true; }
    if (row.state !== "failed") { return false; }
    return row.expires_at
      ? Date.parse(row.expires_at) > panggil.clock.now()
      : panggil.clock.age(row.ended_at) < LINGER;
  }

  /** Split a text: the sentences that are set large, and the rest. */
  function split(text) {
    var sentences = text.match(/[^.!?]+[.!?]*\s*/g) || [text], title = [], length = 0;
    while (sentences.length && (!title.length || length + sentences[0].length <= TITLE)) {
      length += sentences[0].length;
      title.push(sentences.shift().replace(/\s+$/, ""));
    }
    return { title: title, rest: sentences.join("") };
  }

  function show(state, row) {
    var drill = /^\s*latihan\b[.:,!]?\s*/i, words = split(row.caption.replace(drill, ""));
    var title = page.find("alarm-title");
    page.find("drill").hidden = !drill.test(row.caption);
    page.fill(title, row.caption, function () {
      return words.title.map(function (line) { return page.make("div", line); });
    });
    page.write(page.find("alarm-rest"), words.rest);
    page.write(page.find("alarm-hall"), state.hall.name + " " + state.hall.place);
    page.write(page.find("alarm-clock"), panggil.clock.time(panggil.clock.now()));
  }

  /** Show the newest emergency that stands, or none. Returns whether one stands. */
  function draw(state) {
    var rows = state.announcements.filter(stands);
    if (rows.length) { show(state, rows[rows.length - 1]); }
    page.find("alarm").hidden = !rows.length;
    return rows.length > 0;
  }

  panggil.alarm = { draw: draw };
}(window.panggil));
