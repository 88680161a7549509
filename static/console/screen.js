/* A screen's form: the TV's own page as it would be with what is chosen here. */
const WIDE = [1280, 720];
const UPRIGHT = [720, 1280];
const HIGHEST = 420; // px that an upright preview takes

const form = document.getElementById("screen-form");
const frame = document.getElementById("preview");
const metres = document.getElementById("metres");
const inches = document.getElementById("inches");
const told = document.getElementById("reach-told");
const list = document.getElementById("reach-list");
const table = JSON.parse(document.getElementById("reach").dataset.reach);
const turn = document.getElementById("turn");

function isUpright() {
  return turn.getAttribute("aria-pressed") === "true";
}

/** The address of the page with the choices of the form. */
function address() {
  const chosen = new FormData(form);
  const query = new URLSearchParams({ preview: "1", services: chosen.getAll("services").join(",") });
  for (const name of ["layout", "counter", "text_size", "theme", "overscan"]) {
    query.set(name, chosen.get(name) ?? "");
  }
  return `${frame.dataset.tv}?${query}`;
}

/** The metres from which each text of the chosen layout is read, by size; null while a field is empty or nonsense. */
function reaches() {
  const [far, diagonal] = [metres.valueAsNumber, inches.valueAsNumber];
  const texts = table.inch[new FormData(form).get("layout")];
  if (!(far > 0 && diagonal > 0 && texts)) {
    return null;
  }
  return Object.entries(texts).map(([name, each]) => ({ name, metres: each.map((one) => one * diagonal), far }));
}

/** Choose the smallest size in which all that matters is read from there; the largest where none does. */
function propose() {
  const all = reaches();
  if (all) {
    const wanted = table.sizes.findIndex((_size, at) =>
      all.every((text) => text.name === table.aside || text.metres[at] >= text.far),
    );
    form.elements.text_size.value = table.sizes[wanted < 0 ? table.sizes.length - 1 : wanted];
  }
  tell();
}

function tell() {
  const all = reaches();
  const at = table.sizes.indexOf(form.elements.text_size.value);
  list.replaceChildren(
    ...(all || []).map((text) => {
      const row = document.createElement("li");
      const reads = text.metres[at] >= text.far;
      const value = document.createElement("span");
      value.textContent = `${text.metres[at].toFixed(1).replace(".", ",")} m · ${reads ? "terbaca" : "tidak terbaca"}`;
      value.className = reads ? "" : "is-short";
      row.append(text.name, value);
      return row;
    }),
  );
  const short = (all || []).filter((text) => text.name !== table.aside && text.metres[at] < text.far);
  told.textContent = !all
    ? ""
    : short.length
      ? `Dari ${metres.value} meter tidak semuanya terbaca. Pilih layar lebih besar, atau gantung lebih dekat.`
      : `Dari ${metres.value} meter semua yang penting terbaca.`;
}

function scale() {
  const [width, height] = isUpright() ? UPRIGHT : WIDE;
  const factor = isUpright() ? HIGHEST / height : frame.parentNode.clientWidth / width;
  frame.style.width = `${width}px`;
  frame.style.height = `${height}px`;
  frame.style.transform = `scale(${factor})`;
  frame.parentNode.style.height = `${Math.round(height * factor)}px`;
}

function show() {
  scale();
  const wanted = address();
  if (frame.getAttribute("src") !== wanted) {
    frame.setAttribute("src", wanted);
  }
}

form.addEventListener("change", show);
for (const field of [metres, inches]) {
  field.addEventListener("input", () => {
    propose();
    show();
  });
}
form.addEventListener("change", tell);
turn.addEventListener("click", () => {
  turn.setAttribute("aria-pressed", String(!isUpright()));
  turn.textContent = isUpright() ? "Mendatar" : "Tegak";
  scale();
});
window.addEventListener("resize", scale);
show();
