// Decode of this package once more, in AssemblyScript (https://www.assemblyscript.org), whose compiler makes decoder.txt of
// it: 1.7 kB of WebAssembly. The same in JavaScript took four times as long the first time it ran, and a reader's is always
// the first. What is damaged ends in a trap, or makes what does not fit its checksum.
//
// Memory has four tables, then the coded bytes that have come, then what a frame of them makes.
const streams: u32 = 0; // where each of them is read next, as are all numbers here in 32 bits
const starts: u32 = streams + 4 * 1024; // where in parts each entry of the dictionary begins
const slots: u32 = starts + 4 * 256; // of each function, its slot in the table of functions
const parts: u32 = slots + 4 * 65536; // of an entry: how many; of each its kind and value, or kind, length, bytes, change of depth
const coded: u32 = parts + 4 * 65536;

export let waiting: u32 = 0; // bytes that have come, of frames that are not whole
export let size: u32 = 0; // of what the last frame made

let o: u32; // where the next byte is written

// room makes room for n coded bytes more, and returns where they go.
export function room(n: u32): u32 {
  const at = coded + waiting;
  waiting += n;
  reserve(at + n);
  return at;
}

// next makes the first frame that waits, and returns where; 0 if none has come as a whole.
export function next(): u32 {
  const end = coded + 4 + load<u32>(coded);
  if (waiting < 4 || end > coded + waiting || end < coded) return 0;
  const out = coded + waiting + 3 & ~3;
  store<u32>(streams, coded + 4);
  size = number(0);
  if (size > 64 << 20) unreachable(); // as Decode
  reserve(out + size);
  const sum = load<u32>(skip(0, 4));
  lengths();
  o = out;
  steps();
  if (o != out + size || checksum(out) != sum) unreachable();
  waiting -= end - coded;
  memory.copy(coded, end, waiting);
  return out;
}

// reserve makes memory as large as that, and a page larger: bytes are copied by fours, and a part may pass the end before that
// is noticed.
function reserve(end: u32): void {
  const more = <i32>(end + 0x1ffff >>> 16) - memory.size();
  if (more > 0 && memory.grow(more) < 0) unreachable();
}

// lengths sets where each stream begins: one after another, behind their lengths.
function lengths(): void {
  const count = number(0);
  if (count > 1023) unreachable();
  for (let k: u32 = 1; k <= count; k++) store<u32>(streams + 4 * k, number(0)); // each is aside until the one before it is set
  let at = load<u32>(streams);
  for (let k: u32 = 0; k < count; k++) {
    const length = load<u32>(streams + 4 * k + 4);
    store<u32>(streams + 4 * k, at);
    at += length;
  }
}

function steps(): void {
  for (let step: u32; (step = number(0)); ) {
    if (step == 1) copy(0, number(0));
    else if (step == 2) dictionary();
    else if (step == 3) elements();
    else if (step == 4) functions(number(0), number(0));
    else unreachable();
  }
}

// number reads a number of a stream, signed one with a sign.
function number(stream: u32): u32 {
  let at = load<u32>(streams + 4 * stream), byte: u32 = load<u8>(at++), v = byte & 127;
  for (let shift = 7; byte > 127; shift += 7) v |= ((byte = load<u8>(at++)) & 127) << shift;
  store<u32>(streams + 4 * stream, at);
  return v;
}

function signed(stream: u32): i32 {
  const v = number(stream);
  return <i32>(v >>> 1) ^ -<i32>(v & 1);
}

// skip passes over n bytes of a stream, and returns where they are.
function skip(stream: u32, n: u32): u32 {
  const at = load<u32>(streams + 4 * stream);
  store<u32>(streams + 4 * stream, at + n);
  return at;
}

// copy writes n bytes of a stream, and put a number.
function copy(stream: u32, n: u32): void {
  memory.copy(o, skip(stream, n), n);
  o += n;
}

function put(v: u32): void {
  for (; v > 127; v >>>= 7) store<u8>(o++, v | 128);
  store<u8>(o++, v);
}

function checksum(at: u32): u32 {
  let sum: u32 = 0;
  memory.fill(o, 0, 3);
  for (; at < o; at += 4) sum = (sum ^ load<u32>(at)) * 0x01000193;
  return sum;
}

function dictionary(): void {
  let at: u32 = parts;
  const count = number(0);
  for (let code: u32 = 0; code < count; code++) {
    let left = number(0);
    store<u32>(starts + 4 * code, at);
    store<u32>(at, left);
    at += 4;
    for (; left--; ) {
      const kind = number(0), value = number(0);
      store<u32>(at, kind);
      store<u32>(at + 4, value);
      at += 8;
      if (kind) continue;
      if (!value) unreachable();
      memory.copy(at, skip(0, value), value);
      at += value + 3 & ~3;
      store<i32>(at, signed(0));
      at += 4;
    }
  }
  if (at > coded) unreachable();
}

function elements(): void {
  let segments = number(3), f = -1;
  for (put(segments); segments--; ) {
    copy(3, 2); // the table, and i32.const
    const from = load<u32>(streams + 4 * 3);
    let slot = number(3);
    memory.copy(o, from, load<u32>(streams + 4 * 3) - from); // as it stands: it has a sign, and so perhaps a byte more
    o += load<u32>(streams + 4 * 3) - from;
    store<u8>(o++, 11); // end
    let left = number(3);
    for (put(left); left--; slot++) {
      put(f += signed(3) + 1);
      store<u32>(slots + 4 * (f & 0xffff), slot);
    }
  }
}

// functions makes n functions, of which f is the first.
function functions(f: u32, n: u32): void {
  for (; n--; f++) {
    const start = o;
    o += 2; // its size, which is mostly of two bytes
    let groups = number(2);
    for (put(groups); groups--; copy(2, 1)) put(number(2));
    instructions(load<u32>(slots + 4 * (f & 0xffff)) << 16);
    const size = o - start - 2, length: u32 = size < 128 ? 1 : size < 16384 ? 2 : size < 2097152 ? 3 : 4;
    if (length != 2) memory.copy(start + length, start + 2, size);
    o = start;
    put(size);
    o += size;
  }
}

// instructions makes those of a function, whose first address to return to is given. Nearly all time goes here.
function instructions(address: u32): void {
  let depth = 1, code = load<u32>(streams + 4);
  while (depth > 0) {
    let at = load<u32>(starts + 4 * load<u8>(code++)), left = load<u32>(at);
    at += 4;
    for (; left--; ) {
      const kind = load<u32>(at), value = load<u32>(at + 4);
      at += 8;
      if (kind == 0) {
        const stop = o + value;
        for (let to = o; to < stop; to += 4, at += 4) store<u32>(to, load<u32>(at));
        o = stop;
        depth += load<i32>(at);
        at += 4;
      } else if (kind == 1) {
        let from = load<u32>(streams + 4 * value), byte: u32;
        do store<u8>(o++, byte = load<u8>(from++)); while (byte > 127);
        store<u32>(streams + 4 * value, from);
      } else if (kind == 2) put(depth - 1 - number(value));
      else if (kind == 7) put(depth - 1 - value);
      else if (kind == 4 || kind == 8) {
        address += kind == 4 ? number(value) : value;
        let v = address;
        for (; v > 63; v >>>= 7) store<u8>(o++, v | 128);
        store<u8>(o++, v);
      } else if (kind == 3) {
        let count = number(value) + 1, v: u32 = 0;
        for (put(count - 1); count--; ) put(v += signed(value));
      } else copy(value, kind == 5 ? 4 : 8);
    }
  }
  store<u32>(streams + 4, code);
}
