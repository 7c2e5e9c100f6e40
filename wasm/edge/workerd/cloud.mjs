// Cloudflare on this machine, for tests: the worker with a real D1, KV and R2 of miniflare's, which comes with wrangler. The
// options are the one argument, as JSON; the addresses are told on the standard output; it ends with its standard input.
//
// What a test does beside asking the worker has an address at `control`: the REST APIs of D1 and KV as Cloudflare's, KV,
// R2, the cron.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { Miniflare, Log, LogLevel } = createRequire(import.meta.url)("../node_modules/miniflare");
const { script, program, words, languages, around, vars, folder } = JSON.parse(process.argv[2]);

// Without a script there are only the stores. What is around it imports "./worker.mjs", and has a part in all that it is asked.
const modules = script
  ? [...(around ? [{ type: "ESModule", path: "around.mjs", contents: around }] : []), { type: "ESModule", path: "worker.mjs", contents: readFileSync(script, "utf8") }, { type: "CompiledWasm", path: "edge.wasm", contents: readFileSync(program) }, { type: "Text", path: "words.txt", contents: readFileSync(words, "utf8") }, { type: "Text", path: "languages.txt", contents: readFileSync(languages, "utf8") }]
  : [{ type: "ESModule", path: "none.mjs", contents: "export default { fetch: () => new Response() }" }];
const cloud = new Miniflare({
  host: "127.0.0.1", port: 0, cf: false, log: new Log(LogLevel.WARN), modules, modulesRoot: "/", compatibilityDate: "2025-11-01",
  bindings: vars ?? {}, d1Databases: { DATABASE: "DATABASE" }, kvNamespaces: { RECORDS: "RECORDS" }, r2Buckets: { BUNDLES: "BUNDLES" },
  ...(folder ? { d1Persist: folder } : {}),
});
const url = (await cloud.ready).origin;
const database = await cloud.getD1Database("DATABASE"), records = await cloud.getKVNamespace("RECORDS"), bundles = await cloud.getR2Bucket("BUNDLES");

const prepared = ({ sql, params = [] }) => database.prepare(sql).bind(...params);

// d1 answers as Cloudflare does: several statements are one transaction.
async function d1(body) {
  const { batch, ...one } = JSON.parse(body);
  try {
    return [200, { success: true, errors: [], messages: [], result: await database.batch((batch ?? [one]).map(prepared)) }];
  } catch (e) {
    // What is not D1's own word is that of the way to it, and worth another try.
    return [/^D1_/.test(e.message) ? 400 : 503, { success: false, errors: [{ code: 7500, message: String(e.message) }], messages: [], result: null }];
  }
}

// kv answers as Cloudflare does: many keys at once.
async function kv(method, path, body) {
  const asked = JSON.parse(body), ok = result => [200, { success: true, errors: [], messages: [], result }];
  if (method === "POST" && path.endsWith("/bulk/get")) return ok({ values: Object.fromEntries(await records.get(asked.keys)) });
  if (method !== "PUT" || !path.endsWith("/bulk")) return [405, { success: false, errors: [{ code: 10405, message: "Method not allowed" }] }];
  for (const { key, value } of asked) await records.put(key, value);
  return ok({ successful_key_count: asked.length, unsuccessful_keys: [] });
}

async function answer(method, path, body) {
  const [, first, name] = path.match(/^\/([^/]*)\/?(.*)$/);
  switch (first) {
    case "accounts":
      return path.includes("/storage/kv/") ? kv(method, path, body) : d1(body);
    case "kv":
      if (method === "PUT") return [200, await records.put(decodeURIComponent(name), body) ?? null];
      if (method === "DELETE") return [200, await records.delete(decodeURIComponent(name)) ?? null];
      return [200, name ? await records.get(decodeURIComponent(name)) : (await records.list()).keys];
    case "r2":
      return [200, (await bundles.list({ include: ["customMetadata"] })).objects.map(o => ({ key: o.key, size: o.size, metadata: o.customMetadata }))];
    case "cron": {
      const night = async () => (await cloud.getWorker()).scheduled({ cron: "0 3 * * *", scheduledTime: new Date(name) });
      // workerd may have closed the connection that miniflare has kept, which it hears too late on a busy machine. What a
      // night has begun to store is there whole or not at all.
      return [200, await night().catch(e => e.message === "fetch failed" ? night() : Promise.reject(e))];
    }
  }
  return [404, null];
}

const control = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  let status, value;
  try {
    [status, value] = await answer(request.method, request.url, Buffer.concat(chunks).toString());
  } catch (e) {
    [status, value] = [500, [e.stack, e.cause?.stack].filter(Boolean).join("\ncaused by ")];
  }
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
});
control.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ url, control: `http://127.0.0.1:${control.address().port}` })));

process.stdin.on("end", async () => {
  await cloud.dispose();
  process.exit();
}).resume();
