/* English in turn with Indonesian, where the hall's languages have both: the page is wholly in one of them, for what
   the page says itself. What staff write, and what is being said, is Indonesian; so while either stands it all is. */
(function (panggil) {
  "use strict";
  var TURN = 8000; // ms
  var TURNS = 3; // two in Indonesian, then one in English; on every screen at once, as all have the server's time
  var DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  var MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  ];
  var words = panggil.words,
    indonesian = {},
    english = {
      language: "en",
      screenCode: "Screen code ",
      soundless: "Sound is off: press OK",
      takesOwn: false,
      again: function (count) {
        return !(count > 1) ? "" : count === 2 ? "Second call" : "Last call";
      },
      since: function (minutes, short) {
        if (minutes < 1) {
          return short ? "now" : "just now";
        }
        if (minutes < 60) {
          return minutes + (short ? " min" : " min ago");
        }
        return Math.floor(minutes / 60) + (short ? " h" : " h ago");
      },
      counter: function (row) {
        return row.state === "open" ? "Open" : row.state === "closed" ? "Closed" : "On a break";
      },
      opening: function (hall, local) {
        var told = indonesian.opening(hall, local);
        return told
          .replace("Hari ini layanan tutup", "Closed today")
          .replace("Jam layanan hari ini", "Open today")
          .replace(" dan ", " and ");
      },
      label: "Ticket number",
      called: "Called ",
      greeting: "Welcome",
      invitation: "Please take a number",
      promise: "Your number will appear here",
      shut: "We are closed",
      thanks: "Thank you for your visit",
      waiting: "Please wait. Your number will appear on this screen.",
      running: "Please mind your ticket number. If you have missed your call, ask the staff at the counter.",
      voiceless: "There are no spoken calls now. Please watch the screens.",
      held: "Calls are paused for a moment. Your number stays valid.",
      closed: "The counters are closed now.",
      serving: "Now serving",
      before: "Earlier calls",
      phone: "Follow your number by phone",
      soon: "soon",
      next: "Next ",
      now: "Now ",
      done: "Done",
      turns: function (page, pages) {
        return "Now serving · " + page + " of " + pages;
      },
      date: function (local) {
        return (
          DAYS[local.getUTCDay()] +
          ", " +
          local.getUTCDate() +
          " " +
          MONTHS[local.getUTCMonth()] +
          " " +
          local.getUTCFullYear()
        );
      }
    },
    name;
  for (name in english) {
    indonesian[name] = words[name];
  }

  /** Whether a text of staff stands, or a voice speaks: both in Indonesian. */
  function isSpokenFor(state) {
    return state.announcements.some(function (row) {
      return row.state === "started" || (row.silent && panggil.isOpen(row));
    });
  }

  /** Put the words of this moment's language in place; quiet: nothing else stands that is in Indonesian. */
  function turn(state, quiet) {
    var wanted = (state.hall.languages || []).indexOf("en") >= 0 && quiet && !isSpokenFor(state),
      now = wanted && Math.floor(panggil.clock.now() / TURN) % TURNS === TURNS - 1 ? english : indonesian;
    if (words.language === now.language) {
      return;
    }
    for (name in now) {
      words[name] = now[name];
    }
    document.documentElement.lang = words.language;
  }

  panggil.languages = { turn: turn };
})(window.panggil);
