// The article as a Vue application. The page holds it as a server would have rendered it, and Vue takes it over:
//   vue.html          at once
//   vue.html?late     when "Mount" is pressed, which may be long after the widget has come
//   vue.html?client   the page comes without it, and Vue renders it in the browser
(() => {
  const { h, reactive, createApp, createSSRApp } = Vue;
  const story = {
    headline: "Fish market moves to the north quay",
    standfirst: "The old hall leaks. The new one is not built yet.",
    paragraphs: [
      "The fish market of Saltby moves to the north quay on the first of May, the harbour office announced. The old hall will be pulled down in summer.",
      "“Every stall keeps its place,” the harbour office said. There are 26 stalls in the hall today.",
      "The hall was opened in 1954. Rain has come through its roof since last autumn, and the traders sell under umbrellas.",
      "A tent will stand on the north quay until the new hall is finished. The council has not said when that will be.",
    ],
    late: "The north quay was paved in 1968 and has not flooded since.",
  };
  const state = reactive({ round: 0, age: 0, paragraphs: story.paragraphs });
  const Article = () =>
    h("article", { key: state.age, "data-round": state.round || undefined }, [
      h("h1", story.headline),
      h("p", { class: "standfirst" }, story.standfirst),
      ...state.paragraphs.map((text, i) => h("p", { key: i }, text)),
    ]);

  const mode = location.search.slice(1);
  if (mode === "client") document.getElementById("app").replaceChildren();
  let rendered = mode !== "client"; // by the server, and nobody has taken it over
  let app = null;

  // What somebody who looks, or a test, can do to the page: page.append(), or the button that says so.
  const page = window.page = {
    again: () => state.round++,
    anew: () => state.age++, // Vue throws the elements away and makes others
    append: () => state.paragraphs = [...state.paragraphs, story.late],
    unmount() {
      app?.unmount();
      app = null;
    },
    mount() {
      if (app) return;
      app = rendered ? createSSRApp(Article) : createApp(Article);
      app.mount("#app");
      rendered = false;
    },
  };
  if (mode !== "late") page.mount();

  const controls = document.querySelector(".controls");
  controls.hidden = false;
  controls.addEventListener("click", e => page[e.target.dataset.doPage]?.());
})();
