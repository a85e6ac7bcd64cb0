// Sorting and filtering of tables, and another target for the colours of the graph. The page is whole without it.
"use strict";
(() => {
  const number = (cell) => {
    const value = cell.dataset.value;
    return value === undefined || value === "" ? NaN : Number(value);
  };

  const compare = (a, b) => {
    const [x, y] = [number(a), number(b)];
    if (!Number.isNaN(x) || !Number.isNaN(y)) {
      return (Number.isNaN(x) ? -Infinity : x) - (Number.isNaN(y) ? -Infinity : y);
    }
    return a.textContent.localeCompare(b.textContent);
  };

  const sort = (table, column, heading) => {
    const isAscending = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", isAscending ? "ascending" : "descending");
    const body = table.tBodies[0];
    const rows = [...body.rows];
    rows.sort((a, b) => compare(a.cells[column], b.cells[column]) * (isAscending ? 1 : -1));
    body.append(...rows);
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, column, heading));
      heading.append(button);
    });
  }

  for (const tools of document.querySelectorAll(".tools")) {
    tools.hidden = false;
    const input = tools.querySelector("input");
    if (!input) continue;
    const rows = [...tools.nextElementSibling.querySelectorAll("tbody tr")];
    // A table that is seen at a glance needs no filter.
    if (rows.length < 10) {
      tools.hidden = true;
      continue;
    }
    const status = tools.querySelector("[role=status]");
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) shown += 1;
      }
      status.textContent = input.value === "" ? "" : `${shown} of ${rows.length} rows`;
    });
  }

  const names = { m: "mapped", c: "conditional", u: "unknown", b: "blocked" };
  const target = document.getElementById("target");
  if (target) {
    const marks = [...document.querySelectorAll("[data-outcomes]:not(option)")];
    target.addEventListener("change", () => {
      const outcomes = target.selectedOptions[0].dataset.outcomes;
      for (const mark of marks) {
        mark.classList.remove(...Object.values(names));
        mark.classList.add(names[outcomes[Number(mark.dataset.outcomes)]] ?? "unknown");
      }
      for (const place of document.querySelectorAll(".target-name")) {
        place.textContent = target.selectedOptions[0].textContent;
      }
    });
  }
})();
