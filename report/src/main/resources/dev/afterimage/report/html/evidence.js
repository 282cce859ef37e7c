// SPDX-License-Identifier: Apache-2.0
// The panel, and the source records that it shows.

const MOST_LINES = 4000;

/** What the panel showed before, for its Back button. @type {{title: string, body: Node}[]} */
const shownBefore = [];

/**
 * Shows something in the panel; what it showed before is one step back.
 * @param {string} title
 * @param {Node} body
 */
function showPanel(title, body) {
  const panel = /** @type {HTMLDialogElement} */ (byId("panel"));
  if (panel.open) {
    shownBefore.push({
      title: byId("panel-title").textContent,
      body: byId("panel-body").firstChild,
    });
  } else {
    shownBefore.length = 0;
    panel.showModal();
  }
  fillPanel(title, body);
}

function fillPanel(title, body) {
  byId("panel-title").textContent = clean(title);
  byId("panel-body").replaceChildren(body);
  byId("panel-back").hidden = shownBefore.length === 0;
  const hit = byId("panel-body").querySelector(".hit");
  (hit || byId("panel-title")).scrollIntoView({ block: hit ? "center" : "nearest" });
}

function wirePanel() {
  const panel = /** @type {HTMLDialogElement} */ (byId("panel"));
  byId("panel-close").addEventListener("click", () => panel.close());
  byId("panel-back").addEventListener("click", () => {
    const before = shownBefore.pop();
    if (before) {
      fillPanel(before.title, before.body);
    }
  });
  panel.addEventListener("click", (event) => {
    if (event.target === panel) {
      panel.close();
    }
  });
}

/**
 * Shows the record that a place of the evidence stands in, the place highlighted.
 * @param {number} number the place's number
 */
async function openRef(number) {
  const index = await loadIndex();
  const ref = index.refs[number];
  const file = index.files[ref.file];
  const place = ref.bytes ? `bytes ${ref.bytes[0]} to ${ref.bytes[1]}` : ref.pointer || "/";
  const body = make("div", { class: "record" });
  const where = make("code", {}, `${file}#${place}${ref.inner ? ` → ${ref.inner}` : ""}`);
  const button = make("button", { type: "button" }, "Copy");
  button.addEventListener("click", () => copy(where.textContent, button));
  body.append(make("div", { class: "copy" }, where, button));
  if (ref.at) {
    body.append(make("p", { class: "faint" }, `speaks of ${ref.at}`));
  }
  body.append(await recordOf(ref, index));
  showPanel(file.slice(file.lastIndexOf("/") + 1), body);
}

async function recordOf(ref, index) {
  const record = ref.record === undefined ? null : index.records[ref.record];
  if (!record || record.chunk === undefined) {
    return make(
      "p",
      {},
      "This page does not hold the record: open the file at the pointer above, or make the page",
      " again with a larger --html-budget.",
    );
  }
  const value = (await unpack(`data-${record.chunk}`))[record.index];
  if (ref.pointer === undefined) {
    return make("pre", { class: "json" }, value);
  }
  return jsonView(value, ref.pointer.slice(record.pointer.length), ref.inner);
}

/**
 * Shows JSON line by line.
 * @param {unknown} value
 * @param {string} [pointer] what to highlight
 * @param {string} [inner] what to highlight in the JSON that the text at the pointer holds
 * @returns {HTMLElement}
 */
function jsonView(value, pointer, inner) {
  const view = make("div", { class: "json", tabindex: "0", role: "region", "aria-label": "Record" });
  new JsonLines(view, pointer, inner).value(value, { at: "", depth: 0, before: "", after: "" });
  return view;
}

/** Writes JSON as lines of a view. */
class JsonLines {
  constructor(view, pointer, inner) {
    this.view = view;
    this.pointer = pointer;
    this.inner = inner;
    this.count = 0;
  }

  line(text, { at, depth }, css = "") {
    this.count += 1;
    if (this.count === MOST_LINES) {
      this.view.append(make("div", { class: "line" }, "… more lines than can be shown"));
    }
    if (this.count >= MOST_LINES) {
      return;
    }
    const hit =
      this.pointer !== undefined && (at === this.pointer || at.startsWith(`${this.pointer}/`));
    const wanted = hit && (this.inner === undefined || at !== this.pointer);
    const line = make("div", { class: `line ${css} ${wanted ? "hit" : ""}` }, text);
    line.style.paddingInlineStart = `${depth * 1.1 + 0.6}em`;
    this.view.append(line);
  }

  value(value, where) {
    if (Array.isArray(value) || (value !== null && typeof value === "object")) {
      this.structure(value, where);
    } else {
      this.line(`${where.before}${JSON.stringify(value)}${where.after}`, where);
      if (typeof value === "string" && this.inner !== undefined && where.at === this.pointer) {
        this.inside(value, where.depth);
      }
    }
  }

  structure(value, where) {
    const entries = Object.entries(value);
    const [open, close] = Array.isArray(value) ? "[]" : "{}";
    if (entries.length === 0) {
      this.line(`${where.before}${open}${close}${where.after}`, where);
      return;
    }
    this.line(`${where.before}${open}`, where);
    entries.forEach(([key, item], i) => {
      const name = key.replaceAll("~", "~0").replaceAll("/", "~1");
      this.value(item, {
        at: `${where.at}/${name}`,
        depth: where.depth + 1,
        before: Array.isArray(value) ? "" : `${JSON.stringify(key)}: `,
        after: i < entries.length - 1 ? "," : "",
      });
    });
    this.line(`${close}${where.after}`, where);
  }

  inside(text, depth) {
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      return;
    }
    this.line("the JSON in this text:", { at: "\n", depth: depth + 1 }, "faint");
    const lines = new JsonLines(this.view, this.inner, undefined);
    lines.count = this.count;
    lines.value(value, { at: "", depth: depth + 1, before: "", after: "" });
    this.count = lines.count;
  }
}

