/* What console and TV share: the fold, the hall's clock and some words. The files are the TV's own
   classic scripts, so that there is one fold for every page (docs/protocol.md, "The fold"). */
import "../screen/words.js"; // first: it makes window.panggil
import "../screen/clock.js";
import "../screen/fold.js";

const { clock, fold, isOpen, words } = window.panggil;

export { clock, fold, isOpen, words as wallWords };
