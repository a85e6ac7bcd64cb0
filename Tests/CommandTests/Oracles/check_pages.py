"""Opens pages in a browser and prints what is wrong with them, a line each: PAGE: words.

Usage: check_pages.py [--screenshots FOLDER] PAGE...
"""

import base64
import pathlib
import sys

from browser import Browser

AUDIT = pathlib.Path(__file__).with_name("page_audit.js").read_text()
VIEWS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]


def what_happened(events, url):
    """Messages, exceptions and requests, of which a page must have none but its own."""
    for event in events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Runtime.consoleAPICalled":
            yield f"console.{parameters['type']}"
        elif method == "Runtime.exceptionThrown":
            yield f"exception: {parameters['exceptionDetails']['text']}"
        elif method == "Log.entryAdded":
            yield f"message: {parameters['entry']['text']}"
        elif method == "Network.requestWillBeSent" and parameters["request"]["url"] != url:
            yield f"request: {parameters['request']['url'][:100]}"
        elif method == "Page.javascriptDialogOpening":
            yield "a dialog"


def focus_faults(page):
    """The Tab key must visit what it visits in the order of the page."""
    page.value("document.activeElement.blur(); window.scrollTo(0, 0); window.visited = []")
    for _ in range(30):
        page.press_tab()
        page.value("window.visited.push(document.activeElement)")
    return page.value(
        """(() => {
          const faults = [];
          const stops = visited.filter((element) => element !== document.body);
          if (stops.length < 5) faults.push(`Tab reaches only ${stops.length} elements`);
          for (let i = 1; i < stops.length; i += 1) {
            const order = stops[i - 1].compareDocumentPosition(stops[i]);
            if (stops[i] !== stops[0] && order & Node.DOCUMENT_POSITION_PRECEDING) {
              faults.push(`Tab goes back to '${stops[i].textContent.trim().slice(0, 40)}'`);
              break;
            }
          }
          const last = stops.at(-1);
          if (last && getComputedStyle(last).outlineStyle === "none") faults.push("focus is not visible");
          return faults;
        })()""")


def script_faults(page):
    """What the page's script does: sorts and filters rows."""
    return page.value(
        """(() => {
          const faults = [];
          for (const table of document.querySelectorAll("table.sortable")) {
            const headings = [...table.tHead.rows[0].cells];
            headings.forEach((heading, column) => {
              heading.querySelector("button").click();
              const values = [...table.tBodies[0].rows].map((row) => row.cells[column].dataset.value)
                .filter((value) => value !== undefined && value !== "").map(Number);
              if (values.some((value, i) => i > 0 && value < values[i - 1])) {
                faults.push(`'${heading.textContent}' does not sort`);
              }
              if (heading.getAttribute("aria-sort") !== "ascending") faults.push("aria-sort is not set");
            });
            headings[0].querySelector("button").click();
            headings[0].querySelector("button").click();
          }
          for (const tools of document.querySelectorAll(".tools:has(input)")) {
            const all = tools.nextElementSibling.querySelectorAll("tbody tr").length;
            if (tools.hidden !== all < 10) faults.push(`the filter of ${all} rows is wrong`);
            const input = tools.querySelector("input");
            const rows = () => [...tools.nextElementSibling.querySelectorAll("tbody tr")]
              .filter((row) => !row.hidden).length;
            const count = rows();
            input.value = "no row has these words";
            input.dispatchEvent(new Event("input"));
            if (!tools.hidden && rows() !== 0) faults.push("a filter leaves rows in");
            input.value = "";
            input.dispatchEvent(new Event("input"));
            if (rows() !== count) faults.push("a filter does not give rows back");
          }
          return faults;
        })()""")


def target_faults(page):
    """Another target colours the graph otherwise, if their outcomes differ."""
    return page.value(
        """(() => {
          const target = document.getElementById("target");
          if (!target) return [];
          const marks = [...document.querySelectorAll("[data-outcomes]:not(option)")];
          const names = { m: "mapped", c: "conditional", u: "unknown", b: "blocked" };
          const faults = [];
          const chosen = target.selectedIndex;
          for (const option of target.options) {
            target.value = option.value;
            target.dispatchEvent(new Event("change"));
            const isWrong = (mark) =>
              !mark.classList.contains(names[option.dataset.outcomes[Number(mark.dataset.outcomes)]]);
            if (marks.some(isWrong)) faults.push(`the graph is not coloured for ${option.textContent}`);
          }
          target.selectedIndex = chosen;
          target.dispatchEvent(new Event("change"));
          return faults;
        })()""")


INERT = """(() => {
  const faults = [];
  for (const name of ["img", "iframe", "object", "embed", "link", "base", "form"]) {
    if (document.querySelector(name)) faults.push(`there is an element ${name}`);
  }
  if (document.scripts.length !== 1) faults.push(`there are ${document.scripts.length} scripts`);
  for (const element of document.querySelectorAll("*")) {
    for (const attribute of element.attributes) {
      if (attribute.name.startsWith("on") || ["src", "style", "srcdoc"].includes(attribute.name)) {
        faults.push(`there is an attribute ${attribute.name}`);
      }
    }
  }
  if (window.hostile) faults.push("a script of the model ran");
  const controls = document.documentElement.textContent
    .match(/[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]/);
  if (controls) faults.push(`control character ${controls[0].codePointAt(0).toString(16)}`);
  return faults;
})()"""


def check(page, path, screenshots):
    """What is wrong with one page."""
    url = path.as_uri()
    for theme, width in VIEWS:
        page.theme(theme)
        page.width(width)
        view = f"{theme} {width}"
        for words in what_happened(page.load(url), url):
            yield f"{view}: {words}"
        for words in page.value(AUDIT):
            yield f"{view}: {words}"
        if screenshots:
            shoot(page, screenshots / f"{path.stem}-{theme}-{width}.png", width)
    yield from page.value(INERT)
    page.theme("light")
    page.width(1280)
    page.load(url)
    yield from focus_faults(page)
    yield from script_faults(page)
    yield from target_faults(page)
    yield from what_happened(page.browser.events, url)
    page.theme("light", media="print")
    # A4 between margins of 14 mm.
    page.width(688)
    width = page.value("document.documentElement.scrollWidth")
    if width > 700:
        yield f"print: the page is {width} wide"
    if page.value("[...document.querySelectorAll('nav, .tools')].some((e) => e.checkVisibility())"):
        yield "print: controls are shown"
    if screenshots:
        data = page.call("Page.printToPDF", printBackground=True)["data"]
        (screenshots / f"{path.stem}.pdf").write_bytes(base64.b64decode(data))
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.theme("light")
    page.load(url)
    page.call("Emulation.setScriptExecutionDisabled", value=False)
    if page.value("[...document.querySelectorAll('.tools, button')].some((e) => e.checkVisibility())"):
        yield "without script: controls are shown that do nothing"


def shoot(page, file, width):
    """Keeps a picture of the whole page."""
    height = min(16_000, page.value("document.documentElement.scrollHeight"))
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    data = page.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)["data"]
    file.write_bytes(base64.b64decode(data))


def main():
    paths = sys.argv[1:]
    screenshots = None
    if paths[:1] == ["--screenshots"]:
        screenshots = pathlib.Path(paths[1])
        paths = paths[2:]
    browser = Browser()
    try:
        for path in map(pathlib.Path, paths):
            page = browser.open()
            for words in check(page, path.resolve(), screenshots):
                print(f"{path.name}: {words}")
    finally:
        browser.close()


main()
