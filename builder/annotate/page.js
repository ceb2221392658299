"use strict";
// Shows beside the text the notes of the marks that cover the words pointed at, focused or clicked; without this
// script each marked word is a link to its note below.
const chosen = document.getElementById("chosen");
const nothing = chosen.innerHTML;
const hidden = new Set();
let kept = null;

function numbers(run) {
  return run.dataset.marks.split(" ").filter((number) => {
    const note = document.getElementById("n" + number);
    return note && !hidden.has(note.dataset.layer);
  });
}

function show(run) {
  document.querySelectorAll(".chosen").forEach((other) => other.classList.remove("chosen"));
  const found = run ? numbers(run) : [];
  if (!found.length) {
    chosen.innerHTML = nothing;
    return;
  }
  run.classList.add("chosen");
  chosen.replaceChildren(...found.map((number) => {
    const note = document.getElementById("n" + number).cloneNode(true);
    note.removeAttribute("id");
    return note;
  }));
}

document.getElementById("text").addEventListener("pointerover", (event) => {
  const run = event.target.closest("a.run");
  if (run && !kept) show(run);
});
document.getElementById("text").addEventListener("focusin", (event) => {
  const run = event.target.closest("a.run");
  if (run) { kept = null; show(run); }
});
document.getElementById("text").addEventListener("click", (event) => {
  const run = event.target.closest("a.run");
  if (!run) { kept = null; show(null); return; }
  event.preventDefault();
  kept = run;
  show(run);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { kept = null; show(null); }
});
document.querySelectorAll("input[data-layer]").forEach((box) => box.addEventListener("change", () => {
  const layer = box.dataset.layer;
  if (box.checked) hidden.delete(layer); else hidden.add(layer);
  document.querySelectorAll("#text .run").forEach((run) => {
    const own = new Set(run.dataset.marks.split(" ").map((n) => document.getElementById("n" + n).dataset.layer));
    if (own.has(layer)) run.classList.toggle("on-" + layer, box.checked);
    run.tabIndex = numbers(run).length ? 0 : -1;
  });
  document.querySelectorAll("#notes .note").forEach((note) => { note.hidden = hidden.has(note.dataset.layer); });
  show(kept);
}));
