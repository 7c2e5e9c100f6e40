// How an excerpt is selected in the text of a source. Sentences are boxes that are ticked, as they are without this
// script; with it, arrows go from one to the next, so that all are one stop of the tab key, and words that are selected
// by a mouse, a finger or keys can be taken as they are.

const boxes = () => [...document.querySelectorAll(".sentences input")];

// chosen returns the words that are selected in the text of the source.
function chosen() {
  const s = getSelection(), text = document.querySelector(".sentences");
  if (!text || s.isCollapsed || !text.contains(s.anchorNode) || !text.contains(s.focusNode)) return "";
  return s.toString().replace(/\s+/g, " ").trim();
}

document.addEventListener("selectionchange", () => {
  const take = document.querySelector("[data-take]");
  if (take) take.disabled = !chosen();
});

document.addEventListener("mousedown", e => {
  if (e.target.closest?.("[data-take]")) e.preventDefault(); // which would end the selection
});

document.addEventListener("click", e => {
  const take = e.target.closest?.("[data-take]");
  if (take) {
    const words = chosen(), to = document.getElementById(take.dataset.take);
    if (!words) return;
    to.value = words;
    getSelection().removeAllRanges();
    to.dispatchEvent(new Event("input", { bubbles: true }));
    to.focus();
  } else if (e.target.closest?.(".sentence") && chosen()) e.preventDefault(); // the end of a selection is no tick
});

document.addEventListener("keydown", e => {
  if (!e.target.matches?.(".sentences input") || e.altKey || e.ctrlKey || e.metaKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key], all = boxes();
  const to = step ? all[all.indexOf(e.target) + step] : { Home: all[0], End: all.at(-1) }[e.key];
  if (!to) return;
  e.preventDefault();
  at(to);
  to.focus();
});

// at makes a box the one that the tab key stops at.
function at(box) {
  for (const b of boxes()) b.tabIndex = b === box ? 0 : -1;
}
document.addEventListener("focusin", e => e.target.matches?.(".sentences input") && at(e.target));

// arrive makes ready what has just come.
function arrive() {
  const take = document.querySelector("[data-take]");
  if (take) {
    take.hidden = false;
    take.disabled = !chosen();
    if (!boxes().some(b => b.tabIndex < 0)) at(document.querySelector(".likely input") || boxes()[0]);
  }
}
document.addEventListener("desk:swap", arrive);
arrive();
