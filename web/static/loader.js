// The loader: the one script tag of a page. It waits until the article can be read, fetches the records and
// the program, and starts it. The bundler puts Go's own wasm_exec.js and dom.js before it, and for pages that
// are opened from disk the program and the records themselves in the place of BUNDLED.
(() => {
  "use strict";
  const tag = document.currentScript;
  if (window.sourcemark?.ready) return; // loading twice is loading once

  const bundled = BUNDLED;
  const config = { root: tag?.dataset.root, records: tag?.dataset.records, feedback: tag?.dataset.feedback, edit: tag ? "edit" in tag.dataset : false };
  let stopped = false; // before there was anything to stop
  const idle = { items: () => [], get: () => null, open: () => false, close() {}, next() {}, prev() {}, refresh() {}, setVisible() {}, destroy() { stopped = true }, report: () => ({ placed: 0, unplaced: [] }) };
  const api = { version: "VERSION", ...idle };
  window.sourcemark = api;
  api.ready = start();
  api.ready.catch(failed);

  // An honest line where the checks would be; the article is left as it is.
  function failed(reason) {
    reason = String(reason?.message ?? reason);
    console.warn("Sourcemark: " + reason);
    Object.assign(api, idle);
    const line = document.createElement("p");
    line.setAttribute("role", "status");
    line.textContent = `The checks of this article could not be shown (${reason.split("\n")[0]}). The article itself is complete.`;
    const place = document.querySelector("sourcemark-summary");
    if (place) {
      const tree = place.shadowRoot ?? place.attachShadow({ mode: "open" });
      tree.replaceChildren(document.createElement("slot"), line);
    }
    document.dispatchEvent(new CustomEvent("sourcemark:error", { bubbles: true, detail: { code: reason } }));
  }

  async function start() {
    if (document.readyState === "loading") await new Promise(go => document.addEventListener("DOMContentLoaded", go, { once: true }));
    await new Promise(go => (window.requestIdleCallback ?? setTimeout)(go, { timeout: 200 }));
    const [records, program] = await Promise.all([readRecords(), readProgram()]);
    const go = new Go();
    go.exit = () => {};
    const { instance } = await compile(program, go.importObject);
    await new Promise(go => setTimeout(go)); // compiling was a task of its own
    const summary = await new Promise((resolve, reject) => {
      api.boot = { config, records, page, resolve, reject: why => reject(new Error(why)), failed, end: () => Object.assign(api, idle) };
      performance.mark("sourcemark:compiled");
      go.run(instance).then(() => reject(new Error("the program ended before it began")), reject);
    });
    if (stopped) api.destroy();
    else document.dispatchEvent(new CustomEvent("sourcemark:ready", { bubbles: true, detail: summary }));
    return summary;
  }

  // Records: from the bundle, from a block of data in the page, or from an address beside it.
  async function readRecords() {
    if (bundled) return bundled.records;
    const blocks = [...document.querySelectorAll("script.sourcemark-records")];
    if (blocks.length) return blocks.map((b, i) => ({ name: b.id || `records block ${i + 1}`, text: b.textContent }));
    if (!config.records) throw new Error("no records: say where they are with data-records on the script tag");
    return Promise.all(config.records.split(/\s+/).filter(Boolean).map(async url => {
      const answer = await fetch(new URL(url, document.baseURI)).catch(e => { throw new Error(`records could not be fetched from ${url}: ${e.message}`); });
      if (!answer.ok) throw new Error(`records could not be fetched from ${url}: ${answer.status}`);
      return { name: url.split("/").pop(), text: await answer.text() };
    }));
  }

  async function readProgram() {
    if (!bundled) return fetch(new URL("sourcemark.wasm", tag.src));
    const zipped = Uint8Array.from(atob(bundled.program), c => c.charCodeAt(0));
    const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
  }

  async function compile(answer, imports) {
    if (!answer.ok) throw new Error(`the program could not be fetched: ${answer.status}`);
    // Compiling while it arrives is quicker, but only servers that name the type allow it.
    if (answer.headers.get("Content-Type") === "application/wasm") return WebAssembly.instantiateStreaming(answer, imports);
    return WebAssembly.instantiate(await answer.arrayBuffer(), imports);
  }
})();
