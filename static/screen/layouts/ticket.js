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

  function upper(call) {
    return make("div.upper", [
      make("p.label.hue", call ? words.label : words.greeting),
      call && call.again ? make("p.again", call.again) : null,
      make("p.number." + (call ? size(call.number) : "size-words"), [
        make("span.fit", call ? call.number : words.invitation)
      ])
    ]);
  }

  function lower(call) {
    return make("div.lower", [
      make("p.where.hue", [call ? page.arrow() : null, make("span.fit", call ? call.counter : words.promise)]),
      make("p.whose", [make("span.fit", call ? call.name : "")]),
      make("p.since", call ? since(call) : "")
    ]);
  }

  function since(call) {
    return words.called + words.since(panggil.clock.minutes(call.at));
  }

  function draw(call) {
    return make(
      "article.ticket",
      [
        make("div.stub.dye"),
        upper(call),
        make("div.cut"),
        make("i.notch.notch-left"),
        make("i.notch.notch-right"),
        lower(call)
      ],
      { id: "ticket", "data-service": call ? call.service : "", "data-key": call ? call.key : "" }
    );
  }

  /** Show a call's ticket (null: the welcome); with slide, over the old one. */
  function show(call, slide) {
    var slot = page.find("slot"),
      old = slot.lastElementChild,
      ticket = draw(call);
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
  function date(call) {
    var ticket = page.find("ticket");
    if (call && ticket) {
      page.write(ticket.querySelector(".since"), since(call));
    }
  }

  panggil.ticket = { show: show, date: date };
})(window.panggil);
