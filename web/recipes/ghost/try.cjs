// Checks this theme as Ghost does before it takes one, then renders a post with Ghost's engine, Handlebars, and stand-ins for
// its helpers: the article on the standard input becomes a page.
const { readFileSync } = require("fs");
const gscan = require("gscan"), Handlebars = require("handlebars");

(async () => {
  const { results } = gscan.format(await gscan.check(__dirname), { checkVersion: "v5" });
  if (results.error.length) {
    console.error(results.error.map(e => `${e.code} ${e.rule} ${JSON.stringify(e.failures)}`).join("\n"));
    process.exit(1);
  }
  const [title, ...content] = readFileSync(0, "utf8").split("\n");
  const helpers = {
    post(options) { return options.fn(this.post) },
    content() { return new Handlebars.SafeString(this.html) },
    has(options) { return this.tags.includes(options.hash.tag) ? options.fn(this) : options.inverse(this) },
    ...Object.fromEntries(["post_class", "body_class", "ghost_head", "ghost_foot", "meta_title"].map(name => [name, () => name])),
  };
  const render = (name, data) => Handlebars.compile(readFileSync(`${__dirname}/${name}.hbs`, "utf8").replace("{{!< default}}", ""))(data, { helpers, data: { site: { locale: "en" } } });
  const body = render("post", { post: { title, html: content.join("\n"), slug: "ferry", tags: ["#checks"] } });
  process.stdout.write(render("default", { body }));
})();
