// The half of package dom that is written in JavaScript. A crossing between Go and JavaScript costs more
// than what it asks for, so what is done to many nodes is done here, in one crossing; what to do is decided
// in Go. Lists come in as JSON; numbers go out as the bytes of a Float64Array. document is the loader's, which no
// name of the page's can hide.
// fixed says whether the page is still where it was when the program began.
const page = (document, fixed) => ({
  document,

  plain: s => s.replace(/&(amp|lt|gt|quot|#34|#39);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#34": '"', "#39": "'" })[name]),

  // Makes elements of the HTML that package web writes: well-formed, every attribute in double quotes or
  // without a value. Nothing is parsed by the browser, so Trusted Types have nothing to forbid.
  build(html) {
    const plain = this.plain;
    const open = [document.createDocumentFragment()];
    for (const [, text, end, tag, attributes] of html.matchAll(/([^<]+)|<(\/?)([a-z0-9]+)([^>]*)>/g)) {
      if (text) open.at(-1).append(plain(text));
      else if (end) open.pop();
      else {
        const element = document.createElement(tag);
        for (const [, name, value = ""] of attributes.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)) element.setAttribute(name, plain(value));
        open.at(-1).append(element);
        open.push(element);
      }
    }
    return open[0];
  },

  // The shadow root of an element, emptied, and made if there is none, with style sheets. Object.prototype, where a page may have
  // left something, says nothing of it.
  shadow(e, ...sheets) {
    const tree = e.shadowRoot ?? e.attachShadow({ __proto__: null, mode: "open" });
    tree.replaceChildren();
    tree.adoptedStyleSheets = [...new Set([...tree.adoptedStyleSheets, ...sheets])];
    return tree;
  },

  // The same of an element that undo takes away, if it is ours, or gives back with what is in it. What the page has thrown away
  // by then was not held for that.
  borrow(e, ours, ...sheets) {
    this.borrowed.push([new WeakRef(e), ours, sheets]);
    return this.shadow(e, ...sheets);
  },

  borrowed: [],

  // Gives the page a style sheet, until undo.
  adopt(sheet) {
    this.borrowed.push([{ deref: () => document }, false, [sheet]]);
    document.adoptedStyleSheets.push(sheet);
  },

  undo() {
    this.unwatch?.();
    this.heard?.abort();
    for (const [ref, ours, sheets] of this.borrowed.reverse()) {
      const e = ref.deref(), tree = e?.shadowRoot ?? e;
      if (ours) e?.remove();
      const list = tree?.adoptedStyleSheets ?? [];
      for (const s of sheets) if (list.includes(s)) list.splice(list.indexOf(s), 1);
      if (e?.shadowRoot) tree.replaceChildren(document.createElement("slot"));
    }
  },

  // The Text nodes and elements below root, in order, and how they stand: "=" and a text, "<" and a tag
  // with those of the attributes it has, ">" at its end; NUL closes each, and U+0001 begins an attribute. And the language of root.
  // Of links only bookmarks, those to a place of a page, and those in headings and around them say where they lead.
  read(root, attributes) {
    const texts = [], elements = [root], names = attributes.split(" ");
    const clean = s => s.replace(/[\0\x01]/g, "\ufffd"); // as long as what it stands for
    let order = "";
    const headings = "h1,h2,h3,h4,h5,h6";
    (function walk(parent) {
      for (let n = parent.firstChild; n; n = n.nextSibling) {
        if (n.nodeType === Node.TEXT_NODE) {
          texts.push(n);
          order += "=" + clean(n.data) + "\0";
        } else if (n.nodeType === Node.ELEMENT_NODE) {
          elements.push(n);
          order += "<" + n.localName;
          if (n.hasAttributes()) for (const name of names) if (n.hasAttribute(name)) order += "\x01" + name + "=" + clean(n.getAttribute(name));
          if (n.localName === "a" && n.hasAttribute("href") && (n.hash || n.relList?.contains("bookmark") || n.matches(".u-url,[itemprop~=url]") || n.closest(headings) || n.querySelector(headings))) order += "\x01href=" + clean(String(n.href));
          order += "\0";
          if (n.localName !== "script" && n.localName !== "style") walk(n);
          order += ">\0";
        }
      }
    })(root);
    if (fixed()) this.first = texts.map(t => [t, t.data]);
    return { texts, elements, order, language: root.closest("[lang]")?.lang ?? "" };
  },

  // The day on which the page says that its article, in root, was published; "" if it does not say, or not clearly. published.go reads the same in the
  // source of a page, and says why: the two must not differ.
  published(root) {
    const all = q => [...document.querySelectorAll(q)];
    const day = date => {
      let numbers = /^(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?!\d)(.*)$/s.exec(date = date.trim()) ?? /^(\d{4})(\d\d)(\d\d)(?:\d{6})?(?!\d)(.*)$/s.exec(date);
      if (date.length > 100 || numbers && /^[^Tt ,;]|-.*-|\//s.test(numbers[4])) return ""; // an essay, or from one day to another
      let [year, month, day] = numbers?.slice(1, 4).map(Number) ?? [0, 0, 0];
      if (!numbers) for (const word of date.toLowerCase().split(/[ ,;.\-/()+]+/)) {
        const named = word.length < 3 ? 0 : 1 + "january february march april may june july august september october november december".split(" ").findIndex(name => name.startsWith(word));
        if (named && month || /^\d\d?(st|nd|rd|th)?$/.test(word) && day) return "";
        if (named) month = named;
        else if (/^\d{4}$/.test(word)) year ||= +word;
        else if (/^\d\d?(st|nd|rd|th)?$/.test(word)) day = parseInt(word);
      }
      if (year < 1800 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return "";
      const iso = [year, month, day].map(n => String(n).padStart(2, 0)).join("-");
      return iso === "1970-01-01" ? "" : iso;
    };
    const text = v => v && typeof v === "object" ? Array.isArray(v) ? text(v[0]) : text(v["@value"]) || text(v["@id"]) || text(v.url) : /^[sn]/.test(typeof v) ? String(v) : "";
    const articles = [];
    const look = (v, depth) => {
      if (Array.isArray(v)) for (const x of depth < 3 ? v : []) look(x, depth + 1);
      else if (v && typeof v === "object") {
        if ([v["@type"]].flat(9).some(t => /(Article|Posting)$/.test(t) && !/(^|[/:#])JobPosting$/.test(t))) articles.push(v);
        for (const name of depth < 3 ? ["@graph", "mainEntity", "mainEntityOfPage"] : []) look(v[name], depth + 1);
      }
    };
    for (const { textContent: json } of all('script[type^="application/ld+json" i]')) try {
      look(JSON.parse((json.includes('"') ? json : this.plain(json))
        .replace(/"(?:\\[^]|[^"\\])*"|\/\/.*|\/\*[^]*?\*\/|<!-{2}|-{2}>|<!\[CDATA\[|]]>/g, x => x[0] === '"' ? x.replace(/[\0-\x1f]/g, " ") : " ")
        .replace(/"(?:\\[^]|[^"\\])*"|,(?=\s*[\]}])/g, x => x[0] === '"' ? x : "")
        .replace(/^[\s;,]+|[\s;,]+$/g, "")), 0);
    } catch {
      // says nothing
    }
    const meta = { __proto__: null };
    for (const e of all("meta")) for (const key of ["property", "name", "itemprop"]) for (const name of (e.getAttribute(key) ?? "").toLowerCase().split(/\s+/)) meta[name] ||= e.content;
    const bare = address => address.replace(/#[^]*/, "").replace(/\/$/, "");
    const address = bare(all("head > link[rel~=canonical i]")[0]?.getAttribute("href") || meta["og:url"] || "");
    const here = new Set(articles.filter(a => !articles[1] || address && ["url", "@id", "mainEntityOfPage"].some(name => bare(text(a[name])) === address)).map(a => day(text(a.datePublished))));
    const dates = here.size > 1 ? [] : [...here];
    for (const name of ("article:published_time datepublished article:published dc.date.issued dcterms.issued dcterms.created dc.date dc:date parsely-pub-date og:published_time publish_date publish-date " +
      "publishdate published_time pubdate sailthru.date displaydate cxenseparse:recs:publishtime citation_publication_date date").split(" ")) dates.push(meta[name]);
    for (const q of ["[itemprop~=datePublished i]", "[pubdate]"]) {
      const values = new Set(all(q + ":not(meta)").map(e => e.getAttribute("content") || e.getAttribute("datetime") || (e.firstChild?.wholeText ?? "").trim()));
      if (values.size === 1) dates.push(...values);
    }
    const times = new Set([...root.querySelectorAll("time")].map(e => day(e.dateTime)).filter(d => d));
    if (times.size === 1) dates.push(...times);
    return dates.map(d => day(d ?? "")).find(d => d) ?? "";
  },

  // Whether most of what was read while the page was there is not in it any more.
  gone() {
    let lost = 0;
    for (const [t, was] of this.first ?? []) lost += t.isConnected && t.data === was ? -was.length : was.length;
    return lost > 0;
  },

  // A drawing of items, each of some pieces: a Text node by number, and where in it they begin and end.
  draw(texts, pieces) {
    const range = ([text, start, end]) => {
      const r = document.createRange();
      r.setStart(texts[text], start);
      r.setEnd(texts[text], end);
      return r;
    };
    return { ranges: JSON.parse(pieces).map(item => item.map(range)), buttons: [], holders: [], painted: [] };
  },

  // Paints items under the names of highlights, and nothing else of this drawing; another article may have words under the same
  // names. In forced colours words can be painted once the buttons stand in their blocks: see highlights.css.
  paint(drawing, names) {
    const all = JSON.parse(names), near = this.near(drawing), seen = i => near[i] || all["sourcemark-active"]?.includes(i);
    this.last = [drawing, names, String(near)];
    drawing.buttons.forEach((b, i) => b.classList.toggle("far", !seen(i)));
    const highlights = globalThis.CSS?.highlights; // where there are none, the buttons do the work
    if (!highlights || !drawing.holders.length && matchMedia("(forced-colors: active)").matches) return;
    for (const [name, ranges] of drawing.painted) {
      const painted = highlights.get(name);
      for (const r of ranges) painted?.delete(r); // WebKit goes on painting what is only unregistered
      if (!painted?.size) highlights.delete(name);
    }
    drawing.painted = Object.entries(all).map(([name, items]) => [name, items.filter(seen).flatMap(i => drawing.ranges[i])]);
    for (const [name, ranges] of drawing.painted) {
      const painted = highlights.get(name) ?? new Highlight();
      for (const r of ranges) painted.add(r);
      highlights.set(name, painted); // what is registered last is painted on top
    }
  },

  // Whether each item may be seen: while the marks are quiet, if it is in the block where the reader is.
  near(drawing) {
    if (!this.quiet || this.printing) return drawing.ranges.map(() => true);
    const block = n => {
      let e = n.parentElement;
      while (e?.parentElement && getComputedStyle(e).display.startsWith("inline")) e = e.parentElement;
      return e;
    };
    drawing.blocks ??= drawing.ranges.map(all => all.map(r => block(r.startContainer)));
    return drawing.blocks.map((blocks, i) => [drawing.holders[i]?.block, ...blocks].some(e => e?.contains(this.at)));
  },

  // Begins quietly, and follows the reader until undo. What is printed has all its marks.
  attend() {
    this.quiet = true;
    const heard = this.heard = new AbortController(), options = { __proto__: null, passive: true, signal: heard.signal };
    const again = () => {
      const [drawing, names, was] = this.last ?? [];
      if (drawing && String(this.near(drawing)) !== was) this.paint(drawing, names); // not at every step within a paragraph
    };
    for (const name of ["pointerover", "focusin"]) document.addEventListener(name, e => (this.at = e.target, again()), options);
    for (const name of ["beforeprint", "afterprint"]) addEventListener(name, () => (this.printing = name[0] === "b", again()), options);
  },

  // Adds the button of each item, in order, at the end of its home, an element by number. All of one home
  // stand in one holder. They enter the page last, so that it is laid out once.
  attach(drawing, elements, order, homes, html, tag, style, lang, sheet) {
    const buttons = [...this.build(html).children], holders = new Map();
    homes = JSON.parse(homes);
    for (const i of JSON.parse(order)) {
      const home = homes[i];
      if (!holders.has(home)) {
        const element = document.createElement(tag), box = document.createElement("div");
        element.style.cssText = style;
        element.setAttribute("contenteditable", "false");
        element.setAttribute("lang", lang);
        const tree = this.shadow(element, sheet);
        tree.append(box);
        holders.set(home, { element, tree, box, block: elements[home] });
      }
      drawing.holders[i] = holders.get(home);
      drawing.buttons[i] = buttons[i];
      drawing.holders[i].box.append(buttons[i]);
    }
    for (const h of holders.values()) h.block.append(h.element);
  },

  erase(drawing) {
    this.paint(drawing, "{}");
    for (const h of drawing.holders) h.element.remove();
  },

  floats: list => new Uint8Array(new Float64Array(list).buffer),

  sides(r) { return [r.left, r.top, r.right, r.bottom]; },

  // Where an element or range stands in the window.
  rect(node) { return this.floats(this.sides(node.getBoundingClientRect())); },

  // Where the words of an item stand.
  words(drawing, i) {
    const all = drawing.ranges[i].map(r => r.getBoundingClientRect());
    return this.floats([Math.min(...all.map(r => r.left)), Math.min(...all.map(r => r.top)), Math.max(...all.map(r => r.right)), Math.max(...all.map(r => r.bottom))]);
  },

  // Whether a point of the window lies on the lines of an item.
  hit(drawing, i, x, y) {
    return drawing.ranges[i].some(r => [...r.getClientRects()].some(l => l.left <= x && x <= l.right && l.top <= y && y <= l.bottom));
  },

  // The Text node by number at a point of the window, and the offset in it. WebKit has an older function
  // for it than the others.
  caret(texts, x, y) {
    const p = document.caretPositionFromPoint ? document.caretPositionFromPoint(x, y) : document.caretRangeFromPoint(x, y);
    return this.floats([texts.indexOf(p?.offsetNode ?? p?.startContainer), p?.offset ?? p?.startOffset ?? 0]);
  },

  // The outermost edges of the blocks that have items, and 1 if they read from right to left.
  edges(drawing) {
    const rects = drawing.holders.map(h => h.block.getBoundingClientRect());
    return this.floats([Math.min(...rects.map(r => r.left)), Math.max(...rects.map(r => r.right)), +this.backwards(drawing.holders[0].block)]);
  },

  // Whether an element reads from right to left.
  backwards: e => getComputedStyle(e).direction === "rtl",

  // Whether notes cannot stand between left and right: because something of the page does, beside the blocks
  // that have items, or because an ancestor would clip them.
  occupied(drawing, left, right) {
    const blocks = new Set(drawing.holders.map(h => h.block)), rects = [...blocks].map(b => b.getBoundingClientRect());
    const top = Math.min(...rects.map(r => r.top)), bottom = Math.max(...rects.map(r => r.bottom));
    const inTheWay = e => {
      if (/^sourcemark-/.test(e.localName) || getComputedStyle(e).position === "fixed") return false;
      const r = e.getBoundingClientRect();
      return r.width && r.height && r.left < right && r.right > left && r.top < bottom && r.bottom > top;
    };
    const branches = new Map(); // of each ancestor of blocks: those of its children in which they are
    for (const block of blocks) {
      for (let e = block; e && e !== document.documentElement; e = e.parentElement) {
        const known = branches.get(e.parentElement);
        if (known?.has(e)) break;
        branches.set(e.parentElement, (known ?? new Set()).add(e));
        const { overflowX, contain } = getComputedStyle(e), r = e.getBoundingClientRect();
        if (e !== document.body && (overflowX !== "visible" || /paint|strict|content/.test(contain)) && (r.right < right || r.left > left)) return true;
      }
    }
    // What stands beside a block or what that is in; where blocks are in several, each stands beside the others.
    for (const [parent, those] of branches) {
      for (const e of parent?.children ?? []) if (!blocks.has(e) && !(those.size === 1 && those.has(e)) && inTheWay(e)) return true;
    }
    return false;
  },

  // Whether the words of an item are on the page and can be seen there.
  visible(drawing, i) {
    const { element } = drawing.holders[i];
    return element.isConnected && (element.checkVisibility?.() ?? true) && drawing.ranges[i].some(r => r.getClientRects().length > 0);
  },

  // Brings the words of an item into sight of the boxes that scroll within the page.
  reveal(drawing, i) {
    const words = drawing.ranges[i][0];
    for (let e = drawing.holders[i].block.parentElement; e && e !== document.body && words; e = e.parentElement) {
      if (e.scrollHeight <= e.clientHeight || !/auto|scroll/.test(getComputedStyle(e).overflowY)) continue;
      const box = e.getBoundingClientRect(), r = words.getBoundingClientRect();
      if (r.top < box.top || r.bottom > box.bottom) e.scrollBy({ __proto__: null, top: r.top - box.top - 24 /* a line above them */, behavior: "instant" });
    }
  },

  // Sets all holders to a class and a width and then measures each item: its button's width and height, the
  // top of its first line; of its block the sides, the sides of the last line, and the top of what follows;
  // and the corner that its button's place is measured from.
  measure(drawing, kind, width) {
    for (const { box } of drawing.holders) {
      box.className = kind;
      box.style.setProperty("--w", width);
    }
    for (const b of drawing.buttons) {
      b.style.removeProperty("--w");
      b.classList.remove("tucked", "tight"); // which make it narrow
    }
    const blocks = new Map();
    // What follows a block in the flow, inside whatever it is wrapped in or after that.
    const after = e => {
      for (; e && e !== document.body; e = e.parentElement) {
        for (let n = e.nextElementSibling; n; n = n.nextElementSibling) {
          if (n.getClientRects().length && !/absolute|fixed/.test(getComputedStyle(n).position)) return n;
        }
      }
    };
    return this.floats(drawing.buttons.flatMap((button, i) => {
      const { block, element } = drawing.holders[i];
      if (!blocks.has(block)) {
        const all = document.createRange(), next = after(block), own = block.getBoundingClientRect();
        all.selectNodeContents(block);
        const last = [...all.getClientRects()].filter(r => r.width && r.height).at(-1) ?? own;
        blocks.set(block, [...this.sides(own), ...this.sides(last), next ? next.getBoundingClientRect().top : Infinity, ...this.sides(element.getBoundingClientRect()).slice(0, 2)]);
      }
      return [button.offsetWidth, button.offsetHeight, drawing.ranges[i][0]?.getClientRects()[0]?.top ?? blocks.get(block)[1], ...blocks.get(block)];
    }));
  },

  // Moves each button to a place, with a width or none, and a class or none.
  move(drawing, places) {
    JSON.parse(places).forEach(([x, y, width, kind], i) => {
      const { style, classList } = drawing.buttons[i];
      style.setProperty("--x", x + "px");
      style.setProperty("--y", y + "px");
      if (width) style.setProperty("--w", width + "px");
      for (const k of ["tucked", "tight", "near"]) classList.toggle(k, kind.includes(k));
    });
  },

  // Hides the buttons of the items that are not among those shown.
  sift(drawing, shown, quiet) {
    this.quiet = quiet;
    const on = new Set(JSON.parse(shown));
    drawing.buttons.forEach((b, i) => b.classList.toggle("off", !on.has(i)));
  },

  // What an element holds, node by node, so that it can be given back exactly; but for what is ours, which
  // comes and goes on its own.
  snapshot(root, own) {
    const kept = { root, editable: root.getAttribute("contenteditable"), nodes: [] };
    (function keep(n) {
      kept.nodes.push([n, n.data ?? [...n.childNodes]]);
      for (const c of n.childNodes) if (!c.localName?.startsWith(own)) keep(c);
    })(root);
    return kept;
  },

  // Not "plaintext-only", which keeps the blanks of the source; what is pasted comes in as plain text.
  editable({ root }) {
    root.setAttribute("contenteditable", "true");
    root.setAttribute("data-sourcemark-editing", "");
    root.addEventListener("paste", this.paste);
  },

  paste(event) {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  },

  uneditable({ root, editable }) {
    root.removeEventListener("paste", this.paste);
    root.removeAttribute("data-sourcemark-editing");
    if (editable === null) root.removeAttribute("contenteditable");
    else root.setAttribute("contenteditable", editable);
  },

  restore(kept) {
    this.uneditable(kept);
    for (const [n, was] of kept.nodes) {
      if (typeof was === "string") {
        if (n.data !== was) n.data = was;
      } else if (was.length !== n.childNodes.length || was.some((c, i) => c !== n.childNodes[i])) n.replaceChildren(...was);
    }
  },

  // Whether a drawing still stands where it was drawn.
  intact(drawing) {
    return drawing.ranges.flat().every(r => !r.collapsed && r.startContainer.isConnected) && drawing.holders.every(h => h.element.isConnected);
  },

  // Calls changed once the page has changed what stands below root, or has taken that away, and has then been quiet; at the
  // latest some time after the first change, for a page may never be quiet, and never sooner than that after the last call.
  // Times are milliseconds. Calls resized in the frame after root has changed its shape: fonts that come late, an unfolded list.
  // Until undo, or until follow names another root.
  watch(root, own, quiet, most, changed, resized) {
    let first = true; // an observer reports once when it begins
    const shape = new ResizeObserver(() => first ? first = false : resized());
    this.follow = another => {
      root = another;
      first = true;
      shape.disconnect();
      shape.observe(root);
    };
    this.follow(root);
    let timer = 0, since = 0, last = -most, gone = false;
    const theirs = n => !n.localName?.startsWith(own);
    const concerns = ({ type, target, addedNodes, removedNodes }) =>
      root.contains(target) ? type === "characterData" || [...addedNodes, ...removedNodes].some(theirs)
        : [...addedNodes].some(n => theirs(n) && (n.localName === "article" || n.querySelector?.("article"))); // the next story of a page that goes on
    const observer = new MutationObserver(records => {
      const was = gone;
      gone = !root.isConnected;
      if (!was && !gone && !records.some(concerns)) return;
      const now = performance.now();
      if (!timer) since = now;
      clearTimeout(timer);
      const due = Math.max(last + most, Math.min(now + quiet, since + most));
      timer = setTimeout(() => (timer = 0, last = performance.now(), this.moved() || changed()), due - now);
    });
    observer.observe(document.documentElement, { __proto__: null, childList: true, characterData: true, subtree: true });
    this.unwatch = () => (clearTimeout(timer), observer.disconnect(), shape.disconnect());
  },
});
