// Google's polyfill of text fragments, which link to quotes in pages. It looks for whole words, so the halves of words at
// the far ends of what stands around a quote are left out, as whoever writes such a link does.
import { markRange, processTextFragmentDirective } from "text-fragments-polyfill/text-fragment-utils";

const find = (root, { exact, prefix, suffix }) => processTextFragmentDirective({
  prefix: prefix.replace(/^\S+\s/, "").trim() || undefined, textStart: exact.trim(), suffix: suffix.replace(/\s\S+$/, "").trim() || undefined,
}, document, root);

globalThis.peer = {
  elements: "mark",
  async place(root, selectors) {
    for (const s of selectors) {
      const ranges = find(root, s);
      if (ranges.length) markRange(ranges[0]);
    }
  },
  find: async (root, s) => find(root, s)[0],
};
