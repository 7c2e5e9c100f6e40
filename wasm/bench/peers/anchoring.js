// The anchoring and the highlighter of Hypothesis without the rest of its client, from the sources in its source map, called
// as the client calls them: all annotations are looked for at once, and each is highlighted when its place is known.
import { anchor } from "hypothesis/annotator/anchoring/html";
import { Highlighter } from "hypothesis/annotator/highlighter";
import { TextRange } from "hypothesis/annotator/anchoring/text-range";

const quote = ({ exact, prefix, suffix }) => ({ type: "TextQuoteSelector", exact, prefix, suffix });

globalThis.peer = {
  elements: "hypothesis-highlight",
  async place(root, selectors) {
    const highlighter = new Highlighter(document.body);
    highlighter.setHighlightsVisible(true);
    await Promise.all(selectors.map(async s => {
      try {
        const range = TextRange.fromRange(await anchor(document.body, [quote(s)]));
        highlighter.highlightRange(range.toRange());
      } catch (e) {
        if (e instanceof TypeError) throw e; // not of a quote that is nowhere
      }
    }));
  },
  find: (root, s) => anchor(root, [...s.end ? [{ type: "TextPositionSelector", start: s.start, end: s.end }] : [], quote(s)]),
};
