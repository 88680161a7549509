/* Long texts on the screens: band and announcement turn pages, an emergency has a title and a rest. */
import "./browser.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import "../../static/shared/modules.js";
import "../../static/screen/picture.js";
import "../../static/screen/emergency.js";

const pages = (text) => globalThis.panggil.picture.pages(text, PAGE);
const { split, size } = globalThis.panggil.emergency;
const PAGE = 130; // letters of a page here

/** A text of so many letters, in words of nine and a blank. */
const words = (count) => "panggilan ".repeat(Math.ceil(count / 10)).slice(0, count);
const letters = (count) => "a".repeat(count);

/** The text that the pages of the band say together. */
const together = (all) => all.map((page) => page.replace(/ …$/, "")).join(" ");

test("a caption that fits is one page, an empty one too", () => {
  assert.deepEqual(pages(""), [""]);
  assert.deepEqual(pages(letters(PAGE)), [letters(PAGE)]);
});

test("a longer one turns at a blank, and every page but the last says that it goes on", () => {
  const text = words(PAGE * 3 - 1);
  const all = pages(text);
  assert.deepEqual(
    all.map((page) => page.endsWith(" …")),
    [true, true, false],
  );
  assert.ok(all.every((page) => page.replace(/ …$/, "").length <= PAGE));
  assert.equal(together(all), text);
});

test("a blank right after the last letter that fits is a place to turn", () => {
  const first = `satu ${letters(PAGE - 5)}`;
  assert.deepEqual(pages(`${first} lagi`), [`${first} …`, "lagi"]);
});

test("a word that fits no page is cut", () => {
  assert.deepEqual(pages(letters(PAGE + 3)), [`${letters(PAGE)} …`, letters(3)]);
});

test("of an emergency the first sentences are large as long as they are short", () => {
  assert.deepEqual(split("Kebakaran. Segera keluar! Jangan memakai lift, ikuti petugas ke titik kumpul."), {
    title: ["Kebakaran.", "Segera keluar!"],
    rest: "Jangan memakai lift, ikuti petugas ke titik kumpul.",
  });
});

test("sentences of 48 letters are large together, of 49 no more", () => {
  const first = `${letters(22)}. `;
  const title = (count) => split(`${first}${letters(count)}. Lagi.`).title.length;
  assert.deepEqual([title(48 - first.length - 2), title(49 - first.length - 2)], [2, 1]);
});

test("the first sentence is large however long it is", () => {
  const first = `${letters(60)}.`;
  assert.deepEqual(split(`${first} Ikuti petugas.`), { title: [first], rest: "Ikuti petugas." });
});

test("a text without a sentence's end, or without any sentence, is all title", () => {
  for (const text of ["Segera keluar", "...", ""]) {
    assert.deepEqual(split(text), { title: [text], rest: "" });
  }
});

test("the more letters, the smaller they are", () => {
  const sizes = [
    [48, 110],
    [49, 110],
    [48, 111],
    [110, 240],
    [111, 240],
    [230, 240],
    [231, 0],
    [0, 241],
  ].map(([title, rest]) => size({ title: [letters(title)], rest: letters(rest) }));
  assert.deepEqual(sizes, ["", "is-long", "is-long", "is-long", "is-longer", "is-longer", "is-longest", "is-longest"]);
});
