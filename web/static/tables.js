// Go's runtime finds the function of an instruction by two tables. They follow from the records of the functions, and of
// these most can be told from the one before; so the bundler leaves the ones out of the program and codes the others
// (web/bundle/tables.go, which says how), and this makes them before it runs.
const tables = TABLES; // as tables.go has them

own.Go = class extends own.Go {
  run(instance) {
    const memory = instance.exports.mem.buffer, words = new Uint32Array(memory), bytes = new Uint8Array(memory);
    const { functions, first, records, lines, list, buckets } = tables, coded = bytes.slice(records, records + tables.coded);
    bytes.fill(0, records, records + tables.coded);
    let read = 0;
    const next = () => {
      let value = coded[read++];
      for (let unit = 128, byte = value; byte > 127; unit *= 128) value += (byte = coded[read++]) * unit - unit;
      return value;
    };
    const pcdata = new Uint32Array(functions), funcdata = new Uint32Array(functions), places = new Uint32Array(functions); // in words
    for (let i = 0; i < functions; i++) pcdata[i] = next();
    for (let i = 0, at = records / 4; i < functions; i++) {
      places[i] = at;
      words[at] = words[list / 4 + 2 * i] = first + i;
      words[list / 4 + 2 * i + 1] = 4 * at - list;
      words[at + 7] = pcdata[i];
      funcdata[i] = next();
      // Sixteen buckets of five words a function, but for the last one, which has one.
      for (let k = 0; k < (i < functions - 1 ? 16 : 1); k++) words[buckets / 4 + 5 * (16 * i + k)] = i;
      at += 11 + pcdata[i] + funcdata[i]; // eleven words, and a word for each of its tables
      at += at & 1; // records begin at eights of bytes
    }
    for (let k = 1; k < 4; k++) for (let i = 0; i < functions; i++) words[places[i] + k] = next();
    for (let i = 0; i < functions; i++) words[places[i] + 10] = next() | funcdata[i] << 24;
    const known = [0, 0];
    let free = 1;
    const table = () => {
      const code = next();
      if (code !== 1) return known[code];
      const place = free;
      known[known.length] = place;
      let at = lines + place;
      do for (let k = 0; k < 2; k++) while (bytes[at++] > 127); // pairs of numbers, up to a first one of zero
      while (bytes[at]);
      free = at + 1 - lines;
      return place;
    };
    for (let i = 0; i < functions; i++) {
      words[places[i] + 4] = table();
      for (let k = 0; k < pcdata[i]; k++) words[places[i] + 11 + k] = table();
    }
    const stacks = [-1];
    let place = 0;
    for (let k = 0; k < 8; k++) {
      for (let i = 0; i < functions; i++) {
        if (k >= funcdata[i]) continue;
        const code = next();
        words[places[i] + 11 + pcdata[i] + k] = code & 1 ? stacks[stacks.length] = place : stacks[code >> 1];
        if (code & 1) place += code >> 1;
      }
    }
    return super.run(instance);
  }
};
