/* Touching the page: only what changed, only as text. A hall's words never become markup. */
(function (panggil) {
  "use strict";
  var LEAST = 0.27; // rem: nothing on the wall is smaller
  var SVG = "http://www.w3.org/2000/svg";

  function find(id) {
    return document.getElementById(id);
  }

  /** The path below which a proxy shows the server; "" without one. */
  function root() {
    return document.documentElement.getAttribute("data-root") || "";
  }

  function write(element, text) {
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }

  function mark(element, name, on) {
    var had = element.classList.contains(name);
    if (on && !had) {
      element.classList.add(name);
    }
    if (!on && had) {
      element.classList.remove(name);
    }
  }

  /** Make an element: its tag and classes, its text or children, its attributes. */
  function make(kind, content, attributes) {
    var parts = kind.split("."),
      element = document.createElement(parts[0]),
      key,
      i;
    if (parts.length > 1) {
      element.className = parts.slice(1).join(" ");
    }
    for (key in attributes || {}) {
      element.setAttribute(key, attributes[key]);
    }
    if (typeof content === "string") {
      element.textContent = content;
    } else {
      for (i = 0; content && i < content.length; i += 1) {
        if (content[i]) {
          element.appendChild(content[i]);
        }
      }
    }
    return element;
  }

  function text(words) {
    return document.createTextNode(words);
  }

  /** The arrow to the counter: drawn, as few TVs carry the sign in their fonts. */
  function arrow() {
    var svg = document.createElementNS(SVG, "svg"),
      path = document.createElementNS(SVG, "path");
    svg.setAttribute("class", "arrow");
    svg.setAttribute("viewBox", "0 0 26 22");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M1 11H23M13.5 1.5L23 11L13.5 20.5");
    path.setAttribute("fill", "none");
    path.setAttribute("stroke", "currentColor");
    path.setAttribute("stroke-width", "3.4");
    svg.appendChild(path);
    return svg;
  }

  /** Exchange a list's rows, if what they say (a string) differs from what is there. */
  function fill(list, key, rows) {
    if (list.panggilKey === key) {
      return;
    }
    list.panggilKey = key; // four looks a second: a TV lays out again only what says something else
    while (list.firstChild) {
      list.removeChild(list.firstChild);
    }
    rows().forEach(function (row) {
      list.appendChild(row);
    });
  }

  /** Make words smaller until they fit their line: names and aspect ratios are a hall's own. */
  function fit(root) {
    var all = root.querySelectorAll(".fit"),
      i;
    for (i = 0; i < all.length; i += 1) {
      fitLine(all[i].parentNode);
    }
  }

  function fitLine(line) {
    var least = LEAST * parseFloat(window.getComputedStyle(document.documentElement).fontSize);
    var size, turn;
    line.style.fontSize = "";
    // letters do not shrink in proportion (hinting, whole pixels): up to three tries, each a little smaller
    for (turn = 0; turn < 3 && line.scrollWidth > line.clientWidth + 1; turn += 1) {
      size = parseFloat(window.getComputedStyle(line).fontSize);
      size = Math.max(least, ((size * line.clientWidth) / line.scrollWidth) * 0.99);
      line.style.fontSize = Math.floor(size * 10) / 10 + "px";
    }
  }

  /** A class for words of many letters, to be added to a kind of element: "" to first, ".is-long" to second. */
  function longClass(words, first, second) {
    return words.length > second ? ".is-longer" : words.length > first ? ".is-long" : "";
  }

  /** Move an element without laying the page out again. */
  function move(element, transform) {
    element.style.webkitTransform = transform; // the only name that WebKit 538 knows
    element.style.transform = transform;
  }

  panggil.page = {
    find: find,
    root: root,
    write: write,
    mark: mark,
    make: make,
    text: text,
    arrow: arrow,
    fill: fill,
    fit: fit,
    longClass: longClass,
    move: move
  };
})(window.panggil);
