// mark.js: searches words as they are; it knows no context.
import Mark from "mark.js/dist/mark.js";

const options = { acrossElements: true, separateWordSearch: false };

globalThis.peer = {
  elements: "mark",
  place: (root, selectors) => new Promise(done => new Mark(root).mark(selectors.map(s => s.exact), { ...options, done })),
  find: (root, { exact }) => new Promise(done => new Mark(root).mark(exact, {
    ...options, done() {
      const first = root.querySelector("mark");
      if (!first) return done(null);
      const at = measure.offsets(root, { startContainer: first, startOffset: 0 });
      done([at[0], at[0] + exact.length]); // a place over several elements is several marks
    },
  })),
};
