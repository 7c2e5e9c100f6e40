// Writes pages as servers of frameworks do, and the program that takes each over in the browser:
//   node make.mjs FOLDER     FOLDER/react.html, FOLDER/react.js and so on
// The article has texts beside values, a list, a part that is there under a condition, and a button that counts, which
// works once the page has been taken over. window.again() draws the article once more.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { compile, compileModule } from "svelte/compiler";

const here = import.meta.dirname, to = resolve(process.argv[2]), require = createRequire(import.meta.url);

const shared = `
  export const paid = 240000, stalls = ["fish", "nets"];
  export const taken = () => { document.documentElement.dataset.taken = ""; dispatchEvent(new Event("taken")); };
  // At once; or after the page has loaded, as large applications do.
  export const begin = take => location.search === "?late" ? addEventListener("load", () => setTimeout(take)) : take();
`;

const react = `
  import { createElement as h, useState, useEffect, Suspense } from "react";
  import { paid, stalls, taken } from "shared";
  export function Story({ round = 0 }) {
    const [likes, like] = useState(0);
    useEffect(taken, []);
    return h("article", { "data-round": round },
      h("h1", null, "Council buys the lifeboat house"),
      h("p", null, "The council of Saltby pays ", paid, " crowns for the house on the mole."),
      h(Suspense, { fallback: "…" }, h("p", null, "The house was built in 1887 and has been empty for ", 30, " years.")),
      h("ul", null, stalls.map(s => h("li", { key: s }, "A stall sells ", s, " there."))),
      round > 0 && h("p", null, "Gulls nest in the roof."),
      h("button", { onClick: () => like(likes + 1) }, "Like ", likes));
  }`;
const reactClient = `
  import { createElement as h } from "react";
  import { hydrateRoot } from "react-dom/client";
  import { begin } from "shared";
  import { Story } from "story";
  begin(() => {
    const root = hydrateRoot(document.getElementById("root"), h(Story), { onRecoverableError: e => console.error(e.message) });
    window.again = () => root.render(h(Story, { round: 1 }));
  });`;
const reactServer = `
  import { createElement as h } from "react";
  import { renderToString } from "react-dom/server";
  import { Story } from "story";
  export const page = () => renderToString(h(Story));`;
// Two versions cannot be installed in one folder: the gallery has the other.
const gallery = join(here, "../../../web/gallery/node_modules");
const react18 = { react: join(gallery, "react"), "react-dom": join(gallery, "react-dom") };

const frameworks = {
  react: { root: "root", story: react, client: reactClient, server: reactServer },
  react18: { root: "root", story: react, client: reactClient, server: reactServer, alias: react18 },

  preact: {
    root: "app",
    story: react.replace('"react"', '"preact/compat"'),
    client: `
      import { h, hydrate } from "preact";
      import { begin } from "shared";
      import { Story } from "story";
      const root = document.getElementById("app");
      begin(() => { hydrate(h(Story), root); window.again = () => hydrate(h(Story, { round: 1 }), root); });`,
    server: `
      import { h } from "preact";
      import { renderToString } from "preact-render-to-string";
      import { Story } from "story";
      export const page = () => renderToString(h(Story));`,
  },

  vue: {
    root: "app",
    story: `
      import { h, ref, onMounted } from "vue";
      import { paid, stalls, taken } from "shared";
      export const Story = { props: ["round"], setup(props) {
        const likes = ref(0);
        onMounted(taken);
        return () => [h("article", { "data-round": props.round ?? 0 }, [
          h("h1", "Council buys the lifeboat house"),
          h("p", ["The council of Saltby pays ", paid, " crowns for the house on the mole."]),
          h("p", ["The house was built in 1887 and has been empty for ", 30, " years."]),
          h("ul", stalls.map(s => h("li", { key: s }, ["A stall sells ", s, " there."]))),
          props.round ? h("p", "Gulls nest in the roof.") : null,
          h("button", { onClick: () => likes.value++ }, ["Like ", likes.value]),
        ]), h("footer", "The Saltby Courier")];
      } };`,
    client: `
      import { createSSRApp, h, ref } from "vue";
      import { begin } from "shared";
      import { Story } from "story";
      begin(() => {
        const round = ref(0);
        createSSRApp({ render: () => h(Story, { round: round.value }) }).mount("#app");
        window.again = () => round.value++;
      });`,
    server: `
      import { createSSRApp, h } from "vue";
      import { renderToString } from "vue/server-renderer";
      import { Story } from "story";
      export const page = () => renderToString(createSSRApp({ render: () => h(Story, { round: 0 }) }));`,
    define: { __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true" },
  },

  svelte: {
    root: "main",
    story: `
      <script>
        import { paid, stalls } from "shared";
        let { at } = $props(), likes = $state(0);
      </script>
      <article data-round={at.round}>
        <h1>Council buys the lifeboat house</h1>
        <p>The council of Saltby pays {paid} crowns for the house on the mole.</p>
        {#if paid}<p>The house was built in 1887 and has been empty for {30} years.</p>{/if}
        <ul>{#each stalls as s}<li>A stall sells {s} there.</li>{/each}</ul>
        {#if at.round}<p>Gulls nest in the roof.</p>{/if}
        <button onclick={() => likes++}>Like {likes}</button>
      </article>`,
    client: `
      import { hydrate, flushSync } from "svelte";
      import { begin, taken } from "shared";
      import Story from "story";
      import { state } from "state";
      begin(() => {
        hydrate(Story, { target: document.getElementById("main"), props: { at: state } });
        taken();
        window.again = () => flushSync(() => { state.round = 1; });
      });`,
    server: `
      import { render } from "svelte/server";
      import Story from "story";
      export const page = () => render(Story, { props: { at: { round: 0 } } }).body;`,
  },

  solid: {
    root: "app",
    story: `
      import { createSignal, onMount, For, Show } from "solid-js";
      import { paid, stalls, taken } from "shared";
      export const [round, setRound] = createSignal(0);
      export function Story() {
        const [likes, like] = createSignal(0);
        onMount(taken);
        return <article data-round={round()}>
          <h1>Council buys the lifeboat house</h1>
          <p>The council of Saltby pays {paid} crowns for the house on the mole.</p>
          <Show when={paid}><p>The house was built in 1887 and has been empty for {30} years.</p></Show>
          <ul><For each={stalls}>{s => <li>A stall sells {s} there.</li>}</For></ul>
          <Show when={round()}><p>Gulls nest in the roof.</p></Show>
          <button onClick={() => like(likes() + 1)}>Like {likes()}</button>
        </article>;
      }`,
    client: `
      import { hydrate } from "solid-js/web";
      import { begin } from "shared";
      import { Story, setRound } from "story";
      begin(() => { hydrate(() => <Story />, document.getElementById("app")); window.again = () => setRound(1); });`,
    server: `
      import { renderToString, generateHydrationScript } from "solid-js/web";
      import { Story } from "story";
      export const head = () => generateHydrationScript();
      export const page = () => renderToString(() => <Story />);`,
  },
};

const babel = require("@babel/core");
const state = compileModule("export const state = $state({ round: 0 });", { generate: "client", dev: true, filename: "state.svelte.js" }).js.code;

// What stands between the sources above and esbuild, for the server or for browsers.
const sources = (f, side) => ({
  name: "sources",
  setup(b) {
    b.onResolve({ filter: /^(shared|story|state|entry)$/ }, a => ({ path: a.path, namespace: "made" }));
    b.onLoad({ filter: /.*/, namespace: "made" }, ({ path }) => {
      let contents = path === "shared" ? shared : path === "story" ? f.story : path === "state" ? state : f[side];
      if (f === frameworks.solid && path !== "shared") {
        const options = { generate: side === "server" ? "ssr" : "dom", hydratable: true };
        contents = babel.transformSync(contents, { presets: [[require.resolve("babel-preset-solid"), options]], filename: "story.jsx", configFile: false }).code;
      }
      if (f === frameworks.svelte && path === "story") contents = compile(contents, { generate: side, dev: side === "client", filename: "Story.svelte" }).js.code;
      return { contents, resolveDir: here };
    });
  },
});

for (const [name, f] of Object.entries(frameworks)) {
  const bundle = (side, more) => build({
    entryPoints: ["entry"], bundle: true, alias: f.alias, plugins: [sources(f, side)], absWorkingDir: here, logLevel: "error",
    define: { "process.env.NODE_ENV": '"development"', ...f.define }, ...more,
  });
  const server = join(to, name + ".server.mjs");
  await bundle("server", { outfile: server, platform: "node", format: "esm", conditions: ["node"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' } });
  await bundle("client", { outfile: join(to, name + ".js"), format: "iife", conditions: ["development", "browser"] });
  const { page, head } = await import(pathToFileURL(server));
  writeFileSync(join(to, name + ".html"), `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Council buys the lifeboat house</title><link rel="icon" href="data:,">${head?.() ?? ""}</head>
<body>
<div id="${f.root}">${await page()}</div>
<script src="${name}.js"></script>
</body></html>
`);
}
