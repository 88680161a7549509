/* A screen's form: the TV's own page as it would be with what is chosen here. */
const WIDE = [1280, 720];
const UPRIGHT = [720, 1280];
const HIGHEST = 420; // px that an upright preview takes

const form = document.getElementById("screen-form");
const frame = document.getElementById("preview");
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
turn.addEventListener("click", () => {
  turn.setAttribute("aria-pressed", String(!isUpright()));
  turn.textContent = isUpright() ? "Mendatar" : "Tegak";
  scale();
});
window.addEventListener("resize", scale);
show();
