/* Renews the visitors' page in place every ten seconds while somebody looks at it, and says so when
   it cannot. Without scripts the page renews itself by its meta element. */
(function () {
  "use strict";
  var EVERY = 10000; // ms
  var lost = null; // the time on the page when the last answer came

  function take(html) {
    var fresh = new DOMParser().parseFromString(html, "text/html").getElementById("sheet");
    var sheet = document.getElementById("sheet");
    if (fresh && fresh.innerHTML !== sheet.innerHTML) {
      sheet.parentNode.replaceChild(document.importNode(fresh, true), sheet);
    }
    lost = null;
  }

  function miss() {
    var note = document.getElementById("lost"),
      time = document.querySelector("time");
    lost = lost || (time ? time.textContent : "");
    note.textContent = "Koneksi terputus sejak " + lost + ". Nomor mungkin sudah berubah.";
    note.hidden = false;
  }

  function renew() {
    var ask = new XMLHttpRequest();
    if (document.hidden) {
      return;
    }
    ask.open("GET", location.href, true);
    ask.timeout = EVERY - 1000;
    ask.onload = function () {
      if (ask.status === 200) {
        take(ask.responseText);
      } else {
        miss();
      }
    };
    ask.onerror = ask.ontimeout = miss;
    ask.send();
  }

  setInterval(renew, EVERY);
  document.addEventListener("visibilitychange", renew);
})();
