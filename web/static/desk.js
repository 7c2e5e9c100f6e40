// What a preview with data-edit="desk" fetches beside the loader: words that somebody selects in the article are offered
// to be checked, and handed to the desk that runs on the same machine. claims/desk/hand.go says how, and why not otherwise:
// a window of the desk is opened, and told what was selected once it says that it is there.

import { chosen } from "./chosen.js";

const labels = LABELS;
const port = 6275; // of a desk that was not told another
let page; // what the loader has given: at, lang, root, over and warn
let host, button, status; // the button, in a shadow tree of its own
let words = null; // that are selected
let held = false; // the button is being pressed, whatever becomes of the selection meanwhile

// handOver begins. A page that changes without being loaded does so for each article; the last one counts.
export function handOver(given) {
  const begun = page;
  page = given;
  if (!/^https?:$/.test(location.protocol)) return page.warn(`data-edit="desk": a page from disk has no address to be checked by; open it on a server`);
  if (published()) page.warn(`data-edit="desk" does nothing here: this page is at its canonical address, where readers are; a preview needs another, or <meta name="robots" content="noindex">`);
  if (begun) return;
  let timer;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, 120); // ms: a hand that still moves selects something else
  });
  document.addEventListener("keydown", e => {
    if (words && e.key === "Enter" && e.altKey && !e.ctrlKey && !e.metaKey && !e.shiftKey && !e.repeat) {
      e.preventDefault();
      hand();
    }
  });
  for (const kind of ["scroll", "resize"]) addEventListener(kind, place, { capture: true, passive: true });
  offer(); // what was selected before this came
}

// published reports whether readers may be here: what is left on by mistake bothers none.
function published() {
  const canonical = document.querySelector("head>link[rel~=canonical]")?.href.split("#")[0];
  return canonical === location.href.split("#")[0] && !/noindex|none/i.test(document.querySelector("head>meta[name=robots i]")?.content);
}

function selected() {
  if (page.over() || published()) return null;
  const s = getSelection(), root = page.root();
  return s.rangeCount && root?.contains(s.getRangeAt(0).commonAncestorContainer) ? chosen(document) : null;
}

function offer() {
  if (held) return;
  words = selected();
  if (!words) return host?.remove();
  if (!host) make();
  if (!host.isConnected) document.body.append(host);
  button.textContent = status.textContent = labels[page.lang] ?? labels.en;
  status.textContent += ": Alt+Enter";
  place();
}

function make() {
  host = document.createElement("sourcemark-desk");
  const tree = host.attachShadow({ mode: "open" }), sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; position: fixed; z-index: 2147483647; left: 0; top: 0 }
    button { all: unset; box-sizing: border-box; min-height: 40px; padding: 0 16px; border: 1px solid light-dark(#1d1e20, #e9e7e2); border-radius: 8px;
      background: light-dark(#1d1e20, #e9e7e2); color: light-dark(#fff, #16171a); font: 600 15px/40px system-ui, "Segoe UI", "Noto Sans", sans-serif;
      white-space: nowrap; cursor: pointer; user-select: none; -webkit-user-select: none; box-shadow: 0 4px 18px rgb(0 0 0 / .25) }
    button:focus-visible { outline: 2px solid #1a7f64; outline-offset: 2px }
    p { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
    @media print { :host { display: none } }
    @media (pointer: coarse) { button { min-height: 48px; line-height: 48px } }
    @media (forced-colors: active) { button { border-color: ButtonText; background: ButtonFace; color: ButtonText } }`);
  tree.adoptedStyleSheets = [sheet];
  button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-keyshortcuts", "Alt+Enter");
  status = document.createElement("p");
  status.setAttribute("role", "status");
  tree.append(button, status);
  button.addEventListener("mousedown", e => e.preventDefault()); // which would take the selection away
  button.addEventListener("pointerdown", () => held = true);
  addEventListener("pointerup", () => setTimeout(release, 500), true); // ms: after the click, which waits for a second tap in some browsers
  addEventListener("pointercancel", release, true);
  button.addEventListener("click", hand);
}

function release() {
  if (!held) return;
  held = false;
  offer();
}

// place puts the button below the words that are selected, or above them where there is no room, and always into the window.
function place() {
  if (!host?.isConnected || held) return;
  const s = getSelection(), boxes = s.rangeCount ? s.getRangeAt(0).getClientRects() : [];
  if (!boxes.length) return;
  const first = boxes[0], last = boxes[boxes.length - 1], b = button.getBoundingClientRect();
  const gap = matchMedia("(pointer: coarse)").matches ? 34 : 8, edge = 8; // px: where a finger selects, handles hang below the words
  const w = document.documentElement.clientWidth, below = last.bottom + gap, above = first.top - gap - b.height;
  const y = below + b.height <= innerHeight - edge || above < edge ? below : above;
  const x = getComputedStyle(page.root()).direction === "rtl" ? last.left : last.right - b.width;
  host.style.left = Math.max(edge, Math.min(x, w - b.width - edge)) + "px";
  host.style.top = Math.max(edge, Math.min(y, innerHeight - b.height - edge)) + "px";
}

// hand opens a window of the desk, and answers it alone, once.
function hand() {
  const said = { address: location.href, canonical: document.querySelector("head>link[rel~=canonical]")?.href ?? "", ...words };
  const desk = `http://127.0.0.1:${page.at ?? port}`;
  let there;
  try {
    there = open(desk + "/check");
  } catch (e) { // there is no such port
    return page.warn(`data-edit="desk:${page.at}": ${e.message}`);
  }
  if (!there) return page.warn(`data-edit="desk": the browser opens no window for this page, or its Cross-Origin-Opener-Policy forbids to talk to one; want same-origin-allow-popups`);
  const heard = new AbortController();
  addEventListener("message", e => {
    if (e.source !== there || e.origin !== desk) return;
    heard.abort();
    there.postMessage({ ...said, page: copy() }, desk);
  }, { signal: heard.signal });
}

// copy returns the page as it is now, for a desk that cannot fetch it: without what is no text, and what somebody typed.
// Its elements are made anew in a document of their own, in which nothing of them runs and nothing is loaded.
function copy() {
  const all = document.implementation.createHTMLDocument().importNode(document.documentElement, true);
  const dropped = "script:not([type='application/ld+json']), style, link[rel=stylesheet], iframe, object, svg, template, input, textarea, select, " +
    "sourcemark-marks, sourcemark-inline, sourcemark-endnotes, sourcemark-summary, sourcemark-desk";
  for (const e of all.querySelectorAll(dropped)) e.remove();
  return "<!doctype html>" + all.outerHTML;
}
