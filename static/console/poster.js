/* The poster: the button that prints it. */
document.getElementById("print")?.addEventListener("click", () => window.print());
