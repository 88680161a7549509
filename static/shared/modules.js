/* What console and TV share: the fold, the link, the hall's clock, some words, and touching the page. The files
   are the TV's own classic scripts, so that there is one fold for every page (docs/protocol.md). */
import "./words.js"; // first: it makes window.panggil
import "./clock.js";
import "./fold.js";
import "./link.js";
import "./page.js";

const { clock, fold, isOpen, Link, page, websocket, words } = window.panggil;

export { clock, fold, isOpen, Link, page, websocket, words as screenWords };
