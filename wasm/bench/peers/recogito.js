// Recogito: wants W3C annotations with positions and goes by these alone; the quote is kept and never looked for. It
// draws boxes over the words, of those annotations that are in the window. Annotations are added (false below): those that
// replace others get no ranges with the version of @annotorious/core that npm picks for it.
import { createTextAnnotator, W3CTextFormat } from "@recogito/text-annotator";

const annotation = ({ exact, prefix, suffix, start, end }, i) => ({
  "@context": "http://www.w3.org/ns/anno.jsonld", id: "a" + i, type: "Annotation", body: [],
  target: { source: location.href, selector: [{ type: "TextQuoteSelector", exact, prefix, suffix }, { type: "TextPositionSelector", start, end }] },
});
const annotator = root => createTextAnnotator(root, { adapter: W3CTextFormat(location.href, root) });
const ranges = a => a.state.store.all().flatMap(x => x.target.selector.map(s => s.range));

globalThis.peer = {
  place(root, selectors) {
    const a = annotator(root);
    this.ranges = () => ranges(a);
    return new Promise(done => {
      a.renderer.on("onRedraw", done);
      a.setAnnotations(selectors.map(annotation), false);
    });
  },
  async find(root, s) {
    const a = annotator(root);
    try {
      a.setAnnotations([annotation(s, 0)], false);
      const [range] = ranges(a);
      return range && !range.collapsed ? measure.offsets(root, range) : null;
    } finally {
      a.destroy();
    }
  },
};
