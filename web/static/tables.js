// Go's runtime finds the function of an instruction by two tables. They follow from the records of the functions, so the
// bundler leaves them out of the program (web/bundle/tables.go), and this makes them before it runs.
const tables = TABLES; // as tables.go has them

own.Go = class extends own.Go {
  run(instance) {
    const memory = instance.exports.mem.buffer, words = new Uint32Array(memory), bytes = new Uint8Array(memory);
    for (let i = 0, record = tables.records; i < tables.functions; i++) {
      const entry = tables.list / 4 + 2 * i;
      words[record / 4] = words[entry] = tables.first + i;
      words[entry + 1] = record - tables.list;
      // Sixteen buckets of five words a function, but for the last one, which has one.
      for (let k = 0; k < (i < tables.functions - 1 ? 16 : 1); k++) words[tables.buckets / 4 + 5 * (16 * i + k)] = i;
      record += 44 + 4 * (words[record / 4 + 7] + bytes[record + 43]); // 44 bytes, and offsets of tables of its own
      record += -record & 7;
    }
    return super.run(instance);
  }
};
