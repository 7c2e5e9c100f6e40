export default function (config) {
  config.addPassthroughCopy({ static: "/" }); // sourcemark/VERSION/ and checks/
  config.addGlobalData("layout", "article.njk");
  config.addGlobalData("sourcemark", "/sourcemark/VERSION/");
}
