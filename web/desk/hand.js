// The page that words of another site are handed over to (claims/desk/hand.go says how). It has no token, hears nobody
// but the window that has opened it, shows what that says as text, and sends it to the desk when somebody presses the
// button.

const $ = id => document.getElementById(id);
const from = opener, form = $("hand"), button = form.querySelector("button");
const most = { address: 20_000, canonical: 20_000, exact: 20_000, before: 2_000, after: 2_000, page: 8e6 }; // characters
const shownAround = 160; // characters

const say = id => { for (const p of document.querySelectorAll("[role=status] p")) p.hidden = p.id !== id };

let taken = false;
addEventListener("message", e => {
  if (!from || e.source !== from || taken) return;
  const said = name => typeof e.data?.[name] === "string" ? e.data[name] : "";
  const words = { site: e.origin };
  for (const [name, n] of Object.entries(most)) {
    words[name] = name === "before" ? said(name).slice(-n) : name === "after" ? said(name).slice(0, n) : said(name).length > n ? "" : said(name);
  }
  if (!words.exact.trim() || !URL.canParse(words.address) || new URL(words.address).origin !== e.origin) return say("refused");
  taken = true;
  for (const [name, value] of Object.entries(words)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  $("site").textContent = new URL(e.origin).host; // as the browser writes it: no letters that look like others
  $("address").textContent = words.address;
  $("exact").textContent = words.exact;
  $("before").textContent = words.before.slice(-shownAround);
  $("after").textContent = words.after.slice(0, shownAround);
  find();
});

// find looks whether the desk is open in this browser: its pages leave their address for this one.
async function find() {
  if (!taken) return;
  let base = null;
  try {
    base = localStorage.getItem("sourcemark-desk");
  } catch { /* this browser keeps nothing */ }
  const open = /^\/\w+$/.test(base) && await fetch(base + "/hand.js", { method: "HEAD" }).then(r => r.ok, () => false);
  if (open) form.action = base + "/hand";
  button.disabled = !open;
  form.hidden = false;
  say(open ? "" : "closed");
}
addEventListener("storage", find);
addEventListener("focus", find);
from?.postMessage("sourcemark-desk", "*"); // that we are here; which says nothing else
