// What is wrong with a page for those who see little, use a keyboard or a small window: a list of sentences.
(() => {
  const faults = [];
  const fault = (words, element) => {
    const text = element ? ` <${element.localName} class="${element.getAttribute("class") ?? ""}"> ` +
      `'${element.textContent.trim().slice(0, 40)}'` : "";
    if (faults.length < 20) faults.push(words + text);
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });

  // The document.
  if (document.documentElement.lang !== "en") fault("the language is not stated");
  if (!document.title) fault("the page has no title");
  if (all("main").length !== 1) fault("there must be one main element");
  if (document.compatMode !== "CSS1Compat") fault("the page is in quirks mode");

  // Headings, from the first on, never a level too deep.
  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.localName[1]);
    if (next > level + 1) fault(`a heading of level ${next} follows one of level ${level}:`, heading);
    if (!heading.textContent.trim()) fault("a heading is empty:", heading);
    level = next;
  }
  if (all("h1").length !== 1) fault("there must be one h1");

  // Names of places.
  const ids = all("[id]").map((element) => element.id);
  if (new Set(ids).size !== ids.length) fault("ids are used twice");
  for (const link of all("a[href]")) {
    const target = link.getAttribute("href");
    if (!target.startsWith("#") || !document.getElementById(target.slice(1))) {
      fault(`a link leads nowhere (${target}):`, link);
    }
    if (!link.textContent.trim()) fault("a link has no words:", link);
  }

  // Names of controls, charts and regions.
  const name = (element) => {
    const by = element.getAttribute("aria-labelledby");
    const labelled = by && document.getElementById(by)?.textContent;
    return (element.getAttribute("aria-label") || labelled || element.labels?.[0]?.textContent || "").trim();
  };
  for (const element of all("input, select, [role=region], [role=img], nav")) {
    if (!name(element)) fault("an element has no name:", element);
  }
  for (const button of all("button")) {
    if (!button.textContent.trim()) fault("a button has no words:", button);
  }
  for (const table of all("table")) {
    if (!table.caption) fault("a table has no caption:", table);
    if ([...table.querySelectorAll("th")].some((th) => !th.scope)) fault("a th has no scope:", table);
    const widths = new Set([...table.rows].map((row) => row.cells.length));
    if (widths.size > 1) fault("rows of a table have different numbers of cells:", table);
  }
  if (all("[tabindex]").some((element) => element.tabIndex > 0)) fault("a tabindex is above 0");
  for (const element of all("*")) {
    if (element.scrollWidth > element.clientWidth + 1 && isShown(element)
      && ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
      && element.tabIndex < 0) fault("a box that scrolls cannot be reached with the keyboard:", element);
  }

  // Nothing wider than the window.
  if (document.documentElement.scrollWidth > innerWidth + 1) {
    fault(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);
  }

  // A drawing of another size than its own must scale, or its end is cut off.
  for (const drawing of all("svg")) {
    if (!drawing.hasAttribute("viewBox")) fault("a drawing does not scale:", drawing);
  }

  // Contrast (WCAG 2.2, 1.4.3): 4.5 for text.
  const parse = (color) => {
    const numbers = color.match(/[\d.]+/g).map(Number);
    const scale = color.startsWith("color(") ? 255 : 1;
    return [...numbers.slice(0, 3).map((value) => value * scale), numbers[3] ?? 1];
  };
  const over = (top, below) => [
    ...[0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])), 1];
  const luminance = (color) => {
    const [r, g, b] = color.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    const layers = [];
    // The label of a node stands on the shape before it.
    const shape = element.localName === "text" && element.previousElementSibling;
    if (shape?.localName === "rect") layers.push(parse(getComputedStyle(shape).fill));
    for (let at = element; at; at = at.parentElement) {
      layers.push(parse(getComputedStyle(at).backgroundColor));
    }
    const paper = document.documentElement.matches("*") && parse(
      matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)");
    return layers.reduceRight((below, layer) => over(layer, below), paper);
  };
  const seen = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || ["script", "style", "title", "option"].includes(element.localName)
      || !isShown(element)) continue;
    const style = getComputedStyle(element);
    const color = element instanceof SVGElement ? style.fill : style.color;
    const behind = background(element);
    const key = `${color} ${behind}`;
    if (!seen.has(key)) {
      const [a, b] = [luminance(over(parse(color), behind)), luminance(behind)];
      seen.set(key, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
    }
    if (seen.get(key) < 4.5) fault(`contrast is ${seen.get(key).toFixed(2)} (${color}):`, element);
  }
  return faults;
})()
