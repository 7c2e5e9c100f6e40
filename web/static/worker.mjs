// The edge worker. One program answers all requests of an isolate, many at a time: starting one for each request takes
// longer than all it then does.
//
// A worker may do what a request needs (ask the origin, read, KV, the cache) only in that request's own turn, and Go
// runs in the turn of whoever woke it. So Go never does any of it: it posts what it needs to the Call, and the call
// does it.
import program from "./edge.wasm";
import lexicon from "./words.txt"; // which English words may stand for one another
import languages from "./languages.txt"; // what the engine knows of each language, and the interface's words in it

// An isolate has 128 MB. A program that has grown beyond this many bytes is replaced by a new one.
const most = 80 * 1024 * 1024;

// What the bundler has put in: records by file name, css, card (the sheet for cards), part (that for parts of pages), openapi.
const files = FILES;

let current; // the program that new requests go to
let refused; // what is wrong with the settings, which stay the same while the isolate lives: no program is started

export default {
  async fetch(request, env, context) {
    // A body has no meaning in these, and fetch refuses to send it.
    if (request.body && /^(GET|HEAD)$/.test(request.method))
      request = new Request(request.url, { method: request.method, headers: request.headers });
    const call = new Call(request, env, context);
    if (refused) return call.untouched();
    try {
      if (!current || current.retired) current = new Program(env);
      const answer = current.answer(call);
      // To its end, though the reader may have left: others wait for the room it takes.
      context.waitUntil(answer.catch(() => {}));
      return await answer;
    } catch (e) {
      console.error("Sourcemark:", e);
      return call.untouched();
    }
  },

  // Every night, or whenever wrangler.jsonc says.
  async scheduled(event, env) {
    await bundle(env, event.scheduledTime);
  },
};

class Program {
  calls = new Map(); // those that are being answered, by number; Go looks them up
  retired = false; // answers what it has begun, and no more
  #last = 0;

  constructor(env) {
    const go = new Go();
    // Go gives memory back to nobody, so it collects early once it has what a few pages need.
    go.env = { GOMEMLIMIT: "48MiB" };
    go.exit = code => this.#end(new Error(`the program ended with ${code}`));
    this.binding = { calls: this.calls, env, files, lexicon,
      language: tag => languages.split(`\f${tag}\n`)[1]?.split("\f")[0] ?? "",
      recycle: () => { this.retired = true },
      refuse: why => {
        refused = why;
        console.error("Sourcemark: until this is right, pages go through as they are:", why);
      } };
    own.context = { binding: this.binding, env };
    const started = new Promise(ready => {
      this.instance = new WebAssembly.Instance(program, { ...go.importObject, workers: { ready } });
    });
    go.run(this.instance).catch(e => this.#end(e));
    this.started = started.then(() => true);
  }

  // Whoever still waits for a program that is no more is told, once.
  #end(error) {
    this.retired = true;
    this.dead = error;
    for (const call of this.calls.values()) call.post({ error });
  }

  async answer(call) {
    const number = String(++this.#last);
    this.calls.set(number, call);
    // When a program ends, all waiting calls get a letter about it in another's turn. A call whose own work ends at
    // that moment would be taken for one that waits for nothing before the letter is there, and its reader would get a
    // 500. So a call looks for itself, too.
    const look = setInterval(() => call.look(), 100); // ms
    try {
      if (this.dead) throw this.dead;
      this.started.then(() => call.post({ started: true }));
      for (;;) {
        const letter = await call.next();
        if (letter.error) throw letter.error;
        if (letter.response) return call.finish(letter.response);
        if (letter.started) {
          // The one header is how Go finds the call, which has the real ones.
          const { url, method } = call.request, headers = new Map([["sourcemark-call", number]]);
          this.binding.handleRequest({ url, method, headers, body: null })
            .then(response => call.post({ response }), error => call.post({ error }));
        } else if (letter.job) call.work(letter);
      }
    } finally {
      clearInterval(look);
      this.calls.delete(number);
      if (this.instance.exports.mem.buffer.byteLength > most) this.retired = true;
    }
  }
}

const head = (first, headers) => [first, ...[...headers].map(([name, value]) => `${name}: ${value}`)].join("\n");
const pairs = lines => lines ? lines.split("\n").map(line => line.split(/: (.*)/s, 2)) : [];
const timer = ms => new Promise(go => setTimeout(go, ms));

// What a promise comes to, if that is in time.
const within = (ms, promise) => Promise.race([
  promise,
  // Where the program has kept the isolate busy, the answer may have come in the meantime: it is heard first.
  timer(ms).then(() => timer(0)).then(() => { throw new Error(`nothing within ${ms} ms`) }),
]);

// All of a stream; or why it is not: "size" where it is longer than limit bytes, "slow" after wait ms, "cut off".
async function collected(stream, limit, wait) {
  const reader = stream.getReader(), late = timer(wait), chunks = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late.then(() => { throw new Error("slow") })]);
      if (done) break;
      if ((size += value.byteLength) > limit) throw new Error("size");
      chunks.push(value);
    }
  } catch (e) {
    reader.cancel().catch(() => {});
    return ["slow", "size"].includes(e.message) ? e.message : "cut off";
  }
  if (chunks.length === 1) return chunks[0];
  const all = new Uint8Array(size);
  chunks.reduce((at, chunk) => (all.set(chunk, at), at + chunk.byteLength), 0);
  return all;
}

// A Call is a request that is being answered, and all that may be done for it.
class Call {
  responses = []; // of the origin, the cache or the bucket, as they have come
  #letters = [];
  #wake;
  #woken = new Map(); // what wakes each pause, by id; null for one that was woken before it began

  constructor(request, env, context) {
    Object.assign(this, { request, env, context, head: head("", request.headers) });
  }

  // Go and others leave word here, in whatever turn.
  post(letter) {
    this.#letters.push(letter);
    this.#wake?.();
  }

  look() {
    if (this.#letters.length) this.#wake?.();
  }

  async next() {
    while (!this.#letters.length) await new Promise(wake => { this.#wake = wake });
    return this.#letters.shift();
  }

  work({ job, options, done }) {
    this[job](options)
      .then(value => done(value ?? null, null), error => done(null, String(error?.message ?? error)))
      .catch(error => this.post({ error })); // Go itself has thrown
  }

  // A response that has come, as Go is told of it: which it is, and its headers.
  #came(response) {
    return head(`${response.status} ${this.responses.push(response) - 1}`, response.headers);
  }

  // Asks the origin. Redirects are the reader's to follow.
  async fetch({ url, method, own, headers, wait }) {
    const stop = new AbortController(), late = setTimeout(() => stop.abort(new Error("timeout")), wait);
    const init = { method, headers: pairs(headers), redirect: "manual", signal: stop.signal };
    try {
      return this.#came(await fetch(own ? new Request(url, init) : new Request(new Request(url, this.request), init)));
    } finally {
      clearTimeout(late);
    }
  }

  // What has come of a response's body, if that is all of it; else why it is not. It can be passed on afterwards all
  // the same.
  async ahead({ which, limit, wait }) {
    const response = this.responses[which];
    if (!response.body) return new Uint8Array();
    const [here, rest] = response.body.tee();
    this.responses[which] = new Response(rest, response);
    return collected(here, limit, wait);
  }

  // The body of the request, or why it is not all there.
  async body({ limit, wait }) {
    return this.request.body ? collected(this.request.body, limit, wait) : new Uint8Array();
  }

  // Waits for so long, or until it is woken: what waits for another call needs something of its own to wait for.
  async pause({ id, wait }) {
    if (!this.#woken.delete(id)) await Promise.race([timer(wait), new Promise(go => this.#woken.set(id, go))]);
    this.#woken.delete(id);
  }

  wake(id) {
    const go = this.#woken.get(id);
    if (go) go();
    else this.#woken.set(id, null);
  }

  // A text of a KV namespace; null if there is none.
  async text({ namespace, key, wait }) {
    return within(wait, this.env[namespace].get(key, { type: "text", cacheTtl: 60 })); // s; KV takes no less
  }

  async keep({ namespace, key, text, seconds }) {
    this.context.waitUntil(this.env[namespace].put(key, text, { expirationTtl: seconds })
      .catch(e => console.warn("Sourcemark: not kept:", e)));
  }

  // Rows of D1, as one text: host_js.go says how. Any copy of the database will do, so the nearest is asked.
  async query({ database, batch, wait }) {
    const near = this.env[database].withSession("first-unconstrained");
    const all = await within(wait, near.batch(batch.map(({ sql, params }) => near.prepare(sql).bind(...params))));
    const read = all.reduce((sum, { meta }) => sum + (meta.rows_read ?? 0), 0);
    const table = rows => rows.map(row => Object.values(row).join("\x1f") + "\x1e").join("");
    return read + "\x1d" + all.map(({ results }) => table(results) + "\x1d").join("");
  }

  // The newest bundle, as a response; null if there is none.
  async newest({ bucket }) {
    const last = (await bundles(this.env[bucket])).at(-1);
    const found = last &&
      await (this.request.method === "HEAD" ? this.env[bucket].head(last.key) : this.env[bucket].get(last.key));
    if (!found) return null;
    return this.#came(new Response(found.body ?? null, { headers: {
      "content-type": "application/gzip", etag: found.httpEtag,
      "content-disposition": `attachment; filename="${last.key.replace(/.*\//, "")}"`,
      "cache-control": "public, max-age=60", "access-control-allow-origin": "*", "x-content-type-options": "nosniff" } }));
  }

  // The cache goes by Cache-Control; readers get the page's own. It is one of its own: the zone's default has what
  // anybody has asked the site for, under addresses of his choice.
  async match({ key }) {
    const found = await (await caches.open("sourcemark")).match(key);
    if (!found) return null;
    const response = new Response(found.body, found), control = response.headers.get("sourcemark-cache-control");
    response.headers.delete("sourcemark-cache-control");
    if (control) response.headers.set("cache-control", control);
    return this.#came(response);
  }

  async put({ key, headers, body, seconds }) {
    const page = new Response(body, { headers: pairs(headers) });
    page.headers.set("sourcemark-cache-control", page.headers.get("cache-control") ?? "");
    page.headers.set("cache-control", "max-age=" + seconds);
    this.context.waitUntil(caches.open("sourcemark").then(cache => cache.put(key, page))
      .catch(e => console.warn("Sourcemark: not cached:", e)));
  }

  // What Go has answered. Where that is the response as it came, it goes on as it came, with a word about it where Go
  // has one.
  finish(response) {
    const which = response.headers.get("sourcemark-pass"), as = which === null ? null : this.responses[which];
    for (const other of this.responses)
      if (other !== as && other.body && !other.body.locked) other.body.cancel().catch(() => {});
    if (!as) return response;
    const word = response.headers.get("sourcemark");
    if (!word) return as;
    const passed = new Response(as.body, as);
    passed.headers.set("sourcemark", word);
    return passed;
  }

  // The page as it is, when there is no program that could do anything to it.
  async untouched() {
    const last = this.responses.at(-1);
    if (last && !last.bodyUsed) return last;
    if (this.request.bodyUsed) return problem(503, "Sourcemark could not answer. Try again.");
    const to = addressAt(this.env.ORIGIN, this.request.url);
    if (!to) return problem(503, "Sourcemark does not know where the pages of this site come from: " +
      "its setting ORIGIN is not an address such as https://origin.example");
    try {
      return await fetch(new Request(to, this.request), { redirect: "manual" });
    } catch (e) {
      console.error("Sourcemark: origin:", e);
      return problem(502, "The site behind this address cannot be reached.");
    }
  }
}

const problem = (status, text) =>
  new Response(text + "\n", { status, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...(status === 503 ? { "retry-after": "10" } : {}) } });

// An address at the origin that is set, or as it is where none is; nothing where the setting is none. It is not guessed
// what was meant: without an origin the worker may be all there is at an address, and would ask itself.
function addressAt(setting, address) {
  const url = new URL(address);
  if (setting === undefined || setting === null || setting === "") return url;
  const origin = typeof setting === "string" && URL.parse(setting);
  if (!origin || !/^https?:$/.test(origin.protocol)) return null;
  return Object.assign(url, { protocol: origin.protocol, host: origin.host, port: origin.port });
}

// The bundles in R2, the oldest first: their names are dates.
const bundles = async bucket =>
  (await bucket.list({ prefix: "bundles/", include: ["customMetadata"] })).objects.sort((a, b) => a.key < b.key ? -1 : 1);

// A bundle is all dossiers of the database, one a line, gzipped; sourcemark push reads it back. It goes through in
// pieces, so that it may be larger than the isolate, and is there when it is whole or not at all. The last few are
// kept.
async function bundle({ DATABASE: database, BUNDLES: bucket, BUNDLES_KEPT: kept = "7" }, at) {
  if (!database || !bucket) return;
  const edition = String((await database.prepare("SELECT edition FROM corpus").first()).edition);
  const before = await bundles(bucket);
  if (before.at(-1)?.customMetadata?.edition === edition) return; // nothing has changed since
  const upload = await bucket.createMultipartUpload(`bundles/${new Date(at).toISOString()}.jsonl.gz`,
    { httpMetadata: { contentType: "application/gzip" }, customMetadata: { edition } });
  try {
    const zip = new CompressionStream("gzip");
    const [parts] = await Promise.all([uploaded(zip.readable, upload), written(database, zip.writable)]);
    await upload.complete(parts);
  } catch (e) {
    await upload.abort();
    throw e;
  }
  const old = before.slice(0, Math.max(0, before.length + 1 - kept)).map(o => o.key);
  if (old.length) await bucket.delete(old);
}

// At a time, dossiers of 8 MB and at most 10,000 of them are read: a worker may ask a thousand times, which comes to 8
// GB, and D1 answers with 50 MB at most.
async function written(database, stream) {
  const writer = stream.getWriter(), text = new TextEncoder();
  try {
    for (let last = 0;;) {
      const { results } = await database.prepare(`SELECT id, line FROM (SELECT id, line, sum(length(line)) OVER (ORDER BY id) - length(line) AS before
        FROM (SELECT id, replace(data, char(10), ' ') AS line FROM dossiers WHERE id > ?1 ORDER BY id LIMIT 10000)) WHERE before < 8000000`).bind(last).all();
      if (!results.length) break;
      await writer.write(text.encode(results.map(r => r.line + "\n").join("")));
      last = results.at(-1).id;
    }
    await writer.close();
  } catch (e) {
    await writer.abort(e).catch(() => {});
    throw e;
  }
}

// R2 wants all parts but the last to be of one length, 5 MiB or more.
async function uploaded(stream, upload) {
  const part = new Uint8Array(8 * 1024 * 1024), parts = [];
  let filled = 0;
  const send = async end => parts.push(await upload.uploadPart(parts.length + 1, part.slice(0, end)));
  for await (let chunk of stream) {
    while (chunk.byteLength) {
      const fits = Math.min(chunk.byteLength, part.byteLength - filled);
      part.set(chunk.subarray(0, fits), filled);
      chunk = chunk.subarray(fits);
      if ((filled += fits) === part.byteLength) {
        await send(filled);
        filled = 0;
      }
    }
  }
  if (filled || !parts.length) await send(filled);
  return parts;
}
