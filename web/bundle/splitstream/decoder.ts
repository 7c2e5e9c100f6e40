// Decode of this package once more, in AssemblyScript (https://www.assemblyscript.org), whose compiler makes decoder.txt of
// it: 2.0 kB of WebAssembly, 1.3 kB in Brotli. The same in JavaScript took four times as long the first time it ran, and a reader's is always
// the first. What is damaged ends in a trap, or makes what does not fit its checksum.
//
// Memory has four tables, then the coded bytes that have come, then what a frame of them makes.
const streams: u32 = 0; // where each of them is read next, as are all numbers here in 32 bits
const starts: u32 = streams + 4 * 1024; // where in parts each entry of the dictionary begins
const slots: u32 = starts + 4 * 256; // of each function, its slot in the table of functions
const parts: u32 = slots + 4 * 65536; // of an entry: how many; of each its kind and value, or kind, length, bytes, change of depth
const coded: u32 = parts + 4 * 65536;

const largest: u32 = 64 << 20; // as in decode.go, like all sizes here

export let size: u32 = 0; // of what the last frame made
export let ended = false; // the frame of nothing that is the end has come

let first = coded; // where the first frame that has not been made begins
let last = coded; // where the next coded byte goes
let total: u32 = 0; // bytes that were made
let o: u32; // where the next byte is written

// room makes room for n coded bytes more, and returns where they go.
export function room(n: u32): u32 {
  const at = last;
  last += n;
  reserve(last);
  return at;
}

// next makes the first frame that is there as a whole, and returns where; 0 if there is none. Then what there is of the next one
// moves to the front.
export function next(): u32 {
  if (ended && first < last) unreachable();
  const come = last - first, length: u32 = come < 4 ? 0 : load<u32>(first);
  if (length > largest) unreachable();
  if (come < 4 || length + 4 > come) {
    memory.copy(coded, first, come);
    first = coded;
    last = coded + come;
    return 0;
  }
  const begin = first + 4;
  first = begin + length;
  if (!length) {
    ended = true;
    return next();
  }
  const out = last + 3 & ~3;
  store<u32>(streams, begin);
  size = number(0);
  if (size > largest - total) unreachable();
  total += size;
  reserve(out + size);
  const sum = load<u32>(skip(0, 4));
  lengths(first);
  o = out;
  steps();
  if (o != out + size || checksum(out) != sum) unreachable();
  return out;
}

// reserve makes memory as large as that, and a page larger, for bytes are copied by fours. What passes the end by more is
// noticed when the frame is done, or ends in a trap.
function reserve(end: u32): void {
  const more = <i32>(end + 0x1ffff >>> 16) - memory.size();
  if (more > 0 && memory.grow(more) < 0) unreachable();
}

// lengths sets where each stream begins: one after another, behind their lengths; those that are not there are empty, at the end.
function lengths(end: u32): void {
  const count = number(0);
  if (count > 1023) unreachable();
  // A length waits where the next stream will stand, until that is set.
  for (let k: u32 = 1; k <= count; k++) store<u32>(streams + 4 * k, number(0));
  let at = load<u32>(streams);
  for (let k: u32 = 0; k < 1024; k++) {
    const length = load<u32>(streams + 4 * k + 4);
    store<u32>(streams + 4 * k, at);
    at = k < count ? at + length : end;
    if (at > end) unreachable();
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
  for (; at < o; at += 4) sum = (rotl<u32>(sum, 5) ^ load<u32>(at)) * 0x01000193;
  return sum;
}

function dictionary(): void {
  let at: u32 = parts;
  const count = number(0);
  if (count > 256) unreachable();
  for (let code: u32 = 0; code < count; code++) {
    let left = number(0);
    if (at >= coded) unreachable();
    store<u32>(starts + 4 * code, at);
    store<u32>(at, left);
    at += 4;
    for (; left--; ) {
      const kind = number(0), value = number(0);
      if (kind > 8 || value > 1023 || at + 16 + value > coded) unreachable();
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
}

function elements(): void {
  let segments = number(3), f: u32 = -1;
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
      if (f > 0xffff) unreachable();
      store<u32>(slots + 4 * f, slot);
    }
  }
}

// functions makes n functions, of which f is the first.
function functions(f: u32, n: u32): void {
  for (; n--; f++) {
    if (f > 0xffff) unreachable();
    const start = o;
    o += 2; // its size, which is mostly of two bytes
    let groups = number(2);
    for (put(groups); groups--; copy(2, 1)) put(number(2));
    instructions(load<u32>(slots + 4 * f) << 16);
    const bytes = o - start - 2, length: u32 = bytes < 128 ? 1 : bytes < 16384 ? 2 : bytes < 2097152 ? 3 : 4;
    if (length != 2) memory.copy(start + length, start + 2, bytes);
    o = start;
    put(bytes);
    o += bytes;
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
