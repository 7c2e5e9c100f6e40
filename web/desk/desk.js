// The desk's script. Every page works without it, by links and forms; it saves loading pages anew, keeps what is typed,
// and shows records in the article. It makes no markup: what it shows comes from the server, parsed by the browser.
//
//   data-region         on an element with an id: swapped for the one with this id in an answer
//   data-version        on a region: one with the same version stays as it is, as the article does
//   data-follow         on a region: asked for anew when the folder changes, unless something is typed in it
//   id                  on a link, a field, a button or a <details>: known again in the new region, so that it keeps the
//                       focus, the caret, and what is open
//   data-swap           on a link: followed by swapping regions
//   data-live           on a form that asks: sent while one types
//   data-busy=WORDS     on a form or its button: said while its answer is awaited
//   data-check=ADDRESS  on a field: its form is sent there as one types, and of the answer the regions that fit
//                       data-only are shown; data-with names one more field, "yes"
//   data-typed=ADDRESS  on a form: what is typed is sent there at once and every second
//   data-into=ID        on a list of choices: what is chosen goes into the field with this id
//   data-html=NAME      on a text field: the HTML of a table that is pasted goes into the field of this name
//   data-show=#c01      on a region: the record whose words are outlined in the article
//   data-copy=ID        on a button in something hidden, which is shown: what the element has goes to the clipboard, and
//                       data-copied is said
//   data-keys           on a button in something hidden: lists all keys there are
//   aria-keyshortcuts   on anything: its key does what a click does; an input or a section gets the focus
//
// In lists ↑ and ↓ go from one to the next, and from the field of a search into what was found.
//
// Each swap ends with the event "desk:swap" on the document, for scripts of views. "desk:mark" with a mark of the article
// opens its record.

const $ = (s, of = document) => of.querySelector(s);
const all = (s, of = document) => [...of.querySelectorAll(s)];

// ask returns an answer as a document, in which nothing runs, whatever it is: what is no page has its words in it all the
// same. fetch could not parse it without markup from a string.
function ask(address, body, busy) {
  return new Promise((done, failed) => {
    const r = new XMLHttpRequest();
    if (busy) wait(r, failed);
    r.open(body ? "POST" : "GET", address);
    r.responseType = "document";
    r.overrideMimeType("text/html;charset=utf-8");
    r.onload = () => done({ page: r.response, address: r.responseURL, status: `${r.status} ${r.statusText}`.trim() });
    r.onerror = () => failed(new Error("no answer"));
    r.send(body);
  });
}

// there reports whether the desk that this page is of answers. One that was started anew has another address.
const there = () => fetch(document.body.dataset.events.replace(/events$/, "desk.css"), { method: "HEAD", cache: "no-store" })
  .then(r => r.ok, () => false);

let leaving; // then whatever was asked ends without an answer
addEventListener("pagehide", () => { leaving = true });
addEventListener("pageshow", () => { leaving = false });

// answered returns the answer to what was asked; null if there is none, which has been said by then. What only asks is
// asked once more before; what was sent may have been done.
async function answered(address, body, busy) {
  const { stopped, lost } = document.body.dataset;
  try {
    return await ask(address, body, busy);
  } catch (e) {
    if (e.name === "AbortError") return fail(e.message, body);
    if (leaving) return null;
    if (!await there()) return fail(stopped, body);
    return body ? fail(lost, body) : ask(address).catch(() => fail(stopped, body));
  }
}

// wait shows, while an answer takes longer than a moment, that it is awaited, and ends the request when that is cancelled:
// the desk then ends its own to whoever it has asked.
const moment = 400; // ms, in which a page nearby has answered
function wait(request, failed) {
  const timer = setTimeout(() => {
    const bar = $("#busy"), cancel = $("button", bar);
    bar.hidden = false;
    cancel.onclick = () => {
      request.abort();
      failed(new DOMException(cancel.dataset.said, "AbortError"));
    };
  }, moment);
  request.onloadend = () => {
    clearTimeout(timer);
    if ($("#busy")) $("#busy").hidden = true;
  };
}

const dirty = of => all("form[data-typed]", of).some(f => f.dataset.dirty);

// begun reports whether something is typed in a region that no form keeps: a search, words of the article.
const begun = of => all("input, textarea", of).some(x =>
  /^(text|search|url|textarea)$/.test(x.type) && x.value !== x.defaultValue);

// selecting reports whether words are selected in the article of a region: a new frame would not have them.
const selecting = of => $("#page", of)?.contentDocument?.getSelection()?.isCollapsed === false;

// late returns the fields of a form that say something else by now than was sent.
const sent = new WeakMap();
const late = of => all("form[data-typed]", of).filter(f => sent.has(f) && timers.has(f)).flatMap(f =>
  [...f.elements].filter(x => x.id && "value" in x && x.value !== (sent.get(f).get(x.name) ?? x.value)));

// twin returns what an element of a region is in the new one.
const twin = x => x.id ? document.getElementById(x.id) : x.href ? all("a").find(a => a.href === x.href) :
  x.localName === "summary" ? $("summary", twin(x.parentElement) ?? undefined) : x.localName === "button" && all("button").find(b =>
    b.textContent === x.textContent && b.value === x.value && b.formAction === x.formAction && b.ariaLabel === x.ariaLabel);

function focus(on, how) {
  if (!on.hasAttribute("tabindex") && !on.matches("a, button, input, textarea, select, summary")) on.tabIndex = -1;
  on.focus(how);
}

// swap puts the regions of a page in the place of ours; of another view, all of it. If the page is the one that is here,
// nothing moves.
let skipped; // a region is as it was, since words are selected in it
function swap(page, { only, keep, spare, here } = {}) {
  document.title = page.title;
  const root = document.documentElement, { lang, dir } = page.documentElement;
  if (page.body.className !== document.body.className || lang !== root.lang) { // another view
    Object.assign(root, { lang, dir });
    const to = $("#said", page), words = to?.textContent;
    if (words) { // which nobody hears that come with their place
      to.textContent = "";
      requestAnimationFrame(() => requestAnimationFrame(() => { if (!to.textContent) to.textContent = words }));
    }
    document.body.replaceWith(document.adoptNode(page.body));
    focus($("[role=alert]") || $("#panel [autofocus]") || $("#panel"));
    scrollTo(0, 0);
    return arrive();
  }
  const focused = document.activeElement, inside = focused?.closest("[data-region]");
  const caret = focused?.selectionStart != null && [focused.selectionStart, focused.selectionEnd, focused.selectionDirection];
  const asked = $("[role=alert]", page);
  if (spare) skipped = false;
  const list = focused?.closest(".list, .queue"), ids = list ? all("a[id], button[id]", list) : [];
  let other = false; // whether the panel shows something else, which the focus goes to from wherever it was opened
  for (const old of all("[data-region]")) {
    const fresh = page.getElementById(old.id);
    if (only && !old.matches(only) || !fresh || spare && (begun(old) || old.isEqualNode(fresh))) continue;
    if (old.dataset.version && old.dataset.version === fresh.dataset.version) continue;
    if (spare && selecting(old)) {
      skipped = true;
      continue;
    }
    const top = old.scrollTop, y = $("#page", old)?.contentWindow.scrollY, typed = here ? late(old) : [];
    other ||= !here && old.id === "panel" && !old.contains(focused);
    old.replaceWith(document.adoptNode(fresh));
    if (y && $("#page", fresh)) $("#page", fresh).dataset.y = y;
    for (const d of all("details[id][open]", old)) twin(d)?.setAttribute("open", "");
    if (here && !asked) fresh.scrollTop = top;
    for (const x of typed) {
      const to = twin(x);
      quiet(x.form, false);
      if (!to) continue;
      to.value = x.value;
      to.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  const said = $("#said", page)?.textContent;
  if (!keep || said) $("#said").textContent = said || "";
  if (other || inside && !inside.isConnected) {
    const to = $("[role=alert]") || (here || focused?.id !== "panel") && !other && twin(focused) ||
      // what is gone from a list leaves the focus to the one after it
      ids.slice(ids.indexOf(focused) + 1).map(twin).find(x => x) || $("#panel [autofocus]") || $("#panel");
    focus(to, { preventScroll: true });
    if (caret && to.id === focused.id) to.setSelectionRange?.(...caret);
  }
  arrive();
}

// bare returns an address without what was done there, which is told once.
function bare(address) {
  const at = new URL(address);
  at.searchParams.delete("said");
  at.searchParams.delete("words");
  return at.href;
}

// go shows what an address answers. Of two that were asked for, the later one counts.
let turn = 0, shownAt = bare(location.href);
async function go(address, { body, push = true, replace, only, keep, busy } = {}) {
  const mine = keep ? turn : ++turn;
  if (!keep) all("form[data-live]").forEach(f => quiet(f, false)); // a search that comes later would take this away
  const answer = await answered(address, body, busy), at = answer && bare(answer.address);
  if (!answer || mine !== turn) return;
  const { page, status } = answer;
  if (!page?.body?.dataset.events) { // the words of a server, on one line
    const words = (page?.body?.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 200);
    return fail(document.body.dataset.answered.replace("{}", () => words ? `${status}: ${words}` : status), body);
  }
  if (!keep) turn++; // what refresh has asked for meanwhile is older
  if (body && page.body.className === "problem") return fail($("[role=alert]", page).textContent);
  swap(page, { only, keep, here: keep || at === shownAt });
  aim(new URL(address, location.href).hash);
  if (keep || body && answer.address === address) return; // a question about what was sent has no address
  shownAt = at;
  if (push) history[replace || at === location.href ? "replaceState" : "pushState"](null, "", at);
}

// fail says that something did not work: what stands in this window is all there is of it.
function fail(words, typed = true) {
  $("#said").textContent = words;
  if (typed) all("form[data-typed]").forEach(f => { f.dataset.dirty = "yes" });
  return null;
}

// aim puts the focus on what the end of an address names, such as a field.
function aim(hash) {
  const to = hash && document.getElementById(hash.slice(1));
  if (!to) return;
  if (!to.matches("input, textarea, select, a, button")) to.tabIndex = -1;
  to.focus();
}

// refresh shows what others have changed, but for what is being typed or has just been asked for.
let asking, again;
async function refresh() {
  if (asking) return void (again = true);
  asking = true;
  do {
    again = false;
    if (!$("[data-follow]") || dirty()) break;
    const mine = turn;
    try {
      const { page } = await ask(location.href);
      if (!page?.body?.dataset.events) break;
      if (held) missed = true;
      else if (mine !== turn) again = true;
      else if (!dirty()) swap(page, { keep: true, spare: true, here: true });
    } catch { /* it has ended, or is being started anew */ }
  } while (again);
  asking = false;
}

// What is under a finger or a button of the mouse stays there until it is let go, or nothing would have been clicked.
let held, missed;
addEventListener("pointerdown", () => { held = true }, true);
for (const end of ["pointerup", "pointercancel", "dragend"]) {
  addEventListener(end, () => setTimeout(() => { // after the click
    held = false;
    if (missed) refresh(missed = false);
  }), true);
}

addEventListener("popstate", () => {
  // A link within the page asks for nothing: what a form has been given stays in it.
  if (location.href.split("#")[0] === shownAt.split("#")[0]) aim(location.hash);
  else go(location.href, { push: false });
});

document.addEventListener("click", e => {
  const a = e.target.closest?.("a[data-swap]");
  if (!a || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey && e.isTrusted) return;
  e.preventDefault();
  settle().then(() => go(a.href));
});

document.addEventListener("submit", async e => {
  const form = e.target, by = e.submitter;
  e.preventDefault();
  if ((by?.formMethod || form.method) !== "post") return look(form);
  quiet(form, false); // what is asked while one types comes too late
  clearTimeout(checks.get(form));
  const menu = form.closest("header details");
  if (menu) { // it has been used, and what was in it has the focus no more
    menu.open = false;
    $("summary", menu).focus();
  }
  const busy = by?.dataset.busy || form.dataset.busy;
  if (busy) $("#said").textContent = busy;
  const data = new FormData(form, by), body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  sent.set(form, data);
  quiet(form, true); // its text is on its way, or to go
  await settle();
  go(by?.hasAttribute("formaction") ? by.formAction : form.action, { body, busy }); // without one, formAction is this page
});

// look asks what a form that only asks says now.
function look(form) {
  const at = new URL(form.action);
  at.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  return go(at.href, { replace: true, only: "[data-follow]" });
}

// What is typed is kept soon after the first key, and then at least every second: what is older than two is never lost.
const soon = 300, often = 1000; // ms
let settled = Promise.resolve(); // what was sent has arrived

function keep(form) {
  quiet(form, false);
  const body = new URLSearchParams(new FormData(form));
  settled = fetch(form.dataset.typed, { method: "POST", body, keepalive: true }).then(async r => {
    const to = $("[data-kept]", form);
    form.toggleAttribute("data-unkept", !r.ok);
    if (!r.ok) $("#said").textContent = await r.text();
    else if (to) to.textContent = to.dataset.kept;
  }).catch(() => form.setAttribute("data-unkept", ""));
  return settled;
}
addEventListener("beforeunload", e => { if ($("[data-unkept]")) e.preventDefault() }); // it is in this window only

const timers = new WeakMap();
function quiet(form, clean) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  if (clean) delete form.dataset.dirty;
}

// settle sends what is still to be sent.
const settle = () => Promise.all(all("form[data-typed]").filter(f => timers.has(f)).map(keep)).then(() => settled);

document.addEventListener("input", e => {
  const form = e.target.form, into = e.target.dataset.into;
  if (!form) return;
  if (into && e.target.value) {
    const to = document.getElementById(into);
    to.value = e.target.value;
    to.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const from = all("[data-into]", form).find(x => x.dataset.into === e.target.id);
  if (from && from.value !== e.target.value) from.value = "";
  if (e.target.dataset.check) check(form, e.target.dataset);
  if (form.dataset.typed) {
    if (!timers.has(form)) timers.set(form, setTimeout(keep, form.dataset.dirty ? often : soon, form));
    form.dataset.dirty = "yes";
  } else if ("live" in form.dataset) {
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(look, 120, form)); // ms without a key
  }
});
addEventListener("pagehide", settle);

// A table that is pasted has its links and merged cells in HTML only. What is typed after that counts alone.
document.addEventListener("paste", e => {
  const name = e.target.dataset?.html, html = name && e.clipboardData?.getData("text/html");
  if (/<table/i.test(html)) setTimeout(() => e.target.form.elements[name].value = html); // after the event of its input
});
document.addEventListener("input", e => {
  const name = e.target.dataset?.html;
  if (name) e.target.form.elements[name].value = "";
});

// check asks what there is to say about a field, and shows it.
const checks = new WeakMap();
function check(form, field) {
  clearTimeout(checks.get(form));
  checks.set(form, setTimeout(async () => {
    const body = new URLSearchParams(new FormData(form));
    if (field.with) body.set(field.with, "yes");
    await go(field.check, { body, push: false, only: field.only, keep: true });
    if (form.isConnected && form.dataset.dirty && !timers.has(form)) timers.set(form, setTimeout(keep, soon, form));
  }, 150)); // ms without a key
}

document.addEventListener("click", async e => {
  const { copy, copied } = e.target.closest?.("[data-copy]")?.dataset ?? {};
  if (!copy) return;
  const from = document.getElementById(copy);
  getSelection().selectAllChildren(from); // where the clipboard is refused, one key is left to press
  await navigator.clipboard?.writeText(from.textContent).then(() => $("#said").textContent = copied, () => from.focus());
});

// Keys, as aria-keyshortcuts names them: a letter by what is written on it, or, where that is none of A to Z, as in
// Cyrillic or with Option on a Mac, by where it is.
const pressed = e => [e.ctrlKey || e.metaKey ? "Control" : "", e.altKey ? "Alt" : "",
  e.shiftKey && !/^[^\p{L}]$/u.test(e.key) ? "Shift" : "", // which "?" has on some keyboards only
  /^Key/.test(e.code) && !/^[a-z]$/i.test(e.key) ? e.code.slice(3) : e.key.length === 1 ? e.key.toUpperCase() : e.key]
  .filter(Boolean).join("+");

// beside returns what an arrow leads to: the same of the next item of a list, or the first that a search has found.
function beside(e) {
  const item = e.currentTarget === document && e.target.closest(".list > li, .queue > li");
  if (e.target.type === "search") return e.key === "ArrowDown" && $("[data-follow] .list a");
  if (!item || !e.target.matches("a, button")) return null;
  const to = e.key === "ArrowDown" ? item.nextElementSibling : item.previousElementSibling;
  const own = all("a, button", item), next = to && all("a, button", to);
  return next?.[Math.min(own.indexOf(e.target), next.length - 1)];
}

function onKey(e) {
  if (e.isComposing) return;
  const key = pressed(e), typing = e.target.matches?.("input, textarea, select");
  if (key === "ArrowDown" || key === "ArrowUp") {
    const to = beside(e);
    if (to) e.preventDefault(), to.focus();
    return;
  }
  if (typing && key.length === 1) return;
  const menu = key === "Escape" && $("header details[open]");
  if (menu) {
    menu.open = false;
    return $("summary", menu).focus();
  }
  if ($("dialog[open]")) return;
  const to = all("[aria-keyshortcuts]").find(x => x.getAttribute("aria-keyshortcuts") === key && !x.closest("[hidden]"));
  if (!to || typing && key === "Escape" && e.target.type === "search" && !to.closest("#busy")) return;
  e.preventDefault();
  to.matches("input") ? to.select() : to.matches("section") ? to.focus() : to.click();
}
document.addEventListener("keydown", onKey);
document.addEventListener("click", e => all("header details[open]").forEach(menu => { menu.open = menu.contains(e.target) }));

// The keys of what can be seen are listed where somebody asks for them, by what is written on it.
document.addEventListener("click", e => {
  if (!e.target.closest?.("[data-keys]")) return;
  const dialog = $("#keys"), list = $("dl", dialog), seen = new Set();
  const rows = all("[aria-keyshortcuts]").filter(x => x.checkVisibility() && !x.closest("dialog")).flatMap(x => {
    const keys = x.getAttribute("aria-keyshortcuts"), name = x.ariaLabel || x.labels?.[0]?.textContent || x.textContent;
    if (seen.has(keys)) return [];
    seen.add(keys);
    const [term, what] = ["dt", "dd"].map(tag => document.createElement(tag)), kbd = document.createElement("kbd");
    kbd.textContent = keys.replace("Control", "Ctrl").replace("Escape", "Esc").replace("ArrowUp", "↑").replace("ArrowDown", "↓");
    what.textContent = name.trim();
    term.append(kbd);
    return [term, what];
  });
  list.replaceChildren(...rows);
  dialog.showModal();
});

// The article: its marks lead to their records, and a record that is open shows its words.
const marks = id => {
  const d = $("#page")?.contentDocument;
  return d && id ? all("mark[data-sourcemark~=" + CSS.escape(id.slice(1)) + "]", d) : [];
};

let shown = [];
function show() {
  const id = $("[data-show]")?.dataset.show;
  shown.forEach(m => m.style.removeProperty("outline"));
  shown = marks(id);
  shown.forEach(m => m.style.setProperty("outline", "3px solid Highlight"));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  shown[0]?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}

function onArticle() {
  const frame = $("#page"), d = frame.contentDocument;
  if (!d || d.deskKnows || d.URL === "about:blank") return;
  d.deskKnows = true;
  const w = d.defaultView;
  if (!$("style", d)) { // its sheets are elsewhere, and none of them is fetched
    const plain = new w.CSSStyleSheet(); // an article may forbid elements of style
    plain.replaceSync(":where(body) { max-width: 660px; margin: 32px auto; padding: 0 24px; " +
      "font: 1.15rem/1.6 Charter, Georgia, serif; color-scheme: light dark } :where(h1, h2) { line-height: 1.2 }");
    d.adoptedStyleSheets.push(plain);
  }
  w.scrollTo(0, frame.dataset.y ?? 0); // where the one before it was
  d.addEventListener("selectionchange", () => { if (skipped && !selecting()) refresh() });
  d.addEventListener("keydown", onKey);
  d.addEventListener("click", e => {
    const path = e.composedPath(), a = path.find(x => x.localName === "a");
    if (a && !a.getAttribute("href")?.startsWith("#")) e.preventDefault(); // leads out of the desk
    const mark = path.find(x => x.localName === "mark" && x.dataset?.sourcemark);
    if (mark) open(mark);
  });
  show();
}

function open(mark) {
  const id = mark.dataset.sourcemark.split(" ")[0], to = document.getElementById("to-" + id);
  to ? to.click() : settle().then(() => go(record("#" + id)));
}
document.addEventListener("desk:mark", e => open(e.detail));

function record(id) {
  const at = new URL(location.href);
  at.search = new URLSearchParams({ record: id });
  return at.href;
}

// arrive makes ready what has just come.
function arrive() {
  all("[data-copy]").forEach(b => b.parentElement.hidden = false);
  all("[data-keys]").forEach(b => b.hidden = false);
  const frame = $("#page");
  if (frame && !frame.dataset.ready) {
    frame.dataset.ready = "yes";
    frame.addEventListener("load", onArticle);
  }
  if (frame?.contentDocument?.readyState === "complete") onArticle();
  show();
  if ($("[role=alert]")) all("form[data-typed]").forEach(f => { f.dataset.dirty = "yes" }); // it was not saved
  document.dispatchEvent(new CustomEvent("desk:swap"));
}

// A window that nobody sees does not listen: a browser has six connections to one address, for all windows together.
let events;
function listen() {
  if (document.hidden) {
    events?.close();
    events = null;
  } else if (!events) {
    let first = true; // says that we are heard, and not that anything has changed
    events = new EventSource(document.body.dataset.events);
    events.onmessage = () => {
      if ($("#said").textContent === document.body.dataset.stopped) $("#said").textContent = "";
      first ? first = false : refresh();
    };
    events.onerror = async () => { // a connection that broke is made again
      if (!await there() && !leaving) $("#said").textContent = document.body.dataset.stopped;
    };
  }
}
document.addEventListener("visibilitychange", () => {
  listen();
  if (!document.hidden) refresh();
});
listen();

history.replaceState(null, "", shownAt); // what was done is told once
try { // for the page that words are handed over to (hand.js); it is worth nothing once this desk has ended
  localStorage.setItem("sourcemark-desk", document.body.dataset.events.replace("/events", ""));
} catch { /* this browser keeps nothing */ }
arrive();
aim(location.hash);
