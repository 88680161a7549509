/* Three ways to hear from the server, with the same messages: websocket, event stream, long poll.
   Each takes where the page is and what to do with a message or at the end, and returns how to
   say something (or null) and how to close. None of them tries again: link.js does. */
(function (panggil) {
  "use strict";
  var EVENTS = panggil.page.root() + "/api/v1/events";
  var WAIT = 2; // s that a long poll is held: its answer is also the sign of life, and link.js waits 4 s for one

  function hello(place) {
    return {
      type: "hello",
      role: place.role,
      token: place.token || null,
      version: place.version,
      epoch: place.epoch,
      seq: place.seq
    };
  }

  function query(place, wait) {
    return (
      EVENTS +
      "?role=" +
      place.role +
      "&after=" +
      place.seq +
      "&epoch=" +
      encodeURIComponent(place.epoch) +
      "&version=" +
      encodeURIComponent(place.version) +
      (place.screen ? "&screen=" + encodeURIComponent(place.screen) : "") +
      (wait ? "&wait=" + wait : "")
    );
  }

  function websocket(place, heard, ended) {
    function begin() {
      return hello(place);
    }
    return panggil.websocket(begin, heard, ended);
  }

  function stream(place, heard, ended) {
    var source = new EventSource(query(place));
    source.onmessage = function (event) {
      heard(JSON.parse(event.data));
    };
    source.onerror = function () {
      source.close(); // it would try again by itself, beside link.js and without its back-off
      ended();
    };
    return {
      say: null,
      close: function () {
        source.onerror = null;
        source.close();
      }
    };
  }

  function poll(place, heard, ended) {
    var ask = null,
      open = true;

    function again() {
      ask = new XMLHttpRequest();
      ask.open("GET", query(place, WAIT), true);
      ask.setRequestHeader("Accept", "application/json");
      if (place.token) {
        ask.setRequestHeader("Authorization", "Bearer " + place.token);
      }
      ask.onreadystatechange = function () {
        if (open && ask.readyState === 4) {
          answer();
        }
      };
      ask.send();
    }

    function answer() {
      var said;
      if (ask.status !== 200) {
        open = false;
        ended(ask.status);
        return;
      }
      said = JSON.parse(ask.responseText);
      said.messages.forEach(heard);
      place.epoch = said.epoch;
      place.seq = said.seq;
      if (open) {
        // a breath: what comes one by one is fetched together, and a hurried server is not asked without pause
        setTimeout(function () {
          if (open) {
            again();
          }
        }, 50);
      }
    }

    again();
    return {
      say: null,
      close: function () {
        open = false;
        if (ask) {
          ask.abort();
        }
      }
    };
  }

  panggil.streams = [
    {
      name: "websocket",
      open: websocket,
      works: function () {
        return Boolean(window.WebSocket);
      }
    },
    {
      name: "stream",
      open: stream, // an event stream carries no token but that of a screen, in its cookie
      works: function (place) {
        return Boolean(window.EventSource) && (!place.token || place.inCookie);
      }
    },
    {
      name: "poll",
      open: poll,
      works: function () {
        return true;
      }
    }
  ];
})(window.panggil);
