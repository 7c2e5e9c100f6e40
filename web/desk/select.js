// Words of the article: what an item of a list is about is shown where it stands, and words that somebody selects are
// offered to be checked. In the article ← and → select the word before and after, with Shift as many as one likes, and ↑ and
// ↓ the first word of a paragraph.
//
//   data-words, data-before   on an item: words of the article, and what stands before them
//   #chosen                   the form for words that are selected: hidden while there are none

import { blockOf, chosen, ours, textIn } from "./chosen.js";

const $ = (s, of = document) => of.querySelector(s);

function offer(d) {
  const form = $("#chosen");
  if (!form || d !== $("#page")?.contentDocument) return; // of a frame that has gone
  const words = pressed(d) ? null : chosen(d);
  form.hidden = !words;
  for (const name of ["exact", "before", "after"]) form.elements[name].value = words?.[name] ?? "";
  $("q", form).textContent = words ? words.exact.replace(/\s+/g, " ").trim() : "";
}

// pressed reports whether a button of the mouse or a finger is down in a document: what is selected there still changes.
// Where nothing can be heard, what is under it is known as active.
let held = null; // the document
const pressed = d => held === d || deaf.has(d) && !!d.querySelector(":active");
const deaf = new WeakSet();

// inert has words of links be selected like all others: they lead nowhere here, but within the page. A mark in one stays a
// mark.
function inert(d) {
  const sheet = new d.defaultView.CSSStyleSheet(); // an article may forbid elements of style
  sheet.replaceSync('a:not([href^="#"]) { pointer-events: none } a mark { pointer-events: auto }');
  d.adoptedStyleSheets.push(sheet);
}

// follow hears when the hand is let go, and has each press begin anew: one on words that are selected would drag them away.
function follow(d) {
  d.addEventListener("dragstart", e => e.preventDefault());
  d.addEventListener("pointerdown", e => {
    if (e.pointerType === "mouse" && !e.button && !e.shiftKey) d.getSelection().removeAllRanges();
    held = d;
    offer(d);
  }, true);
  for (const end of ["pointerup", "pointercancel"]) d.addEventListener(end, letGo, true);
}

function letGo() {
  const d = held;
  held = null;
  if (d) setTimeout(offer, 0, d); // when the browser has selected the last of it
}
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, letGo, true); // outside the frame

// wordsOf returns the pieces of text that an article is read by.
function wordsOf(d) {
  const walk = d.createTreeWalker($("article", d) || d.body, NodeFilter.SHOW_TEXT), out = [];
  for (let n = walk.nextNode(); n; n = walk.nextNode()) if (!ours(n) && n.data.trim()) out.push(n);
  return out;
}

// The arrows select words, which browsers leave to caret browsing.
function onKey(e) {
  const way = { ArrowLeft: "backward", ArrowUp: "backward", ArrowRight: "forward", ArrowDown: "forward" }[e.key];
  if (!way || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey && /Up|Down/.test(e.key)) return;
  const d = $("#page")?.contentDocument;
  if (!d?.body) return;
  const s = d.getSelection(), all = wordsOf(d), end = way === "forward" ? 0 : -1;
  const begun = s.rangeCount && d.body.contains(s.anchorNode) && d.body !== s.anchorNode;
  if (!all.length) return;
  e.preventDefault();
  if (/Up|Down/.test(e.key) || !begun) {
    let to = all.at(end);
    if (begun) {
      const at = blockOf(s.focusNode), firsts = all.filter((n, i) => !i || blockOf(n) !== blockOf(all[i - 1]));
      const on = firsts.findIndex(n => blockOf(n) === at);
      to = firsts[Math.max(0, Math.min(firsts.length - 1, on + (end ? -1 : 1)))];
    }
    const first = begun || !end;
    s.collapse(to, first ? to.data.search(/\S/) : to.data.length);
    if (begun) return choose(s, "forward");
  } else if (!e.shiftKey) {
    end ? s.collapseToStart() : s.collapseToEnd();
  }
  choose(s, way);
}

// choose extends what is selected by a word, past what is ours, which has no words of the article.
function choose(s, way) {
  const had = textIn(s.getRangeAt(0)).trim();
  for (let i = 0; i < 100; i++) {
    s.modify("extend", way, "word");
    if (textIn(s.getRangeAt(0)).trim() !== had) break;
  }
  s.focusNode?.parentElement?.scrollIntoView({ block: "nearest" });
}

// In the section of the article the focus needs no frame, whose keys WebKit lets nobody hear.
document.addEventListener("keydown", e => { if (e.target.id === "article") onKey(e) });

// heard reports whether what happens in a document can be heard: in WebKit it cannot where no scripts may run.
function heard(d) {
  let yes = false;
  d.addEventListener("desk", () => { yes = true }, { once: true });
  d.dispatchEvent(new Event("desk"));
  return yes;
}

// watch looks at the selection of such a document instead. A click on a mark leaves it where nothing is selected.
function watch(d) {
  const now = s => s?.rangeCount ? [s.anchorNode, s.anchorOffset, s.focusNode, s.focusOffset] : [];
  const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);
  let was = now(d.getSelection()), told = was;
  const timer = setInterval(() => {
    if (!d.defaultView) return clearInterval(timer);
    const s = d.getSelection(), is = now(s), still = same(is, was);
    was = is;
    if (pressed(d) && !same(is, told)) $("#chosen")?.toggleAttribute("hidden", true);
    if (!still || pressed(d) || same(is, told)) return; // a hand that still moves selects something else
    told = is;
    offer(d);
    const mark = s?.isCollapsed && s.anchorNode?.parentElement?.closest("mark[data-sourcemark]");
    if (mark && document.activeElement?.id === "page") document.dispatchEvent(new CustomEvent("desk:mark", { detail: mark }));
  }, 150); // ms
}

// plain returns text as it is compared, and where each of its characters is.
const unseen = /[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
function plain(d) {
  const walk = d.createTreeWalker(d.body, NodeFilter.SHOW_TEXT), nodes = [], at = [];
  let text = "";
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    if (ours(n)) continue;
    for (let i = 0; i < n.data.length; i++) {
      const c = n.data[i];
      if (unseen.test(c) || /\s/.test(c) && text.endsWith(" ")) continue;
      text += /\s/.test(c) ? " " : c;
      at.push(i);
      nodes.push(n);
    }
  }
  return { text, nodes, at };
}
const squashed = s => s.replace(new RegExp(unseen, "g"), "").replace(/\s+/g, " ");

// find returns the range of words, behind others if they are there more than once; null if they are not there.
function find(d, words, before) {
  const { text, nodes, at } = plain(d);
  const w = squashed(words).trim(), tail = squashed(before.split("\n").pop()).slice(-40);
  let i = tail.trim() ? text.indexOf(tail + w) : -1;
  i = i < 0 ? text.indexOf(w) : i + tail.length;
  if (i < 0 || !w) return null;
  const range = d.createRange(), end = i + w.length - 1;
  range.setStart(nodes[i], at[i]);
  range.setEnd(nodes[end], at[end] + 1);
  return range;
}

// point lays a frame around the words of an item. It stands in an element of its own: nothing of the article moves.
function point(item) {
  const d = $("#page")?.contentDocument;
  if (!d?.body) return;
  $("#desk-pointer", d)?.remove();
  const range = item && find(d, item.dataset.words, item.dataset.before ?? "");
  if (!range) return;
  const box = d.createElement("div"), top = d.documentElement.getBoundingClientRect();
  box.id = "desk-pointer";
  box.setAttribute("aria-hidden", "true");
  for (const r of range.getClientRects()) {
    const one = d.createElement("div");
    one.style.cssText = `position:absolute;pointer-events:none;left:${r.left - top.left}px;top:${r.top - top.top}px;` +
      `width:${r.width}px;height:${r.height}px;background:Highlight;opacity:.28;border-radius:2px`;
    box.append(one);
  }
  box.style.cssText = "position:absolute;left:0;top:0;width:0;height:0";
  d.documentElement.append(box);
  const first = range.getBoundingClientRect(), w = d.defaultView;
  if (first.top < 0 || first.bottom > w.innerHeight) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    w.scrollTo({ top: w.scrollY + first.top - w.innerHeight / 3, behavior: still ? "auto" : "smooth" });
  }
}

for (const kind of ["focusin", "mouseover"]) {
  document.addEventListener(kind, e => {
    const item = e.target.closest?.("[data-words]");
    if (item && item !== pointed) point(pointed = item);
  });
}
let pointed = null;

function ready() {
  pointed = null;
  const frame = $("#page");
  if (!frame) return;
  if (!frame.dataset.selects) {
    frame.dataset.selects = "yes";
    frame.addEventListener("load", ready);
  }
  const d = frame.contentDocument;
  if (!d?.body || d.URL === "about:blank" || d.readyState !== "complete") return;
  point(pointed = document.activeElement.closest("[data-words]"));
  if (d.deskSelects) return offer(d);
  d.deskSelects = true;
  inert(d);
  if (heard(d)) follow(d);
  else deaf.add(d), watch(d);
  let timer;
  d.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, 120, d); // ms: a hand that still moves selects something else
  });
  d.addEventListener("keydown", onKey);
  offer(d); // what was selected in the one before it is not selected any more
}
document.addEventListener("desk:swap", ready);
ready();
