/* The band: what is being said, letter by letter for those who cannot hear it, and running text. */
(function (panggil) {
  "use strict";
  var PAGE = 96; // letters that fit two lines of the usual picture; longer captions turn pages
  var LESS = 8; // letters by which a page is shortened until it fits, where lines are shorter
  var LEAST = 24;
  var TURN = 6000; // ms a page stays: 96 letters are spoken in about 7 s, read in about 5 s
  var SPEED = 0.07; // of the picture's width a second, slow enough to read along
  var page = panggil.page;
  var caption = { text: "", pages: [""], since: 0 };

  /** The pages of a caption, each of as many letters as two lines hold on this picture. */
  function pagesOf(text, line) {
    var letters = PAGE,
      pages;
    function isOver(part) {
      page.write(line, part);
      return line.scrollHeight > line.clientHeight * 1.2; // less is the dot before it, or a letter's tail
    }
    do {
      pages = panggil.picture.pages(text, letters);
      letters -= LESS;
    } while (letters > LEAST && pages.some(isOver));
    return pages;
  }

  /** Show a caption; sounding: it is being said now. */
  function say(text, sounding) {
    var now = panggil.clock.steady(),
      band = page.find("band"),
      line = page.find("caption"),
      turn;
    if (caption.text !== text) {
      page.mark(band, "is-long", false);
      page.write(line, text);
      page.mark(band, "is-long", line.scrollWidth > line.clientWidth);
      caption = { text: text, pages: pagesOf(text, line), since: now };
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
