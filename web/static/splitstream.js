// Makes programs of what the bundler codes them as (web/bundle/splitstream, which says how; this is its Decode): a stream
// that takes the coded bytes, and gives the program frame by frame, while the rest is still on its way.
const decoder = () => {
  let waiting = new Uint8Array(0); // of a frame that has not come yet
  let input, out, o; // the frame; what it makes, and where that is written next
  const at = new Int32Array(1024); // where each stream is read next
  const slots = new Int32Array(65536); // of functions, in their table
  const starts = new Int32Array(256); // of each entry of the dictionary, where in parts it begins
  let parts; // kinds and values; the bytes of a part as words, and by how much they change the depth of blocks
  return new TransformStream({
    __proto__: null,
    transform(chunk, to) {
      const all = new Uint8Array(waiting.length + chunk.length);
      all.set(waiting);
      all.set(chunk, waiting.length);
      const view = new DataView(all.buffer);
      let from = 0;
      for (let n; all.length - from >= 4 && (n = 4 + view.getUint32(from, true)) <= all.length - from; from += n) {
        to.enqueue(frame(all.subarray(from + 4, from + n)));
      }
      waiting = all.subarray(from);
    },
    flush() { if (waiting.length) wrong() },
  });

  function wrong() { throw new Error("the program is damaged") }

  function number(k) {
    let p = at[k], byte = input[p++], v = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) v |= ((byte = input[p++]) & 127) << shift;
    at[k] = p;
    return v >>> 0;
  }

  function signed(k) {
    const v = number(k);
    return v >>> 1 ^ -(v & 1);
  }

  function put(v) {
    for (; v > 127; v >>>= 7) out[o++] = v | 128;
    out[o++] = v;
  }

  function copy(k, n) {
    out.set(input.subarray(at[k], at[k] += n), o);
    o += n;
  }

  function copyNumber(k) {
    let p = at[k], byte;
    do out[o++] = byte = input[p++]; while (byte > 127);
    at[k] = p;
  }

  function frame(bytes) {
    input = bytes, at[0] = 0, o = 0;
    const size = number(0), sum = new DataView(input.buffer, input.byteOffset + at[0], 4).getInt32(0, true);
    at[0] += 4;
    if (size > 67108864) wrong(); // as Decode
    out = new Uint8Array(size + 8 & -4); // up to three bytes are written too many (function body)
    const lengths = new Int32Array(number(0));
    for (let k = 0; k < lengths.length; k++) lengths[k] = number(0);
    for (let k = 0, p = at[0]; k < at.length; k++) at[k] = p, p += lengths[k] ?? 0;
    for (let step; (step = number(0));) {
      if (step === 1) copy(0, number(0));
      else if (step === 2) dictionary();
      else if (step === 3) elements(3);
      else if (step === 4) for (let f = number(0), n = number(0); n--; f++) body(f);
      else wrong();
    }
    out.fill(0, size);
    const words = new Int32Array(out.buffer, 0, size + 3 >> 2);
    let is = 0;
    for (let k = 0; k < words.length; k++) is = Math.imul(is ^ words[k], 16777619);
    if (o !== size || is !== sum) wrong();
    return out.subarray(0, size);
  }

  function dictionary() {
    const list = new Int32Array(65536);
    let n = 0;
    for (let code = 0, count = number(0); code < count; code++) {
      starts[code] = n;
      let left = list[n++] = number(0);
      for (; left--;) {
        const kind = list[n++] = number(0), value = list[n++] = number(0);
        if (kind) continue;
        if (!value) wrong();
        for (let k = 0; k < value; k++) list[n + (k >> 2)] |= input[at[0]++] << 8 * (k & 3);
        n += value + 3 >> 2;
        list[n++] = signed(0);
      }
    }
    if (n > list.length) wrong();
    parts = list;
  }

  function elements(k) {
    let segments = number(k), f = -1;
    for (put(segments); segments--;) {
      copy(k, 2); // the table, and i32.const
      let slot = 0, byte, shift = 0;
      do out[o++] = byte = input[at[k]++], slot |= (byte & 127) << shift, shift += 7; while (byte > 127);
      out[o++] = 11; // end
      let count = number(k);
      for (put(count); count--; slots[f] = slot++) put(f += signed(k) + 1);
    }
  }

  function body(f) {
    const start = o, view = new DataView(out.buffer);
    o += 2; // its size, which is mostly of two bytes
    let groups = number(2), depth = 1, address = slots[f] << 16, code = at[1];
    for (put(groups); groups--; copy(2, 1)) put(number(2));
    while (depth > 0) {
      if (o > out.length || code >= input.length) wrong();
      let j = starts[input[code++]];
      for (let left = parts[j++]; left--;) {
        const kind = parts[j++], value = parts[j++];
        if (kind === 0) {
          for (let p = o, stop = o += value; p < stop; p += 4) view.setInt32(p, parts[j++], true);
          depth += parts[j++];
        } else if (kind === 1) copyNumber(value);
        else if (kind === 2) put(depth - 1 - number(value));
        else if (kind === 7) put(depth - 1 - value);
        else if (kind === 4 || kind === 8) {
          address += kind === 4 ? number(value) : value;
          let v = address;
          for (; v > 63; v >>>= 7) out[o++] = v & 127 | 128;
          out[o++] = v;
        } else if (kind === 3) {
          let count = number(value), v = 0;
          for (put(count); count-- >= 0;) put(v += signed(value));
        } else copy(value, kind === 5 ? 4 : 8);
      }
    }
    at[1] = code;
    const size = o - start - 2, length = size < 128 ? 1 : size < 16384 ? 2 : 3, end = o + length - 2;
    if (length !== 2) out.copyWithin(start + length, start + 2, o);
    o = start;
    put(size);
    o = end;
  }
};
