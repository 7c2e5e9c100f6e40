import { mount } from "sourcemark";

for (const article of document.querySelectorAll("article")) mount(article, { records: `checks/${article.id}.json` });
