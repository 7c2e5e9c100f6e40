// Sourcemark as a module: what index.d.ts says. The bundler (web/bundle/npm.go) puts the loader of the script tag in the place of
// LOADER, and what it fetches in that of FILES. Nothing here touches a page before one of the functions is called.
const launch = LOADER;

// The files of this package by their names. Bundlers take along, and rename, what stands in a new URL like these.
const own = FILES;
const modules = {
  "sourcemark.run.js": () => import("./files/sourcemark.run.js"),
  "sourcemark.desk.js": () => import("./files/sourcemark.desk.js"),
};

const kept = {}; // compiled once, for all articles
const mounted = new WeakMap(); // by article: what becomes of it where it is mounted again
const left = new WeakMap(); // by article: when the last that was mounted has begun, for the next one waits for that

// What the loader is given in the place of a tag.
function origin({ files, ...rest }) {
  const settings = Object.fromEntries(Object.entries(rest).filter(([, value]) => value != null && value !== false)); // not set
  if (typeof document !== "object") throw new TypeError("Sourcemark needs a browser: call it where components are mounted, not where a server renders them");
  const base = document.baseURI, folder = files && new URL(String(files).replace(/\/*$/, "/"), base);
  return { __proto__: null, tag: null, base, held: false, modules, kept, settings, files: folder ? name => new URL(name, folder) : name => own[name]() };
}

// Records as the loader takes them: addresses and dossiers.
function listed(records) {
  const all = [records].flat().map(r => r instanceof URL ? r.href : r).map(what => ({ what, base: document.baseURI, at: location.href.split("#")[0] }));
  const wrong = all.find(({ what }) => !what || typeof what !== "string" && typeof what !== "object");
  if (wrong) throw new TypeError(`records: ${wrong.what}: want the address of a dossier, a dossier, or a list of them`);
  return all;
}

export async function load(records, settings = {}) {
  const from = origin(settings), all = listed(records), running = window.sourcemark;
  if (typeof running?.load === "function") await Promise.all(all.map(({ what }) => running.load(what)));
  else if (all.length) await launch(from, all).ready;
  return window.sourcemark;
}

export function mount(article, options = {}) {
  const done = (mounted.get(article) ?? began)(article, options);
  done.catch(() => 0); // the console and an event have said what is wrong; who waits for this hears of it too
  return done;
}

// Mounts an article that is not mounted.
function began(article, { records, signal, url, ...settings }) {
  let all, from;
  try {
    from = origin(settings);
    if (!(article instanceof Element)) throw new TypeError("mount: want an element as the article");
    from.mount = { __proto__: null, article, address: url ? new URL(url, document.baseURI).href : "" };
    all = listed(records);
  } catch (e) {
    return Promise.reject(e);
  }
  let over = false, api = null;
  const idle = { placed: 0, unplaced: 0 };
  const start = all => {
    if (!all.length) return idle;
    api = launch({ ...from, before: left.get(article) }, all);
    left.set(article, api.ready);
    return api.ready;
  };
  // One after the other, so that what was asked last is what is shown.
  let turn = Promise.resolve(signal?.aborted ? idle : start(all));
  const update = records => {
    const all = listed(records);
    return turn = turn.catch(() => 0).then(() => over ? idle : api ? api.replace(all) : start(all));
  };
  const handle = {
    article, update, destroy,
    items: () => api?.items() ?? [], get: id => api?.get(id) ?? null, report: () => api?.report() ?? { placed: 0, unplaced: [] },
    open: id => api?.open(id) ?? false, close: () => api?.close(), next: () => api?.next(), prev: () => api?.prev(),
    refresh: () => void api?.refresh(), setVisible: visible => api?.setVisible(visible),
  };
  function destroy() {
    if (over) return;
    over = true;
    signal?.removeEventListener("abort", destroy);
    mounted.delete(article);
    api?.destroy();
  }
  if (signal?.aborted) over = true;
  else {
    signal?.addEventListener("abort", destroy);
    mounted.set(article, async (_, { records }) => (await update(records), handle));
    turn.catch(() => over || mounted.set(article, (...anew) => (destroy(), began(...anew))));
  }
  return turn.then(() => handle);
}
