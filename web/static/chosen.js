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

// chosen returns what is selected in a document, with what stands around it in its paragraph; null for nothing.
export function chosen(d) {
  const s = d.getSelection();
  if (!s?.rangeCount || s.isCollapsed) return null;
  const range = s.getRangeAt(0), exact = textIn(range);
  if (!exact.trim()) return null;
  const block = blockOf(range.startContainer), out = { exact, before: "", after: "" };
  if (block.contains(range.endContainer) && block.localName !== "body") {
    const around = d.createRange();
    around.setStart(block, 0);
    around.setEnd(range.startContainer, range.startOffset);
    out.before = textIn(around);
    around.selectNodeContents(block);
    around.setStart(range.endContainer, range.endOffset);
    out.after = textIn(around);
  }
  return out;
}
