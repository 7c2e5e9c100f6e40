// The article as a React application. The page holds it as a server would have rendered it, and React takes it over:
//   react.html          at once
//   react.html?late     when "Mount" is pressed, which may be long after the widget has come
//   react.html?client   the page comes without it, and React renders it in the browser
(() => {
  const { createElement: h } = React;
  const story = {
    headline: "Council buys back the lifeboat house",
    standfirst: "It was sold for one crown. It comes home for rather more.",
    paragraphs: [
      "The council of Saltby will buy back the old lifeboat house on the east mole, which it sold 30 years ago for one crown, it said on Monday.",
      "The price is 240,000 crowns. “The house belongs to the harbour,” the council said. The harbour office wants to keep the pilot boat there.",
      "The house was built in 1887 and has been empty since the last lifeboat left. Gulls have nested in the roof every spring.",
      "The sailing club, which had hoped to rent it, says that it learned of the sale from this newspaper.",
    ],
    late: "The slipway was rebuilt in 1932 with granite from the island of Holm.",
  };
  const Article = ({ round, age, paragraphs }) =>
    h("article", { key: age, "data-round": round || undefined },
      h("h1", null, story.headline),
      h("p", { className: "standfirst" }, story.standfirst),
      paragraphs.map((text, i) => h("p", { key: i }, text)));

  const app = document.getElementById("app");
  const mode = location.search.slice(1);
  if (mode === "client") app.replaceChildren();
  let rendered = mode !== "client"; // by the server, and nobody has taken it over
  let root = null;
  let state = { round: 0, age: 0, paragraphs: story.paragraphs };
  const render = change => {
    state = { ...state, ...change };
    root?.render(h(Article, state));
  };

  // What somebody who looks, or a test, can do to the page: page.append(), or the button that says so.
  const page = window.page = {
    again: () => render({ round: state.round + 1 }),
    anew: () => render({ age: state.age + 1 }), // React throws the elements away and makes others
    append: () => render({ paragraphs: [...state.paragraphs, story.late] }),
    unmount() {
      root?.unmount();
      root = null;
    },
    mount() {
      if (root) return;
      root = rendered ? ReactDOM.hydrateRoot(app, h(Article, state)) : ReactDOM.createRoot(app);
      if (!rendered) render();
      rendered = false;
    },
  };
  if (mode !== "late") page.mount();

  const controls = document.querySelector(".controls");
  controls.hidden = false;
  controls.addEventListener("click", e => page[e.target.dataset.doPage]?.());
})();
