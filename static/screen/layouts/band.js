/* The band: what is being said, letter by letter for those who cannot hear it, and running text. */
(function (panggil) {
  "use strict";
  var PAGE = 96; // letters that fit two lines; longer captions turn pages
  var TURN = 6000; // ms a page stays: 96 letters are spoken in about 7 s, read in about 5 s
  var SPEED = 0.07; // of the picture's width a second, slow enough to read along
  var page = panggil.page;
  var caption = { text: "", pages: [""], since: 0 };

  /** Show a caption; sounding: it is being said now. */
  function say(text, sounding) {
    var now = panggil.clock.steady(),
      band = page.find("band"),
      line = page.find("caption"),
      turn;
    if (caption.text !== text) {
      caption = { text: text, pages: panggil.picture.pages(text, PAGE), since: now };
      page.mark(band, "is-long", false);
      page.write(line, caption.pages[0]);
      page.mark(band, "is-long", line.scrollWidth > line.clientWidth);
    }
    turn = Math.floor((now - caption.since) / TURN) % caption.pages.length;
    page.write(line, caption.pages[turn]);
    page.mark(band, "is-sounding", sounding);
  }

  /** Set the running text; it wanders only if it does not fit. */
  function run(text) {
    var track = page.find("track"),
      line = page.find("running");
    if (track.panggilText === text) {
      return;
    }
    track.panggilText = text;
    page.mark(track, "is-wandering", false);
    page.write(track, text);
    if (track.offsetWidth > line.clientWidth && !panggil.still()) {
      wander(track, text);
    }
  }

  function wander(track, text) {
    var seconds;
    // twice, moved by half (notices.css): the second stands where the first began. As one moved element, since a
    // marquee that is laid out anew with every step stutters on TVs.
    page.write(track, text + "   ·   " + text + "   ·   ");
    seconds = Math.round(track.offsetWidth / 2 / (window.innerWidth * SPEED)) + "s";
    track.style.webkitAnimationDuration = seconds;
    track.style.animationDuration = seconds;
    page.mark(track, "is-wandering", true);
  }

  /** Lay the running text out again, after the picture's size changed. */
  function again() {
    var track = page.find("track"),
      text = track.panggilText;
    track.panggilText = null;
    if (text) {
      run(text);
    }
    caption.text = "";
  }

  panggil.band = { say: say, run: run, again: again };
})(window.panggil);
