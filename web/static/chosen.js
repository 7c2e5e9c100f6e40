// Words that somebody selects in an article, in the article's own page (desk.js beside this) and at the desk
// (web/desk/select.js).

// ours reports whether text is none of the article's: of a script, or in an element of ours, buttons and cards that stand
// within the words.
export const ours = n => hidden(n.parentElement) || n.parentElement.closest("script, style, noscript");

function hidden(e) {
  for (; e; e = e.parentElement) if (e.localName.startsWith("sourcemark-")) return true;
  return false;
}

const isBlock = e => !getComputedStyle(e).display.startsWith("inline") && getComputedStyle(e).display !== "contents";

export function blockOf(node) {
  let e = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  while (e.parentElement && e.localName !== "body" && !isBlock(e)) e = e.parentElement;
  return e;
}

// textIn returns the words between two places, as the article is read: without what is ours.
export function textIn(range) {
  const d = range.startContainer.ownerDocument, root = range.commonAncestorContainer;
  const walk = d.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let text = "", last = null;
  for (let n = root.nodeType === Node.TEXT_NODE ? root : walk.nextNode(); n; n = walk.nextNode()) {
    if (!range.intersectsNode(n) || ours(n)) continue;
    const from = n === range.startContainer ? range.startOffset : 0;
    const to = n === range.endContainer ? range.endOffset : n.data.length;
    if (from >= to) continue;
    const block = blockOf(n);
    if (last && last !== block) text += "\n\n";
    text += n.data.slice(from, to);
    last = block;
  }
  return text;
}

// A word is selected whole, or not at all: a hand that lets go in the middle of one means all of it. Scripts that set no
// spaces between words are taken as they are.
const letter = String.raw`(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Mymr}])[\p{L}\p{M}\p{N}]`;
const piece = `(?:${letter}|(?<=${letter})['’.,:](?=${letter}))`;

// cut returns what of two texts, one after the other, is of a word that the border between them cuts.
function cut(before, after) {
  const whole = before.slice(-longest) + after.slice(0, longest), at = Math.min(before.length, longest);
  for (const m of whole.matchAll(new RegExp(`${piece}+`, "gu"))) {
    if (m.index < at && m.index + m[0].length > at) return [whole.slice(m.index, at), whole.slice(at, m.index + m[0].length)];
  }
  return ["", ""];
}
const longest = 100; // characters of a word

// chosen returns what is selected in a document, in whole words, with what stands around it in its paragraph; null for
// nothing.
export function chosen(d) {
  const s = d.getSelection();
  if (!s?.rangeCount || s.isCollapsed) return null;
  const range = s.getRangeAt(0);
  let exact = textIn(range);
  if (!exact.trim()) return null;
  const first = blockOf(range.startContainer), last = blockOf(range.endContainer), around = d.createRange();
  around.setStart(first, 0);
  around.setEnd(range.startContainer, range.startOffset);
  let before = textIn(around);
  around.selectNodeContents(last);
  around.setStart(range.endContainer, range.endOffset);
  let after = textIn(around);
  const [head] = cut(before, exact), [, tail] = cut(exact, after);
  exact = head + exact + tail;
  before = before.slice(0, before.length - head.length);
  after = after.slice(tail.length);
  return first === last && first.localName !== "body" ? { exact, before, after } : { exact, before: "", after: "" };
}
