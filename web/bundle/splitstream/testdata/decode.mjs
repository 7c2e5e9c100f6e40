// Decodes files with a script, in chunks of a size, and prints a line for each: why it could not be decoded, or nothing.
import { readFileSync, writeFileSync } from "node:fs";
const [, , script, chunk, ...files] = process.argv;
const decoder = new Function(readFileSync(script, "utf8") + "; return decoder")();
for (const file of files) {
  const coded = new Uint8Array(readFileSync(file)), step = Number(chunk);
  let at = 0;
  const source = new ReadableStream({
    pull(to) {
      if (at >= coded.length) return to.close();
      to.enqueue(coded.subarray(at, at += step));
    },
  });
  try {
    writeFileSync(file + ".out", new Uint8Array(await new Response(source.pipeThrough(decoder(e => e))).arrayBuffer()));
    console.log("");
  } catch (e) {
    console.log(String(e.cause?.message ?? e.message).split("\n")[0] || "no reason");
  }
}
