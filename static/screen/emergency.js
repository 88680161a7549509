/* An emergency takes the whole picture: words first, nothing moves. What display/web/screen/emergency.py says. */
(function (panggil) {
  "use strict";
  var TITLE = 48; // letters of the first sentences that are set large
  var SIZES = [
    ["", 48, 110],
    ["is-long", 110, 240],
    ["is-longer", 230, 240],
    ["is-longest", 500, 420]
  ]; // letters of title and rest that have room
  var PAGE = 440; // letters that have room at all; longer texts turn pages
  var TURN = 20000; // ms that a page stays: 440 letters are some 60 words, read in 18 s
  var DRILL = /^\s*latihan\b[\s.:,!-]*/i;
  var page = panggil.page;

  function stands(row) {
    return row.kind === "message" && row.priority === "emergency" && panggil.isOpen(row);
  }

  /** The newest emergency that stands; a drill gives way to the real thing. */
  function newest(state) {
    var rows = state.announcements.filter(stands);
    var real = rows.filter(function (row) {
      return !row.drill;
    });
    return (real.length ? real : rows).pop();
  }

  /** Split a text: the sentences that are set large, and the rest. */
  function split(text) {
    // matched, not cut behind a stop: a look-behind is a syntax error before Chromium 62 and would stop the whole file
    var sentences = text.match(/[^.!?]+[.!?]*\s*/g) || [text],
      title = [],
      length = 0;
    while (sentences.length && (!title.length || length + sentences[0].length <= TITLE)) {
      length += sentences[0].length;
      title.push(sentences.shift().replace(/\s+$/, ""));
    }
    return { title: title, rest: sentences.join("") };
  }

  /** The class of a text's size: the more words, the smaller. */
  function size(words) {
    var title = words.title.join(" ").length,
      i;
    for (i = 0; i < SIZES.length; i += 1) {
      if (title <= SIZES[i][1] && words.rest.length <= SIZES[i][2]) {
        return SIZES[i][0];
      }
    }
    return "is-smallest";
  }

  /** The page of a text that stands now. */
  function pageOf(text) {
    var pages = panggil.picture.pages(text, PAGE);
    return pages[Math.floor(panggil.clock.now() / TURN) % pages.length];
  }

  function textOf(row) {
    return pageOf(row.drill ? row.caption.replace(DRILL, "") : row.caption);
  }

  function show(state, row) {
    var text = textOf(row),
      words = split(text);
    var title = page.find("alarm-title");
    page.find("alarm").className = "alarm" + (row.drill ? " is-drill" : "") + (size(words) ? " " + size(words) : "");
    page.find("drill").hidden = !row.drill;
    page.find("alarm-lasting").hidden = !row.until_ended;
    page.fill(title, text, function () {
      return words.title.map(function (line) {
        return page.make("div", line);
      });
    });
    page.write(page.find("alarm-rest"), words.rest);
    page.write(page.find("alarm-hall"), state.hall.name + " " + state.hall.place);
    page.write(page.find("alarm-clock"), panggil.clock.time(panggil.clock.now()));
  }

  /** Show the emergency that stands, or none. Returns whether one stands. */
  function draw(state) {
    var row = newest(state);
    if (row) {
      show(state, row);
    }
    page.find("alarm").hidden = !row;
    return Boolean(row);
  }

  /** The words of the emergency that stands now, and whether it is a drill; null for none. */
  function wordsNow(state) {
    var row = newest(state),
      words = row ? split(textOf(row)) : null;
    return words && { title: words.title, rest: words.rest, drill: Boolean(row.drill) };
  }

  panggil.emergency = { split: split, size: size, words: wordsNow, draw: draw };
})(window.panggil);
