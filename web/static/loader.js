// The loader: the one script tag of a page, and what the module of web/npm calls for a page or for an article that it mounts. It
// waits until the article can be read, fetches the records and the program, and has it started. What only that takes (half.js, dom.js, and Go's own wasm_exec.js) is fetched with it:
// a page that came with its checks needs none. For pages that are opened from disk the bundler puts all of that in
// the place of BUNDLED and RUN.
(function launch(given, loaded) {
  "use strict";
  // An element of the page that is named "querySelector" is what document.querySelector then is: what a document
  // really has is asked of its prototype.
  const document = new Proxy(window.document, {
    __proto__: null,
    get(d, name) {
      const value = Reflect.get(Document.prototype, name, d);
      return typeof value === "function" ? value.bind(d) : value;
    },
  });
  const address = () => location.href.split("#")[0];
  // A tag, and where the page was when it ran: a page that changes without being loaded takes its addresses along.
  const from = given ?? ran(), { tag, src, base, mount } = from;
  const at = from.at = address(), canonical = document.querySelector("head>link[rel~=canonical]")?.href;
  // A page has one widget, whatever tags it has and however often they run: what a further one names is loaded too.
  const running = !mount && typeof window.sourcemark?.ready?.then === "function" ? window.sourcemark : null;
  if (running?.join?.(from)) return;

  // What an object of ours does not have, a script of the page may have given to Object.prototype, by mistake or by an attacker's
  // hand. Settings, and options for the browser, are objects without one.
  const bundled = BUNDLED;
  const run = RUN;
  const languages = LANGUAGES;
  const pinned = tag?.integrity || from.files ? HASHES : null; // who pins the loader pins what it fetches, and so does a module
  const warn = message => console.warn("Sourcemark: " + message);
  const problem = (code, message) => Object.assign(new Error(message), { code });
  const wrong = url => e => { throw problem("fetch", `${url} could not be fetched, or is not the one pinned: ${e.message ?? e.type}`) };
  const get = (url, integrity = "") => fetch(url, { __proto__: null, integrity }); // which must be just that, if integrity says anything
  const after = ms => new Promise(go => setTimeout(go, ms));
  let leave; // ends what waits for the page
  const left = new Promise(go => leave = go);
  const once = (target, names) => {
    const heard = new AbortController();
    return new Promise(go => {
      for (const n of names.split(" ")) target.addEventListener(n, go, { __proto__: null, passive: true, capture: true, signal: heard.signal });
      left.then(go);
    }).finally(() => heard.abort());
  };

  // What an element's attributes say. (Spread, or asked for its entries, a dataset throws where Object.prototype has a "get".)
  function data(e) { return Object.keys(e?.dataset ?? {}).reduce((all, name) => (all[name] = e.dataset[name], all), { __proto__: null }) }
  const digest = /^(sha(256|384|512)-[\w+/-]+={0,2}(\s+|$))+$/;
  const config = configure();
  const scope = mount?.article ?? document; // in which elements of ours are looked for, and that hears of what happens
  // What a page has that came with its checks. Somebody may have written such an element into an article; only those that write pages give it a
  // shadow root, or what an old browser makes none of.
  const holders = () => [...scope.querySelectorAll("sourcemark-marks[data-sourcemark]")].filter(e => e.shadowRoot || e.querySelector("template"));
  const idle = {
    items: () => [], get: () => null, open: () => false, close() {}, next() {}, prev() {}, refresh() {}, setVisible() {},
    report: () => ({ placed: 0, unplaced: [] }), destroy() { stopped = true, begun || leave() },
  };
  let stopped = false; // before there was anything to stop
  let over = false; // destroyed, or failed
  const end = () => {
    over = true, host = other = null; // which hold the program
    if (api.join === join) Object.assign(api, idle); // and not another's
  };
  const quit = () => over || stopped && (end(), true);
  // What is in the page still, or was put in only to run.
  const present = ({ tag, held }) => !held || tag.isConnected || [...document.querySelectorAll("script")].some(s => s.isEqualNode(tag));
  const tags = loaded && !present(from) ? [] : [from], loads = [...loaded ?? []], taken = new Set(); // blocks of data
  let begun, adopted; // what they name is being fetched; the first holder of a page that came with its checks
  let other, host; // the other half of this, as it is fetched, and once it is: it has the program
  // What the next article of this page need not compile again, by its address and digest.
  const kept = from.kept ?? running?.kept ?? { __proto__: null };
  const keep = (url, digest, make) => kept[url + " " + digest] ??= make(url, digest).catch(e => { delete kept[url + " " + digest]; throw e });
  let preload; // an element of ours that is in the page while something is fetched
  const before = (from.before ?? running?.ready)?.catch(() => 0);
  const api = Object.assign(running ?? {}, { version: "VERSION", ...idle, load, join, kept });
  if (mount) api.replace = loads => half().then(h => h.replace(loads));
  else window.sourcemark = api;
  sweep();
  // Elements of ours are known to the page from here on, and one that comes late gets its check.
  for (const name of ["summary", "card"]) {
    customElements.get("sourcemark-" + name) || customElements.define("sourcemark-" + name, class extends HTMLElement {
      connectedCallback() { if (name === "card") queueMicrotask(() => window.sourcemark?.refresh?.()) }
    });
  }
  stopped = !given && !tag && !document.querySelector("script.sourcemark-records"); // imported as it is, it waits for load
  api.ready = start();
  api.ready.catch(failed);
  return api;

  // The tag that this is run by. Some that change pages run a script of its source alone: then it is the last one in the page that says more.
  function ran() {
    const t = document.currentScript;
    const tag = Object.keys(data(t)).length ? t : [...document.querySelectorAll("script[data-records]")].findLast(s => t?.src ? s.src === t.src : /\/sourcemark\.(local\.)?js/.test(s.src)) ?? t;
    // Of a script that was imported as a module, only the page's timeline says where it came from.
    const src = tag ? tag.src : performance.getEntriesByType("resource").findLast(r => /\/sourcemark\.js\b/.test(r.name))?.name ?? document.baseURI;
    return { __proto__: null, tag, src, base: document.baseURI, held: tag?.isConnected };
  }

  // Takes a further tag in. False if there is nothing to take it into: then it is the first of another widget.
  function join(more) {
    sweep();
    const [rendered] = holders(), moved = address() !== at || lost();
    // Nothing is left, or another page or article has come in the place of this one.
    if (over || (begun ? (adopted ? rendered !== adopted : rendered) || moved && gone() : moved || stopped)) {
      depart();
      return false;
    }
    stopped = false;
    more.at = address();
    tags.push(more);
    if (begun && !adopted) {
      api.ready.then(() => Promise.all([...blocks(), ...addresses(data(more.tag), more.base)].map(host.add)).catch(e => {
        warn(e.message);
        tell("error", { code: e.code, message: e.message });
      }), () => launch(more));
    }
    return true;
  }

  function depart() {
    if (address() !== at) kept.stale = canonical; // until the page says another
    api.destroy();
    end();
    leave(stopped = true);
  }

  // Whether the article of this widget is not there any more, and whether all tags have gone that were in the page.
  function gone() { return adopted ? !adopted.isConnected : host?.gone() }

  function lost() { return tags.length > 0 && !tags.some(present) }

  async function load(what) {
    const one = { what, base: document.baseURI, at: address(), anew: over || stopped };
    loads.push(one);
    return (await half()).load(one);
  }

  // Calls f whenever the page has got other elements.
  function changes(f) {
    const observer = new MutationObserver(f);
    observer.observe(document.documentElement, { __proto__: null, childList: true, subtree: true });
    return observer;
  }

  function source({ what, base }) {
    return typeof what === "string" ? { url: what, base, integrity: config.integrity } : { name: "records", text: JSON.stringify(what) };
  }

  // What is left of elements of ours where a page was copied with them and without what they were, as some do that change pages
  // without loading them.
  function sweep() {
    for (const e of document.querySelectorAll("sourcemark-marks, sourcemark-inline, sourcemark-endnotes, sourcemark-summary[data-sourcemark]")) {
      if (!e.shadowRoot && !e.hasChildNodes()) e.remove();
    }
  }

  // What the tag or a block of JSON says; what of that is none of our settings is found out once they are needed (half.js).
  function configure() {
    const out = { __proto__: null };
    const take = ([name, value]) => out[name] = String(value);
    const block = document.querySelector("script.sourcemark-config");
    try {
      Object.entries(block ? JSON.parse(block.textContent) : {}).forEach(take);
    } catch (e) {
      warn(`script.sourcemark-config is no JSON object: ${e.message}`);
    }
    Object.entries(data(tag)).forEach(take);
    Object.entries(from.settings ?? {}).forEach(take);
    return out;
  }

  // An honest line where the checks would be; the article is left as it is. What is wrong is the business of the console and of
  // whoever listens, and not of readers.
  async function failed(e) {
    if (api.join !== join) return; // there is another now
    const reason = String(e?.message ?? e), code = Object.hasOwn(Object(e), "code") ? e.code : "program";
    warn(reason);
    preload?.remove();
    const asked = other;
    end();
    await say(asked);
    tell("error", { code, message: reason });
    if (code === "csp-wasm" || code === "fetch") tell("blocked", { reason: code });
  }

  // Says to readers that the checks could not be shown, in the summary, or in the place where that would be.
  async function say(asked) {
    if (holders().length) return; // they came with the page, and are there
    let root, words, place = scope.querySelector("sourcemark-summary");
    try {
      speak();
      root = article();
      if (config.lang !== "en") words = await Promise.race([(asked ?? half()).then(h => h.learn(config.lang)), after(3000)]); // ms; a line in English is better than none
    } catch {
      // then in English, and where the page has a place for it
    }
    await settled();
    const at = root?.dataset.sourcemarkSummary || config.summary;
    if (stopped || !over || !place && (at === "none" || config.mode === "off" || !root)) return;
    const line = document.createElement("p"), slot = document.createElement("slot");
    line.setAttribute("role", "status");
    line.textContent = /^failed *= *(.*)$/m.exec(words)?.[1] ?? "The checks of this article could not be shown. The article itself is unchanged.";
    const made = !place;
    if (made) {
      place = document.createElement("sourcemark-summary");
      place.style.display = "block";
      place.setAttribute("data-sourcemark", "");
      root[at === "bottom" ? "append" : "prepend"](place);
    }
    const tree = place.shadowRoot ?? place.attachShadow({ __proto__: null, mode: "open" });
    tree.replaceChildren(slot, line);
    api.destroy = () => (end(), made ? place.remove() : tree.replaceChildren(slot));
  }

  // Tells the page what has happened; false if it will not have it.
  function tell(name, detail) {
    return scope.dispatchEvent(new CustomEvent("sourcemark:" + name, { bubbles: true, composed: true, cancelable: true, detail }));
  }

  // The article, as far as it can be told yet; the program has the last word.
  function article() {
    if (mount) return mount.article;
    try {
      return document.querySelector(config.root || "article,[itemprop~=articleBody],main");
    } catch {
      throw problem("config", `data-root="${config.root}" is no selector`);
    }
  }

  async function start() {
    if (before) await before; // two would take each other's highlights away
    if (api.join === join) Object.assign(api, idle);
    if (document.readyState === "loading") await once(document, "DOMContentLoaded");
    if (config.edit?.slice(0, 4) === "desk" && (await half()).handOver()) return { placed: 0, unplaced: 0 };
    const rendered = holders();
    if (rendered.some(e => mount || !e.shadowRoot)) (await half()).grow();
    if (rendered.length) return adopt(rendered);
    if (config.await) await once(window, config.await);
    if (config.start === "interaction") await once(window, "pointerdown keydown touchstart wheel scroll");
    if (config.start === "visible" && article()) {
      let seen, another;
      await new Promise(go => {
        seen = new IntersectionObserver(all => all.some(e => e.isIntersecting) && go(), { __proto__: null, rootMargin: "50%" }); // half a window before it is
        const look = () => article() && seen.observe(article()); // the same again is nothing
        look();
        another = changes(look);
        left.then(go);
      });
      seen.disconnect();
      another.disconnect();
    }
    // Once the page has been painted, and has nothing to do. Pages in the background are not painted, and some never rest.
    await Promise.race([new Promise(go => requestAnimationFrame(() => setTimeout(go))), after(1000)]);
    await Promise.race([new Promise(go => (window.requestIdleCallback ?? setTimeout)(go)), after(200)]);
    if (quit()) return { placed: 0, unplaced: 0 };
    if (!mount) config.root ||= document.querySelector("sourcemark-summary[for]")?.getAttribute("for");
    speak();
    able();
    const list = sources(), records = Promise.all(list.map(s => read(s).catch(e => e))), program = list.length && readProgram();
    const [summary] = await Promise.all([half().then(h => (host = h).begin(records, program)), records, program]);
    return summary;
  }

  // A page that came with its checks in it needs no program: nothing is checked again, and its cards open by themselves.
  // What is left to do is to tell the page, and to answer it.
  function adopt(came) {
    [adopted] = came, begun = true;
    const name = id => String(id).replace(/^#?(sm-)?/, "");
    const read = { __proto__: null }, items = came.map((e, i) => {
      const { sourcemark, kind, status, placement } = data(e);
      const words = [...document.querySelectorAll(`mark[data-sourcemark~="${sourcemark}"]`)].filter(m => m.compareDocumentPosition(e) & 4).map(m => m.textContent).join("");
      const exact = words.slice(read[sourcemark]); // another article may have one of that name
      read[sourcemark] = words.length;
      return {
        id: "#" + sourcemark, number: i + 1, kind, status, placement, exact,
        verdict: e.shadowRoot?.getElementById("sm-verdict").childNodes[1].textContent ?? "", // between the icon and the status
      };
    });
    // In a part of a page the holder is the card, and its number elsewhere.
    const cards = came.map(e => e.shadowRoot && (e.id ? e : e.shadowRoot.querySelector("[popover]")));
    const numbers = came.map(e => e.id ? document.querySelector(`[popovertarget="${e.id}"]`) : e.shadowRoot?.querySelector("[popovertarget]"));
    const unplaced = [...document.querySelectorAll("sourcemark-endnotes")].flatMap(e => data(e).unplaced?.split(" ")).filter(Boolean).map(id => ({ id: "#" + id }));
    const found = id => {
      const several = items.filter(i => name(i.id) === name(id) || i.id.startsWith(`#${name(id)}@`)).map(i => i.id);
      if (several.length > 1) warn(`several checks are called ${id}; want one of ${several.join(" ")}`);
      return several.length === 1 ? items.findIndex(i => i.id === several[0]) : -1;
    };
    const listening = new AbortController(), options = { __proto__: null, signal: listening.signal };
    let at = -1; // the open one
    const show = i => {
      if (!cards[i]) return false; // an old browser, which has links instead
      if (!cards[i].matches(":popover-open")) cards[i].showPopover({ __proto__: null, source: numbers[i] }); // beside which it opens
      numbers[i]?.scrollIntoView({ __proto__: null, block: "center" });
      return true;
    };
    const byAddress = () => location.hash.startsWith("#sm-") && show(found(location.hash));
    const counts = { claims: 0, quotes: 0, sourced: 0, disputed: 0, neutral: 0, unsourced: 0 };
    items.forEach((item, i) => {
      counts[item.kind + "s"]++;
      counts[item.status]++;
      cards[i]?.addEventListener("beforetoggle", e => e.newState === "open" && !tell("before-open", { id: item.id }) && e.preventDefault(), options);
      cards[i]?.addEventListener("toggle", e => {
        at = e.newState === "open" ? i : at === i ? -1 : at;
        tell(e.newState === "open" ? "open" : "close", { id: item.id });
      }, options);
      cards[i]?.addEventListener("click", e => {
        const link = e.composedPath()[0].closest("[data-do=source-click], [data-do=feedback]");
        if (link && !tell(link.dataset.do, { id: item.id, url: link.href })) e.preventDefault();
      }, options);
    });
    addEventListener("hashchange", byAddress, options);
    // The next article may have come with its checks too, or this one be there anew.
    const next = changes(() => gone() && (holders().length || config.records && present(from)) && (depart(), launch(from)));
    const report = () => ({ placed: items.length, unplaced, counts });
    const toggle = (name, yes) => document.documentElement.toggleAttribute("data-sourcemark-" + name, yes), quiet = config.mode === "quiet";
    const visible = yes => (toggle("hidden", !yes), quiet && toggle("quiet", !yes));
    Object.assign(api, {
      items: () => gone() ? [] : items, get: id => items[found(id)] ?? null, report, open: id => show(found(id)), close: () => cards[at]?.hidePopover(),
      next: () => show(at + 1), prev: () => show(at - 1), setVisible: (yes = true) => void visible(yes),
      destroy() { cards[at]?.hidePopover(), next.disconnect(), listening.abort(), visible(true), end() },
    });
    if (quiet) toggle("quiet", true);
    const summary = { ...report(), unplaced: unplaced.length };
    if (stopped) api.destroy();
    else tell("ready", summary), byAddress();
    return summary;
  }

  // Nothing is added to a page before it has loaded: a framework that takes over what a server has rendered wants to find
  // just that. Of a page that takes longer than 3 s to load, what is missing is mostly advertisements.
  function settled() {
    if (document.readyState === "complete") return Promise.resolve();
    return Promise.race([once(window, "load").then(() => after(0)), after(3000)]);
  }

  // The language of the interface is that of the page, never that of the reader's address.
  function speak() {
    const of = config.lang || article()?.closest("[lang]")?.getAttribute("lang") || document.documentElement.lang || "";
    const primary = of.toLowerCase().split("-")[0];
    config.lang = languages.includes(primary) ? primary : "en";
  }

  // Whether a program may run here is found out before 600 kB of one are fetched.
  function able() {
    if (typeof WebAssembly !== "object") throw problem("wasm", "this browser does not run WebAssembly");
    try {
      new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); // the empty one
    } catch (e) {
      throw problem("csp-wasm", `the page’s content security policy refuses WebAssembly: ${e.message}`);
    }
  }

  async function read(from) {
    if (!Object.hasOwn(from, "url")) return { __proto__: null, ...from }; // is here already
    const { url, base, integrity = "" } = from;
    if (integrity && !digest.test(integrity)) throw problem("config", `data-integrity="${integrity}": want sha384-… as the digest of the records`);
    if (tag?.integrity && !integrity) warn(`the script tag is pinned and ${url} is not: pin it with data-integrity="sha384-…"`);
    const whole = new URL(url, base);
    const answer = await get(whole, integrity).catch(e => { throw problem("fetch", `records could not be fetched from ${url}${integrity ? ", or are not those of data-integrity" : ""}: ${e.message}`) });
    if (!answer.ok) throw problem("records", `records could not be fetched from ${url}: ${answer.status}`);
    return { __proto__: null, name: url.split("/").pop(), url: whole.href, text: await answer.text() };
  }

  // The addresses that a tag has, each once.
  function addresses({ records = "", integrity }, base) {
    return [...new Set(records.split(/\s+/))].filter(url => url && url !== "inline").map(url => ({ url, base, integrity }));
  }

  // The blocks of data in the page that were not read yet.
  function blocks() {
    return [...document.querySelectorAll("script.sourcemark-records")].filter(b => !taken.has(b) && taken.add(b))
      .map(b => ({ name: b.id || `records block ${taken.size}`, text: b.textContent }));
  }

  // Where the records are: in blocks of data in the page, at addresses, or in the bundle.
  function sources() {
    begun = true;
    const all = [...loaded?.map(source) ?? [...blocks(), ...addresses(config, base)], ...tags.filter(t => t !== from).flatMap(t => addresses(data(t.tag), t.base))];
    return all.length || config.records ? all : bundled?.records ?? [];
  }

  function beside(name) { return from.files ? from.files(name) : new URL(name, src) }

  function module(name, digest) { return from.modules ? from.modules[name]() : keep(beside(name), digest, imported) }

  // The half that a page with its checks in it does not need (half.js), and what it is given of this one.
  function half() {
    return other ??= Promise.resolve(run ?? module("sourcemark.run.js", pinned?.run)).then(({ half }) => half({
      document, api, from, tags, loads, loaded, config, bundled, pinned, kept, keep, module, get, beside, after, problem, warn, tell,
      read, source, join, over: () => over, address, at, lost, present, article, gone, depart, launch, quit, stopped: () => stopped, settled,
      sweep, end, failed,
    }));
  }

  // The program begins to arrive before the half that knows what to do with it. That half looks at the digest where a browser has what it takes: one
  // that is asked to do so itself hands nothing over before it has the whole.
  async function readProgram() {
    if (bundled) return null; // it is in there
    const url = beside("sourcemark.wasm"), digest = pinned?.wasm;
    return keep(url, digest, () => Promise.all([get(url, crypto.subtle ? "" : digest).catch(wrong(url)), half()]).then(([answer, h]) => h.compile(answer, digest, wrong(url))));
  }

  // A module. A preloaded one is the one that is imported, and it can be pinned. Then it goes by a name with the digest in it, or it would be what
  // another hint or tag of the page has loaded from there without looking.
  async function imported(url, integrity) {
    if (integrity) {
      url += "#" + integrity;
      const link = preload = document.createElement("link");
      Object.assign(link, { rel: "modulepreload", href: url, integrity, nonce: config.nonce || tag?.nonce });
      const arrived = new Promise((go, no) => { link.onload = go; link.onerror = no });
      document.head.append(link);
      await arrived.catch(wrong(url)).finally(() => link.remove());
    }
    return import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ url);
  }
})();
