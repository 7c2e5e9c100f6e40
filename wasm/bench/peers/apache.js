// Apache Annotator: quotes with what stands around them, and no differences.
import { createTextQuoteSelectorMatcher, highlightText } from "@apache-annotator/dom";

const first = async (root, { exact, prefix, suffix }) => {
  for await (const range of createTextQuoteSelectorMatcher({ type: "TextQuoteSelector", exact, prefix, suffix })(root)) return range;
};

globalThis.peer = {
  elements: "mark",
  async place(root, selectors) {
    for (const s of selectors) {
      const range = await first(root, s);
      if (range) highlightText(range, "mark");
    }
  },
  find: first,
};
