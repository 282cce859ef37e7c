// SPDX-License-Identifier: Apache-2.0
// A step in full: both sides, their attempts, and what differs of their input and output.

/**
 * Shows a row of the timeline in full.
 * @param {number} row
 */
async function openRow(row) {
  const [data, index, places] = await Promise.all([loadTimeline(), loadIndex(), loadPlaces()]);
  const body = make("div", { class: "step" });
  body.append(summaryTable(data, row));
  const at = index.steps.row ? index.steps.row.indexOf(row) : -1;
  if (at >= 0) {
    const chunk = await unpack(`data-${index.steps.chunk[at]}`);
    fullStep(body, chunk[index.steps.index[at]]);
  } else {
    body.append(
      make("p", { class: "faint" }, "Nothing of it failed, is cited, or differs but for ids and times; or the page's budget was reached. Its payloads stand at the places below."),
    );
  }
  body.append(placesOf(places, row));
  showPanel(data.rows.path[row], body);
}

/** Shows every visit of a state. */
async function openState(name) {
  const data = await loadTimeline();
  const rows = [];
  for (let row = 0; row < data.rows.size; row += 1) {
    if (data.rows.label[row] === name && data.rows.kind[row] !== "ITEM") {
      rows.push(row);
    }
  }
  if (rows.length === 1) {
    openRow(rows[0]);
    return;
  }
  rows.sort((x, y) => rankOf(data, x) - rankOf(data, y) || x - y);
  const list = make("ul", { class: "visits" });
  for (const row of rows.slice(0, 500)) {
    const button = make("button", { type: "button", class: "link" }, data.rows.path[row]);
    button.addEventListener("click", () => openRow(row));
    list.append(make("li", {}, button, " ", sideText(data, row, "a"), " ", sideText(data, row, "b")));
  }
  const text = rows.length === 0 ? "Neither run entered it." : `${rows.length} visits, those that went wrong first.`;
  showPanel(name, make("div", {}, make("p", {}, text), list));
}

const rankOf = (data, row) => -BADNESS.indexOf(data.rows.bs[row]) * 10 - BADNESS.indexOf(data.rows.as[row]);

function sideText(data, row, side) {
  const status = data.rows[`${side}s`][row];
  const text = status
    ? `${side.toUpperCase()} ${STATUS[status]} after ${duration(data.rows[`${side}1`][row] - data.rows[`${side}0`][row])}`
    : `${side.toUpperCase()} not there`;
  return make("span", { class: `side-text ${isBad(status) ? "bad" : ""}` }, text);
}

function summaryTable(data, row) {
  const table = make("table", { class: "summary" });
  table.append(
    make("tr", {}, make("th", { scope: "col" }, "Run"), make("th", { scope: "col" }, "Status"), make("th", { scope: "col" }, "Entered"), make("th", { scope: "col" }, "Took")),
  );
  for (const side of ["a", "b"]) {
    const run = data[side];
    const status = data.rows[`${side}s`][row];
    const from = data.rows[`${side}0`][row];
    if (!run) {
      continue;
    }
    table.append(
      make(
        "tr",
        {},
        make("th", { scope: "row" }, make("span", { class: `side side-${side}` }, side.toUpperCase())),
        make("td", {}, status ? make("span", { class: isBad(status) ? "bad" : "" }, STATUS[status]) : "not there"),
        make("td", {}, status ? `${clock(run.start + from, data.offset)} (+ ${duration(from)})` : ""),
        make("td", {}, status ? duration(data.rows[`${side}1`][row] - from) : ""),
      ),
    );
  }
  return table;
}

function fullStep(body, detail) {
  for (const side of ["b", "a"]) {
    if (detail[side] && (detail[side].error || detail[side].attempts.length > 0)) {
      body.append(make("h3", {}, make("span", { class: `side side-${side}` }, side.toUpperCase()), " attempts"));
      body.append(attemptsOf(detail[side]));
    }
  }
  payload(body, "Input", detail.input);
  payload(body, "Output", detail.output);
}

function attemptsOf(step) {
  const list = make("ol", { class: "attempts" });
  for (const attempt of step.attempts) {
    const took = attempt.ended ? duration(Date.parse(attempt.ended) - Date.parse(attempt.scheduled)) : "not ended";
    const item = make("li", {}, make("span", { class: isBad(attempt.status) ? "bad" : "" }, STATUS[attempt.status] || attempt.status), ` after ${took}`);
    if (attempt.function) {
      item.append(" in ", make("code", {}, attempt.function));
    }
    item.append(make("span", { class: "faint" }, ` scheduled ${attempt.scheduled}`));
    if (attempt.error) {
      item.append(make("p", {}, make("strong", {}, attempt.error)), causeOf(attempt.cause || ""));
    }
    list.append(item);
  }
  if (step.attempts.length === 0) {
    list.append(make("li", {}, make("strong", {}, step.error), causeOf(step.cause || "")));
  }
  return list;
}

function causeOf(cause) {
  try {
    return jsonView(JSON.parse(cause));
  } catch {
    return make("pre", { class: "json" }, cause);
  }
}

function payload(body, title, data) {
  body.append(make("h3", {}, title));
  const noise = data.noise > 0 ? ` ${data.noise} fields differ only by ids and times, and are not listed.` : "";
  if (data.all > 0) {
    const table = make("table", { class: "diff" });
    table.append(
      make("tr", {}, make("th", { scope: "col" }, "Field"), make("th", { scope: "col" }, make("span", { class: "side side-a" }, "A")), make("th", { scope: "col" }, make("span", { class: "side side-b" }, "B"))),
    );
    for (const [pointer, a, b] of data.fields) {
      table.append(
        make("tr", {}, make("td", {}, make("code", {}, pointer || "/")), make("td", {}, make("code", { class: "value" }, a || "—")), make("td", {}, make("code", { class: "value" }, b || "—"))),
      );
    }
    body.append(table);
    if (data.all > data.fields.length) {
      body.append(make("p", { class: "faint" }, `and ${data.all - data.fields.length} more fields`));
    }
  } else if (data.same) {
    body.append(make("p", {}, "The same in both runs."));
  }
  if (noise) {
    body.append(make("p", { class: "faint" }, noise.trim()));
  }
  whole(body, data);
}

function whole(body, data) {
  for (const [side, title] of data.same ? [["b", "both runs"]] : [["a", "A"], ["b", "B"]]) {
    if (data[side] !== undefined) {
      const details = make("details", { class: "more" }, make("summary", {}, `the whole value in ${title}`));
      details.addEventListener("toggle", () => details.children.length === 1 && details.append(causeOf(data[side])), { once: true });
      body.append(details);
    } else {
      body.append(make("p", { class: "faint" }, `${title}: the evidence leaves it out`));
    }
  }
}

function placesOf(places, row) {
  const list = make("ul", { class: "places" });
  for (const side of ["a", "b"]) {
    const file = places.files[places[`${side}file`][row]];
    if (file !== undefined) {
      list.append(
        make("li", {}, make("span", { class: `side side-${side}` }, side.toUpperCase()), " ", make("code", {}, `${file}#${places[`${side}in`][row]}`), " to ", make("code", {}, places[`${side}out`][row])),
      );
    }
  }
  return make("div", {}, make("h3", {}, "In the evidence"), list);
}

