/* The words of the phone page in the visitor's language, as display/web/screen/words.py and phone_words.py have them. */
(function (panggil) {
  "use strict";
  var table = JSON.parse(document.getElementById("state").getAttribute("data-words"));
  var WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]; // as getUTCDay counts
  var words = panggil.words,
    name;

  /** Fill the places of a text: "{n} menit lalu" with {n: 3}. */
  function fill(text, given) {
    return text.replace(/\{(\w+)\}/g, function (_whole, key) {
      return String(given[key]);
    });
  }

  for (name in table) {
    if (typeof table[name] === "string") {
      words[name] = table[name];
    }
  }
  words.otherLanguage = table.language === "id" ? "en" : "id";
  words.fill = fill;
  words.takesOwn = table.own_reasons;

  words.again = function (count) {
    return !(count > 1) ? "" : count === 2 ? table.second_call : table.last_call;
  };

  words.since = function (minutes) {
    if (minutes < 1) {
      return table.just_now;
    }
    return minutes < 60
      ? fill(table.minutes_ago, { n: minutes })
      : fill(table.hours_ago, { n: Math.floor(minutes / 60) });
  };

  words.counter = function (row) {
    if (row.state === "open") {
      return table.open;
    }
    return (table.own_reasons && row.reason) || (row.state === "closed" ? table.shut : table.paused);
  };

  words.opening = function (hall, local) {
    var closed = (hall.closed_days || {})[local.toISOString().slice(0, 10)],
      today = (!closed && hall.hours[WEEKDAYS[local.getUTCDay()]]) || "",
      spans = today.replace(/:/g, ".").replace(/-/g, "–").split(", "),
      last = spans.pop();
    if (!today) {
      return closed || Object.keys(hall.hours).length ? table.closed_today : "";
    }
    return fill(table.hours_today, { times: (spans.length ? spans.join(", ") + table.conjunction : "") + last });
  };

  words.date = function (local) {
    return fill(table.date, {
      weekday: table.days[(local.getUTCDay() + 6) % 7],
      day: local.getUTCDate(),
      month: table.months[local.getUTCMonth()],
      year: local.getUTCFullYear()
    });
  };
})(window.panggil);
