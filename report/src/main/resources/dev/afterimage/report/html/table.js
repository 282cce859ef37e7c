// SPDX-License-Identifier: Apache-2.0
// The rows of the timeline as a table, a page at a time.

const PAGE = 200;

/**
 * Fills an element with the rows of a view.
 * @param {HTMLElement} into
 * @param {{columns: () => string[], cells: (item: any) => any[], open: (item: any) => void}} view
 * @param {any[]} items
 * @param {number} [from]
 */
function fillTable(into, view, items, from = 0) {
  const table = make("table", {}, make("caption", { class: "hidden" }, "Rows of the timeline"));
  table.append(make("thead", {}, make("tr", {}, ...view.columns().map((name) => make("th", { scope: "col" }, name)))));
  const body = make("tbody");
  for (const item of items.slice(from, from + PAGE)) {
    const [first, ...rest] = view.cells(item);
    const button = make("button", { type: "button", class: "link", onclick: () => view.open(item) }, first);
    body.append(make("tr", {}, make("th", { scope: "row" }, button), ...rest.map((cell) => make("td", {}, cell))));
  }
  table.append(body);
  const to = Math.min(items.length, from + PAGE);
  const move = (name, target) =>
    make("button", { type: "button", disabled: target < 0 || target >= items.length, onclick: () => fillTable(into, view, items, target) }, name);
  into.replaceChildren(
    make("p", { class: "controls" }, `Rows ${items.length === 0 ? 0 : from + 1} to ${to} of ${items.length} `, move("Before", from - PAGE), " ", move("Next", from + PAGE)),
    table,
  );
}

