// Makes programs of what package splitstream codes them as: a stream that takes the coded bytes, and gives the program frame
// by frame, while the rest is still on its way. If that fails, tell is called with the error; what it returns is thrown. The work is
// done by decoder.ts, whose compiled bytes Script puts in.
const decoder = tell => {
  const { memory, room, next, size, ended } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(PROGRAM))).exports;
  const wrong = () => { throw tell(new Error("the program is damaged, or was cut short")) };
  return new TransformStream({
    __proto__: null,
    transform(chunk, to) {
      try {
        const at = room(chunk.length); // memory may be another now
        new Uint8Array(memory.buffer).set(chunk, at);
        for (let from; (from = next());) to.enqueue(new Uint8Array(memory.buffer).slice(from, from + size.value));
      } catch { wrong() }
    },
    flush() { if (!ended.value) wrong() },
  });
};
