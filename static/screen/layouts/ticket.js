/* The paper ticket: drawn new for every call, slid in over the old one, once. */
(function (panggil) {
  "use strict";
  var SLIDE = 300; // ms, as the keyframes in ticket.css
  var page = panggil.page,
    words = panggil.words,
    make = page.make;

  /** The class of the number's size: its length, bounded. */
  function size(number) {
    return "size-" + Math.min(Math.max(number.length, 5), 9);
  }

  function upper(slip) {
    return make("div.upper", [
      make("p.label.hue", slip ? words.label : words.greeting),
      slip && slip.again ? make("p.again", slip.again) : null,
      make("p.number." + (slip ? size(slip.number) : "size-words"), [
        make("span.fit", slip ? slip.number : words.invitation)
      ])
    ]);
  }

  function lower(slip) {
    return make("div.lower", [
      make("p.where.hue", [slip ? page.arrow() : null, make("span.fit", slip ? slip.counter : words.promise)]),
      make("p.whose", [make("span.fit", slip ? slip.name : "")]),
      make("p.since", slip ? since(slip) : "")
    ]);
  }

  function since(slip) {
    return words.called + words.since(panggil.clock.minutes(slip.at));
  }

  function draw(slip) {
    return make(
      "article.ticket",
      [
        make("div.stub.dye"),
        upper(slip),
        make("div.cut"),
        make("i.notch.notch-left"),
        make("i.notch.notch-right"),
        lower(slip)
      ],
      { id: "ticket", "data-service": slip ? slip.service : "", "data-key": slip ? slip.key : "" }
    );
  }

  /** Hang up a slip (null: the welcome); with slide, over the old one. */
  function hang(slip, slide) {
    var slot = page.find("slot"),
      old = slot.lastElementChild,
      ticket = draw(slip);
    while (slot.firstElementChild !== old) {
      slot.removeChild(slot.firstElementChild);
    }
    if (old) {
      old.removeAttribute("id");
    }
    slot.appendChild(ticket);
    page.fit(ticket);
    if (slide) {
      ticket.className += " is-new";
    }
    setTimeout(
      function () {
        if (old && old.parentNode) {
          slot.removeChild(old);
        }
      },
      slide ? SLIDE : 0
    );
  }

  /** Bring the ticket's "called … ago" up to date. */
  function date(slip) {
    var ticket = page.find("ticket");
    if (slip && ticket) {
      page.write(ticket.querySelector(".since"), since(slip));
    }
  }

  panggil.ticket = { hang: hang, date: date };
})(window.panggil);
