// What libraries of other days did to the pages they were on, all at once.
(() => {
  // Prototype 1.6 wrote JSON in its own way, and loops over any object met what others had added to all of them. No
  // function, for WebKit's driver, which loops so itself, cannot send one to a test.
  Object.prototype.generation = 1.6;
  Array.prototype.toJSON = function () { return "[" + this.map(x => JSON.stringify(x)) + "]" };
  String.prototype.toJSON = function () { return '"' + this + '"' };
  // MooTools made a list of one from what is no array.
  Array.from = x => x == null ? [] : Array.isArray(x) ? x : typeof x.length === "number" && typeof x !== "string" ? Array.prototype.slice.call(x) : [x];
  // Sugar counted with names that the language took later.
  Array.prototype.at = function (i) { return this[i < 0 ? this.length + i : i] };
  Array.prototype.flatten = function () { return this.flat(Infinity) };
  // Whoever measures wraps what all scripts use.
  const wrap = (object, name, count = 0) => {
    const was = object[name];
    object[name] = function (...args) { count++; return was.apply(this, args) };
  };
  wrap(window, "fetch");
  wrap(window, "requestAnimationFrame");
  wrap(window, "getComputedStyle");
  wrap(EventTarget.prototype, "addEventListener");
  wrap(Node.prototype, "appendChild");
  wrap(Element.prototype, "append");
  wrap(Element.prototype, "attachShadow");
  wrap(Document.prototype, "createElement");
  // And whoever debugs forgets that others may want to speak.
  console.warn = console.info = () => {};
})();
