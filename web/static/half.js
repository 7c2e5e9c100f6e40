// The other half of the loader, which is fetched with the program: what a page needs whose checks are made in it, and
// one that came with its checks does not. It is given what it needs of loader.js, once for each widget.

// The program that runs, as a promise, and how many widgets have it: articles that are mounted beside one another share one, and
// what the last of them leaves is freed as a whole.
let running, users = 0;

async function run(module) {
  const go = new own.Go();
  go.exit = () => {};
  // Half the time of a first check went into collecting garbage; with twice the room there is none yet. The story takes
  // 6 MB then, and 13 after many checks.
  go.env.GOGC = "200";
  const instance = await WebAssembly.instantiate(module, go.importObject);
  const placed = { __proto__: null };
  return {
    // Puts a part of the program, by its name and a promise of it, where the program will call it, once.
    place: (name, part) => placed[name] ??= Promise.resolve(part).then(p => p && WebAssembly.instantiate(p, { __proto__: null, p: instance.exports })),
    // Has the program make a widget; failed hears of it when the program comes to its end.
    show(boot, failed) {
      this.began ??= new Promise(go => own.began = go);
      this.over ??= go.run(instance).finally(() => running = null);
      this.over.then(() => failed(Error("the program ended before it began")), failed);
      this.began.then(make => make(boot));
    },
  };
}

const half = ({
  document, api, from, tags, loads, loaded, config, bundled, pinned, kept, keep, module, get, beside, after, problem, warn, tell,
  read, source, join, over, address, at, lost, present, article, gone, depart, launch, quit, stopped, settled, sweep, end, failed,
}) => {
  const parts = { __proto__: null }; // of the program, as they are fetched
  const learned = { __proto__: null }; // the words of languages, as they are fetched
  const wasm = { __proto__: null, headers: { "Content-Type": "application/wasm" } }; // what streams of programs are said to be
  const known = pinned && digests; // of what only some pages fetch, which come in here, and this is pinned in the loader
  let host; // the page, to the program
  let boot; // what the program is given
  let having = false; // of the program
  return { begin, compile, learn, load: take, add, replace, grow, handOver, gone: () => host?.gone() };

  // Takes the setting of the article itself, and out of the settings what is none, and says so.
  function heed() {
    const named = "[data-sourcemark-summary]", own = (from.mount ? from.mount.article.closest(named) : document.querySelector(named))?.dataset.sourcemarkSummary;
    if (own) config.summary = own;
    const any = "", all = {
      __proto__: null, records: any, root: any, mode: "highlight markers quiet off", show: "all none disputed neutral unsourced sourced", card: "popover sheet aside inline",
      summary: "top bottom none", lang: any, dir: "ltr rtl", theme: "auto light dark", feedback: "https:… mailto:…", integrity: any, nonce: any,
      start: "idle visible interaction", await: any, debug: any, edit: any,
    };
    for (const name of Object.keys(config)) {
      const value = config[name] ?? "", values = name === "show" ? value.split(" ") : [value.replace(/:.*/s, ":…")], want = all[name];
      const said = (name === "summary" && own ? "data-sourcemark-" : Object.hasOwn(from.settings ?? {}, name) ? "" : Object.hasOwn(from.tag?.dataset ?? {}, name) ? "data-" : "script.sourcemark-config: ") + name;
      if (want === undefined) warn(`${said} is no setting; use ${Object.keys(all).join(", ")}`);
      else if (!want || values.every(v => want.split(" ").includes(v))) continue;
      else warn(`${said}="${value}": want ${want.replaceAll(" ", " or ")}; it is left out`);
      delete config[name];
    }
  }

  // Starts the program, once it and the records are there.
  async function begin(wanted, program) {
    heed();
    const spaced = ["values", "others"], east = [...spaced, "east"]; // what reading languages other than English takes
    const early = config.lang === "en" ? [] : /^(ja|ko|th|zh)/.test(config.lang) ? east : spaced;
    early.forEach(readPart);
    const [records, compiled, words] = await Promise.all([wanted.then(hint), bundled ? unzipped() : program, learn(config.lang)]);
    if (quit()) return none();
    having = true, users++;
    const runs = await (running ??= run(compiled)).catch(e => { leave(); throw e });
    const place = names => Promise.all(names.map(name => runs.place(name, readPart(name))));
    const late = { __proto__: null, others: spaced, east, edited: ["edited"], links: ["edited", "links"] };
    await place(early);
    await after(0); // compiling was a task of its own
    if (quit()) return leave(), none();
    host = page(document, () => address() === at && !lost());
    host.moved = moved;
    if (from.mount) host.document = mountedIn(from.mount.article), config.root = ":scope";
    if (config.mode === "quiet") host.attend();
    const summary = await new Promise((resolve, reject) => {
      boot = {
        api, config, words, records, texts, page: host, settled: settled(), addresses, warn, sweep, end: ended, resolve,
        reject: (why, code) => reject(problem(code || "program", why)),
        learn: what => Promise.all(what in late ? ["", place(late[what])] : [learn(what), what !== "en" && place(spaced)]).then(([text]) => boot.spoken = text),
        more: give => readMore(runs, () => place(["values"]), give), failed: why => failed(problem("page", why)),
      };
      performance.mark("sourcemark:compiled");
      runs.show(boot, e => { leave(); reject(e) });
    });
    if (stopped()) {
      api.destroy();
      return summary;
    }
    tell("ready", summary);
    if ("debug" in config) console.info("Sourcemark:", config, api.report(), performance.getEntriesByType("mark").filter(m => m.name.startsWith("sourcemark:")));
    return summary;
  }

  // On a preview, words that are selected can be handed to the desk of whoever selects them. True if nothing else is to be done,
  // since nothing is checked yet.
  function handOver() {
    const [, at] = config.edit.split(":"), name = "sourcemark.desk.js";
    delete config.edit; // which is nothing that the program does
    let fine; // where the checks could not be shown, words can be handed over all the same
    api.ready.then(() => fine = true, () => 0);
    module(name, known?.more[name]).then(m => quit() || m.handOver({
      at, warn, root: () => article() ?? document.body, over: () => stopped() || fine && over() || api.join !== join,
      lang: (config.lang || article()?.closest("[lang]")?.lang || document.documentElement.lang).toLowerCase().split("-")[0],
    })).catch(e => warn(e.message));
    return !loaded && !config.records && !document.querySelector("script.sourcemark-records, sourcemark-marks[data-sourcemark]");
  }

  // What the program calls when it ends. What it has left in the page's timeline goes with it.
  function ended() {
    for (const { name } of performance.getEntriesByType("mark")) if (name.startsWith("sourcemark:")) performance.clearMarks(name);
    leave();
    end();
  }

  function leave() {
    if (having && !--users) running = null;
    having = false;
  }

  // Makes the trees of an article that came with its checks and was put into the page by a script: browsers make them of what
  // they parse on the way alone. An old browser has links instead. Such an article is not mounted.
  function grow() {
    if (from.mount) throw problem("config", "mount: the article came with its checks; do not mount it");
    if (!("popover" in HTMLElement.prototype)) return;
    for (const t of document.querySelectorAll("[data-sourcemark] > template[shadowrootmode], sourcemark-summary > template[data-sourcemark]")) {
      if (!t.parentNode.shadowRoot) t.parentNode.attachShadow({ __proto__: null, mode: "open", clonable: true }).append(t.content);
      t.remove();
    }
  }

  function none() { return { placed: 0, unplaced: 0 } }

  // Begins anew where the page has gone to another address and has put another article in the place of this one, or had gone before
  // this one was read: with the tags and dossiers that came at that address, or else with the tags that are still there. False where
  // it has not.
  function moved() {
    if (from.mount) return false; // whoever has mounted an article says when it is over
    const here = x => x.at === address(), fresh = tags.filter(t => here(t) && (t !== from || !loaded)), news = loads.filter(here);
    if (quit() || host?.first && !gone() || [...tags, ...loads].every(here)) return false;
    if (!fresh.length && !news.length) fresh.push(...tags.filter(present));
    if (fresh.length && config.root && !article()) return false; // it is still to come
    depart();
    if (fresh.length) {
      fresh.forEach((t, i) => i && api.join(t) || launch(t));
      news.forEach(l => api.load(l.what).catch(() => 0));
    } else if (news.length) launch(from, news);
    return true;
  }

  // The document as the widget of an article that was mounted sees it: with nothing in it but that, and clicked nowhere else.
  function mountedIn(article) {
    const at = kind => kind === "click" ? article : document;
    const own = {
      __proto__: null, addEventListener: (kind, ...more) => at(kind).addEventListener(kind, ...more),
      removeEventListener: (kind, ...more) => at(kind).removeEventListener(kind, ...more), querySelector: s => s === ":scope" ? article.isConnected ? article : null : article.querySelector(s),
      querySelectorAll: s => article.querySelectorAll(s),
    };
    return new Proxy(document, { __proto__: null, get: (all, name) => own[name] ?? all[name] });
  }

  // Where the page is, and what it calls its canonical address, unless that is still the one of the article before; or the address of an
  // article that was mounted, where the page has another; with blanks between them, for an address has none. undated, at their end, says that the head of the page is about another article.
  function addresses() {
    const canonical = document.querySelector("head>link[rel~=canonical]")?.href, stale = canonical && canonical === kept.stale;
    const all = canonical && !stale ? [location.href, canonical] : [location.href], own = from.mount?.address, other = own && !all.includes(own);
    return (other ? own : all.join(" ")) + (stale || other ? " undated" : "");
  }

  async function add(from) { return boot.add(await read(from)) }

  // Has the article checked against these dossiers and no others.
  async function replace(loads) {
    await api.ready;
    const got = await Promise.all(loads.map(source).map(s => read(s).catch(e => e)));
    if (quit()) return none();
    const all = got.length ? hint(got) : [];
    const outcome = await boot.replace(all);
    if (typeof outcome === "string") throw problem("records", outcome);
    return outcome;
  }

  // Takes what the page loads: for the article that has come, or for the one that is there. What loads before the widget is ready
  // waits until it is; after destroy, or a failure, it starts from the beginning. An article that came with its checks takes no
  // others; only the one that comes in its place does.
  async function take(one) {
    await (one.anew ? api.ready.catch(() => 0) : api.ready);
    if (api.join !== join) return one.anew || one.at === address() ? api.load(one.what) : null; // of another article by now
    if (over()) return one.anew ? (launch(from, [one]), api.ready) : null;
    if (moved()) return api.ready;
    if (boot?.add) return add(source(one));
    warn("no dossier is loaded: this article came with its checks");
    return null;
  }

  // A dossier in English about a page in another language takes the words of both: the program would only ask once it runs.
  // One that could not be had keeps no other from being shown. Servers of single-page applications send their page, with 200, for a file
  // that is missing.
  function hint(had) {
    const got = had.map(r => r.text?.trimStart()[0] === "<" ? problem("records", `records could not be fetched from ${r.url ?? r.name}: a web page is there`) : r);
    const all = got.filter(r => !(r instanceof Error)), wrong = got.filter(r => r instanceof Error);
    if (!all.length) throw wrong[0] ?? problem("config", config.records ? `data-records="${config.records}", and the page has no script.sourcemark-records` : "no records: name them with data-records on the script tag");
    for (const { code, message } of wrong) {
      warn(message);
      tell("error", { code, message });
    }
    if (all.some(({ text }) => /"inLanguage": *"en\b/.test(text))) learn("en");
    return all;
  }

  // The words of a language: those of the interface, if it has it, and those that the program reads an article by.
  function learn(tag) { return learned[tag] ??= bundled ? bundled.words[tag] : fetchWords(tag) }

  async function fetchWords(tag) {
    const name = `lang/${tag}.txt`;
    const answer = await get(beside(name), known?.lang[tag]).catch(() => null);
    if (answer?.ok) return answer.text();
    const why = `${name} could not be fetched${pinned ? ", or is not the one pinned" : ""}`;
    if (tag === "en" && config.lang === tag) throw problem("fetch", why);
    warn((tag === config.lang ? "the interface stays in English: " : "the article is not checked: ") + why);
    return "";
  }

  // What reading other languages than English takes, or records whose words have changed or have no place by their anchor: a part of the program, which
  // puts itself where the program will call it. A page from disk has it.
  function readPart(what) { return parts[what] ??= bundled ? Promise.resolve() : fetchPart(what, `sourcemark.${what}.wasm`) }

  async function fetchPart(what, name) {
    try {
      return await compiled(name);
    } catch (e) {
      warn(`${what === "links" || what === "edited" ? "the article is not checked" : "other languages than English are not read"}: ${name}: ${e.message}`);
    }
  }

  // What few articles need: the part of the program that finds claims in other words, which puts itself where the program will call it, and
  // the words that may stand for one another. Where they do not come, the page stays as it is. A page from disk cannot fetch them.
  async function readMore(runs, values, give) {
    if (bundled) return;
    try {
      const [more, list] = await Promise.all([compiled("sourcemark.more.wasm"), get(beside("lexicon/en.txt"), known?.more["lexicon/en.txt"]), values()]);
      if (!list.ok) throw problem("fetch", `lexicon/en.txt: ${list.status}`);
      const lexicon = await list.text();
      await runs.place("more", more);
      if (!quit()) give(lexicon);
    } catch (e) {
      warn(`claims are not looked for in other words: ${e.message}`);
    }
  }

  // The program that a page from disk has in it.
  function unzipped() {
    const zipped = Uint8Array.from(atob(bundled.program), c => c.charCodeAt(0));
    const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"));
    return compile(new Response(stream, wasm));
  }

  // A part of the program.
  function compiled(name) {
    const url = beside(name), digest = known?.more[name];
    return keep(url, digest, () => get(url, digest).then(answer => compile(answer)));
  }

  // Compiles a program while it comes. Of one that is pinned nothing is handed out, and so nothing runs, before all of it has the digest.
  async function compile(answer, digest, wrong) {
    if (!answer.ok) throw problem("fetch", `the program could not be fetched: ${answer.status}`);
    let { body } = answer, whole, damage;
    if (digest && crypto.subtle) [body, whole] = body.tee();
    // Of a stream that failed, engines say that the network did.
    const program = WebAssembly.compileStreaming(new Response(body.pipeThrough(decoder(e => damage = e)), wasm)).catch(e => { throw damage ?? e });
    program.catch(() => 0); // the digest has the first word
    if (whole) await prove(whole, digest).catch(wrong);
    return program;
  }

  async function prove(whole, digest) {
    const sum = await crypto.subtle.digest("SHA-384", await new Response(whole).arrayBuffer());
    if (digest !== "sha384-" + btoa(String.fromCharCode(...new Uint8Array(sum)))) throw Error("it has another digest");
  }
};
