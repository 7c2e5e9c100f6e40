// The page of sourcemark serve. The server reads, places and lints; this shows the results, and again whenever a file
// is saved. Text never becomes markup here, and the article is in a frame in which its own scripts do not run.
"use strict";

const $ = s => document.querySelector(s);
const frame = $("#page"), stage = $(".stage"), form = $("form"), fields = form.elements;

// make returns an element with text, elements, or nothing in it.
const make = (tag, name, ...inside) => {
  const e = document.createElement(tag);
  if (name) e.className = name;
  e.append(...inside.filter(x => x !== "" && x != null));
  return e;
};

// ask returns the server's answer. If the server refuses, it throws the reason.
const ask = async (path, body) => {
  const r = await fetch(path, body &&
    { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!r.ok) throw new Error((await r.text()).trim());
  return r.json();
};

const named = file => file.split(/[\\/]/).pop();

const many = (n, what) => n + " " + what + (n === 1 ? "" : "s");

let state = { dossiers: [] };

async function refresh() {
  let s;
  try { s = await ask("/state") } catch (e) { return trouble(e.message) }
  state = s;
  trouble(s.trouble);
  document.title = s.article + " · preview";
  $("#article").textContent = s.article;
  const severities = ["error", "warning", "note"], of = severity => s.findings.filter(f => f.severity === severity);
  list("#findings", severities.flatMap(of).map(finding), "No findings.");
  list("#places", s.places.map(place), "No record has been placed in this article.");
  $("#findings .count").textContent = severities.map(x => many(of(x).length, x)).join(", ");
  const lost = s.places.filter(p => p.exact === undefined).length;
  $("#places .count").textContent = many(s.places.length, "record") + (lost ? ", " + lost + " without a place" : "");
  options();
  await article();
  $("#status").textContent = "As saved at " + new Date().toLocaleTimeString() + ". " +
    many(of("error").length, "error") + ", " + many(lost, "record") + " without a place.";
  if (fields.exact.value) write();
}

function trouble(words) {
  $("#trouble").textContent = words || "";
  $("#trouble").hidden = !words;
}

function list(where, items, none) {
  const ul = $(where + " ul");
  ul.replaceChildren(...items);
  if (!items.length) ul.append(make("li", "none", none));
}

function finding(f) {
  const b = make(f.record ? "button" : "div", f.severity, make("b", "", f.severity), " " + f.message,
    f.fix && make("span", "fix", f.fix),
    make("span", "where", named(f.file) + ":" + f.line + ":" + f.column + " · " + f.rule));
  if (f.record) { b.type = "button"; b.onclick = () => show(f.record) }
  return make("li", "", b);
}

const meanings = {
  exact: "on its words",
  moved: "on its words, elsewhere in the article",
  edited: "on its words, which have changed slightly",
  ambiguous: "not shown: its words stand here more than once",
  missing: "not shown: its words are gone, or have changed in substance",
};

function place(p) {
  const differs = d => d.kind + ": here " + (d.article || "nothing") + ", in the record " + (d.record || "nothing");
  const b = make("button", p.placement, make("b", "", p.placement),
    " " + p.record + (p.draft ? ", a draft" : "") + ": " + meanings[p.placement],
    make("span", "said", p.exact ?? p.stored),
    p.near && make("span", "fix", "here: " + p.near),
    ...(p.differences || []).map(d => make("span", "fix", differs(d))));
  b.type = "button";
  b.onclick = () => show(p.record);
  const all = p.suggestions || [];
  if (!all.length) return make("li", "", b);
  const ol = make("ol", "", ...all.map((s, i) => suggestion(p, s, i + 1)));
  ol.setAttribute("role", "list");
  ol.setAttribute("aria-label", "Where " + p.record + " may belong, the best first");
  return make("li", "", b, ol);
}

// suggestion returns the words where a record may belong: choose them to see them in the article.
function suggestion(p, s, n) {
  const b = make("button", "perhaps", make("b", "", "perhaps " + n), make("span", "said", s.exact),
    make("span", "fix", s.why));
  b.type = "button";
  b.onclick = () => point(p.record, s, n);
  const copy = make("button", "copy", "Copy the command");
  copy.type = "button";
  copy.setAttribute("aria-label", "Copy the command that anchors " + p.record + " on suggestion " + n);
  copy.onclick = async () => {
    await navigator.clipboard.writeText(s.accept);
    $("#status").textContent = "Copied. Run it in a terminal to anchor " + p.record + " there.";
  };
  return make("li", "", b, copy);
}

// show scrolls to the words of a record in the article.
let shown = [];
function show(record) {
  const marks = frame.contentDocument.querySelectorAll("mark[data-sourcemark~=" + CSS.escape(record.slice(1)) + "]");
  outline([...marks], "solid");
  $("#status").textContent = record + (shown.length ? " is shown in the article." : " has no place in the article.");
}

function outline(elements, style) {
  shown.forEach(e => {
    e.style.removeProperty("outline");
    if (e.dataset.suggested) e.replaceWith(...e.childNodes);
  });
  shown = elements;
  shown.forEach(e => e.style.setProperty("outline", "3px " + style + " Highlight"));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  shown[0]?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}

// point scrolls to the words of a suggestion, and puts elements of its own around them.
function point(record, s, n) {
  outline([], "dashed");
  outline(textAt(s).map(part => {
    const e = make("span");
    e.dataset.suggested = n;
    part.surroundContents(e);
    return e;
  }), "dashed");
  const where = shown.length ? " is shown in the article: " : " could not be found in the article. Look for: ";
  $("#status").textContent = "Suggestion " + n + " for " + record + where + s.exact;
}

// textAt returns the ranges of the article's texts that hold the words of a suggestion. Spaces do not count: between
// two paragraphs they are the page's own.
function textAt(s) {
  const d = frame.contentDocument;
  const skip = "script, style, template, noscript, [data-sourcemark]:not(mark)";
  const walk = d.createTreeWalker(d.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, n =>
    n.nodeType === 3 ? NodeFilter.FILTER_ACCEPT : n.matches(skip) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
  const nodes = [], starts = [];
  const bare = text => text.replace(/\s+/g, "");
  let all = "";
  for (let n; n = walk.nextNode(); ) {
    nodes.push(n);
    starts.push(all.length);
    all += bare(n.data);
  }
  const words = bare(s.exact), before = bare(s.before);
  let from = all.indexOf(before + words + bare(s.after));
  from = from < 0 ? all.indexOf(words) : from + before.length;
  if (from < 0) return [];
  const offset = (n, k) => [...n.data.matchAll(/\S/g)][k].index; // of the letter that has k before it
  const out = [], to = from + words.length;
  nodes.forEach((n, i) => {
    const start = Math.max(from - starts[i], 0), end = Math.min(to - starts[i], bare(n.data).length);
    if (start >= end) return;
    const r = d.createRange();
    r.setStart(n, offset(n, start));
    r.setEnd(n, offset(n, end - 1) + 1);
    out.push(r);
  });
  return out;
}

// article loads the article again and keeps its scroll position.
function article() {
  const y = frame.contentWindow?.scrollY || 0;
  return new Promise(done => {
    frame.onload = () => {
      const d = frame.contentDocument;
      d.addEventListener("click", e => {
        const a = e.composedPath().find(x => x.localName === "a");
        if (a && !a.getAttribute("href")?.startsWith("#")) e.preventDefault(); // leads out of the preview
      });
      d.addEventListener("pointerup", picked);
      d.addEventListener("keyup", picked);
      if (view() === "paper") onPaper(d);
      frame.contentWindow.scrollTo(0, y);
      done();
    };
    frame.src = "/article?" + state.stamp;
  });
}

// onPaper applies the print styles of a page on the screen.
function onPaper(d) {
  const roots = [d, ...[...d.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)];
  const turned = media => {
    const words = media.mediaText;
    if (/\bprint\b/.test(words)) media.mediaText = words.replace(/\bprint\b/g, "all");
    else if (/\bscreen\b/.test(words)) media.mediaText = "not all";
  };
  const all = rules => {
    for (const rule of rules ?? []) {
      if (rule.media) turned(rule.media);
      all(rule.cssRules);
    }
  };
  for (const root of roots) for (const sheet of root.styleSheets) {
    if (sheet.href && new URL(sheet.href).origin !== location.origin) continue; // of another site: not loaded, and not readable
    turned(sheet.media);
    all(sheet.cssRules);
  }
}

const view = () => $("[name=view]:checked").value;
$("fieldset").onchange = () => {
  const was = stage.dataset.view;
  stage.dataset.view = view();
  if (was === "paper" || view() === "paper") article();
};

// The words that were selected and what stands around them, so that the server finds these and no others.
let around = { exact: "" };

// words returns the words of a range of the article, without what a renderer has put between them.
function words(range) {
  const part = range.cloneContents();
  part.querySelectorAll("[data-sourcemark]:not(mark), script, style").forEach(e => e.remove());
  return part.textContent;
}

function picked() {
  const s = frame.contentDocument.getSelection();
  if (!s.rangeCount || s.isCollapsed) return;
  const range = s.getRangeAt(0), exact = words(range).trim();
  if (!exact || exact === around.exact) return;
  const start = range.startContainer, inside = start.nodeType === 1 ? start : start.parentElement;
  const from = inside.closest("p, li, h1, h2, h3, h4, h5, h6, blockquote, td, th, dd, dt, figcaption, article, body");
  const before = range.cloneRange(), after = range.cloneRange();
  before.setStartBefore(from);
  before.setEnd(range.startContainer, range.startOffset);
  after.setStart(range.endContainer, range.endOffset);
  if (from.contains(range.endContainer)) after.setEndAfter(from);
  around = { exact, before: words(before), after: words(after) };
  for (const name of ["text", "speaker", "verdict", "fact", "why", "excerpt"]) fields[name].value = "";
  fields.kind.value = "";
  fields.exact.value = exact;
  $("#new").open = true;
  write();
}

// options fills in the choices that the dossiers have, and keeps what was chosen.
function options() {
  const fill = (select, choices) => {
    const was = select.value;
    select.replaceChildren(...choices.map(([value, text]) => new Option(text, value)));
    if (choices.some(c => c[0] === was)) select.value = was;
  };
  fill(fields.dossier, state.dossiers.map(d => [d.file, named(d.file)]));
  $("#into").hidden = state.dossiers.length < 2;
  const d = state.dossiers.find(d => d.file === fields.dossier.value);
  const known = (d?.sources || []).map(s => [s.id, s.id + " · " + s.name]);
  fill(fields.source, [["", "a new one"], ...known, ["none", "none"]]);
  $("#verdicts").replaceChildren(...(d?.verdicts || []).map(v => new Option(v)));
  $("#source").hidden = fields.source.value !== "";
}

// write asks for the record that the form makes, and shows the latest answer only.
let asked = 0, made;
async function write() {
  const mine = ++asked;
  const said = $("#placed");
  if (!fields.exact.value.trim()) { said.textContent = ""; $("#made").hidden = true; return }
  const wanted = Object.fromEntries(new FormData(form));
  if (wanted.exact === around.exact) Object.assign(wanted, around);
  let r;
  try { r = await ask("/record", wanted) } catch (e) { r = { words: e.message } }
  if (mine !== asked) return;
  made = r;
  said.textContent = r.words;
  said.className = "placed " + (r.record ? "yes" : "no");
  $("#made").hidden = !r.record;
  if (!r.record) return;
  fields.kind.value = r.kind;
  fields.text.closest("label").hidden = r.kind === "Quotation"; // its text is what was printed
  fields.text.placeholder = r.text;
  fields.speaker.placeholder = r.speaker ? "here: " + r.speaker : "";
  $("#shown").textContent = "Readers will see it as " + r.status + ".";
  $("#faults").replaceChildren(...r.findings.map(f => make("li", "",
    make("div", f.severity, make("b", "", f.severity), " " + f.message, f.fix && make("span", "fix", f.fix)))));
  $("#made pre").textContent = r.record;
}

let typing;
form.oninput = () => { clearTimeout(typing); typing = setTimeout(write, 250) }; // ms without a keystroke
form.onchange = options;
form.onsubmit = e => e.preventDefault();

$("#copy").onclick = async e => {
  await navigator.clipboard.writeText(made.record);
  $("#status").textContent = "Copied. Paste it into hasPart of " + named(made.file) + ".";
};
$("#save").onclick = () => {
  const a = make("a");
  a.href = URL.createObjectURL(new Blob([made.dossier], { type: "application/json" }));
  a.download = named(made.file);
  a.click();
  URL.revokeObjectURL(a.href);
};

const events = new EventSource("/events");
events.onmessage = refresh;
events.onerror = () => { $("#status").textContent = "sourcemark serve has stopped. This is what it showed last." };
