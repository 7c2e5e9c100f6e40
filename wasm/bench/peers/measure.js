// What all pages of the measurements share. A page calls begin when the program that highlights has the article and its
// selectors, and end when its highlights stand; what the page has to be laid out anew for it is in between.
globalThis.measure = (() => {
  const article = () => document.querySelector("article");
  const long = [], counted = { childList: true, characterData: true, attributes: true, subtree: true };
  let began = 0, mutations = 0, done;
  const tasks = new PerformanceObserver(list => long.push(...list.getEntries()));
  tasks.observe({ type: "longtask", buffered: true });
  const watching = new MutationObserver(records => mutations += records.length);
  const frame = () => new Promise(go => requestAnimationFrame(() => setTimeout(go)));
  const measured = new Promise(go => done = go);
  const lie = (a, b) => a.filter(([from, to]) => !b.some(([s, e]) => Math.min(to, e) - Math.max(from, s) >= 0.9 * (to - from)));
  return {
    measured,
    begin() {
      watching.observe(article(), counted);
      began = performance.now();
    },
    async end() {
      document.body.getBoundingClientRect();
      const ended = performance.now();
      mutations += watching.takeRecords().length;
      watching.disconnect();
      await frame();
      await frame(); // by then the browser has told of the long tasks
      long.push(...tasks.takeRecords());
      const within = long.map(t => Math.min(t.startTime + t.duration, ended) - Math.max(t.startTime, began)).filter(ms => ms > 0);
      done({ took: ended - began, mutations, long: within.length, blocked: within.reduce((a, b) => a + b, 0) });
    },

    // Where highlights stand, in UTF-16 units of the article's text, overlapping ones joined: those of elements, of
    // ranges, or of the CSS Custom Highlight API.
    standing(elements, ranges = []) {
      const all = [...ranges];
      for (const e of document.querySelectorAll(elements || "#none")) {
        const r = document.createRange();
        r.selectNodeContents(e);
        all.push(r);
      }
      const before = document.createRange();
      before.selectNodeContents(article());
      const spans = all.map(r => {
        before.setEnd(r.startContainer, r.startOffset);
        const from = before.toString().length;
        return [from, from + r.toString().length];
      }).sort((a, b) => a[0] - b[0]);
      const out = [];
      for (const [from, to] of spans) {
        const last = out.at(-1);
        if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to); // a blank between two sentences joins them
        else out.push([from, to]);
      }
      return out;
    },

    // How many of the wanted places are highlighted, and how many highlights are elsewhere.
    judge(standing, wanted) {
      wanted = wanted.map(w => [w.start, w.end]).sort((a, b) => a[0] - b[0]);
      const joined = [];
      for (const [from, to] of wanted) {
        if (joined.length && from <= joined.at(-1)[1] + 1) joined.at(-1)[1] = to;
        else joined.push([from, to]);
      }
      return { right: wanted.length - lie(wanted, standing).length, wrong: lie(standing, joined).length };
    },

    // Where a range lies in the text of root.
    offsets(root, range) {
      if (!range) return null;
      const before = document.createRange();
      before.selectNodeContents(root);
      before.setEnd(range.startContainer, range.startOffset);
      const from = before.toString().length;
      return [from, from + range.toString().length];
    },

    // Sets cases of text and selector as paragraphs, one after the other, and asks a peer for the place of each.
    async answers(peer, cases) {
      const root = article(), out = [];
      for (const { text, selector } of cases) {
        root.replaceChildren(...text.split(/(\n\n+)/).map((part, i) => {
          if (i % 2) return document.createTextNode(part);
          const p = document.createElement("p");
          p.textContent = part;
          return p;
        }));
        if (root.textContent !== text) throw new Error("the page does not hold the text");
        out.push(await peer.find(root, selector).then(r => Array.isArray(r) ? r : this.offsets(root, r), () => null));
      }
      return out;
    },
  };
})();
