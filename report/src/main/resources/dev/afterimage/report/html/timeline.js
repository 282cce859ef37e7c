// SPDX-License-Identifier: Apache-2.0
// The drawing: only the rows in sight are drawn, into one canvas that stays where it is.

const AXIS = 30;

/** Room at the right for the cross behind what failed last. */
const EDGE = 18;

/** Draws the rows of a view and lets people move through them. */
class Timeline {
  constructor(data) {
    this.data = data;
    this.views = { steps: new StepView(data), sandboxes: new SandboxView(data) };
    this.view = this.views.steps;
    this.scroll = byId("timeline-scroll");
    this.canvas = /** @type {HTMLCanvasElement} */ (byId("timeline-canvas"));
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.space = byId("timeline-space");
    this.selected = -1;
    this.from = 0;
    this.to = 1;
    this.pending = false;
    this.items = [];
    this.widths = new Map();
    this.readColours();
    this.wire();
    this.refresh();
  }

  readColours() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    this.colours = Object.fromEntries(
      ["paper", "ink", "faint", "line", "stripe", "a", "b", "bad", "caught", "init", "focus", "mark", "other"].map((name) => [name, colour(name)]),
    );
  }

  /** Computes the rows again, after a filter, a fold or another view. */
  refresh() {
    this.items = this.view.visible(this.filter || "", Boolean(this.onlyDifferent));
    this.scale = this.view.scale();
    this.selected = Math.min(this.selected, this.items.length - 1);
    this.resize();
    this.say(`${this.items.length} rows`);
    if (!byId("timeline-table").hidden) {
      fillTable(byId("timeline-table"), this.view, this.items);
    }
  }

  resize() {
    const wanted = this.items.length * this.view.rowHeight + AXIS + 8;
    const most = Math.max(260, Math.min(620, innerHeight * 0.7));
    this.scroll.style.height = `${Math.min(wanted, most)}px`;
    const width = this.scroll.clientWidth;
    const height = this.scroll.clientHeight;
    const ratio = devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.space.style.height = `${Math.max(0, wanted - height)}px`;
    this.width = width;
    this.height = height;
    this.ratio = ratio;
    this.labels = Math.round(Math.max(96, Math.min(300, width * (width < 600 ? 0.38 : 0.28))));
    this.request();
  }

  request() {
    if (!this.pending) {
      this.pending = true;
      requestAnimationFrame(() => {
        this.pending = false;
        this.paint();
      });
    }
  }

  /** The place of a time, in pixels. */
  x(t) {
    const share = (this.scale.share(t) - this.from) / (this.to - this.from);
    return this.labels + share * (this.width - this.labels - EDGE);
  }

  paint() {
    const c = this.context;
    c.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    c.fillStyle = this.colours.paper;
    c.fillRect(0, 0, this.width, this.height);
    const top = this.scroll.scrollTop;
    const { rowHeight } = this.view;
    const first = Math.max(0, Math.floor(top / rowHeight));
    const last = Math.min(this.items.length, Math.ceil((top + this.height - AXIS) / rowHeight) + 1);
    this.paintBackground(first, last, top);
    c.save();
    c.beginPath();
    c.rect(this.labels, AXIS, this.width - this.labels, this.height - AXIS);
    c.clip();
    for (let i = first; i < last; i += 1) {
      this.view.draw(this, this.items[i], AXIS + i * rowHeight - top);
    }
    c.restore();
    this.paintLabels(first, last, top);
    this.paintAxis();
  }

  paintBackground(first, last, top) {
    const c = this.context;
    const { rowHeight } = this.view;
    for (let i = first; i < last; i += 1) {
      if (i % 2 === 1) {
        c.fillStyle = this.colours.stripe;
        c.fillRect(0, AXIS + i * rowHeight - top, this.width, rowHeight);
      }
    }
    for (const gap of this.scale.gaps()) {
      const from = this.labels + ((gap.from - this.from) / (this.to - this.from)) * (this.width - this.labels - EDGE);
      const to = this.labels + ((gap.to - this.from) / (this.to - this.from)) * (this.width - this.labels - EDGE);
      c.fillStyle = this.colours.line;
      c.globalAlpha = 0.35;
      c.fillRect(Math.max(this.labels, from), AXIS, Math.max(0, to - Math.max(this.labels, from)), this.height - AXIS);
      c.globalAlpha = 1;
    }
    for (const guide of this.view.guides()) {
      const x = Math.round(this.x(guide.t)) + 0.5;
      if (x >= this.labels) {
        c.strokeStyle = this.colours[guide.side];
        c.globalAlpha = 0.5;
        c.beginPath();
        c.moveTo(x, AXIS);
        c.lineTo(x, this.height);
        c.stroke();
        c.globalAlpha = 1;
      }
    }
  }

  paintLabels(first, last, top) {
    const c = this.context;
    const { rowHeight } = this.view;
    c.save();
    c.beginPath();
    c.rect(0, AXIS, this.width, this.height - AXIS);
    c.clip();
    c.font = "12px system-ui, sans-serif";
    c.textBaseline = "middle";
    for (let i = first; i < last; i += 1) {
      const item = this.items[i];
      const y = AXIS + i * rowHeight - top + rowHeight / 2;
      const indent = 8 + item.depth * 14;
      if (item.foldable) {
        this.triangle(indent, y, this.view.isFolded(item));
      }
      c.fillStyle = this.colours[this.view.tone(item)];
      // A group has no bars: its name may take the whole row.
      const room = item.group === undefined ? this.labels : this.width;
      c.fillText(this.fit(clean(this.view.label(item)), room - indent - 24), indent + 12, y);
    }
    c.restore();
    if (this.selected >= first && this.selected < last) {
      c.strokeStyle = this.colours.focus;
      c.lineWidth = 2;
      c.strokeRect(2, AXIS + this.selected * rowHeight - top + 1, this.width - 4, rowHeight - 2);
      c.lineWidth = 1;
    }
  }

  triangle(x, y, folded) {
    const c = this.context;
    c.fillStyle = this.colours.faint;
    c.beginPath();
    if (folded) {
      c.moveTo(x, y - 4);
      c.lineTo(x + 6, y);
      c.lineTo(x, y + 4);
    } else {
      c.moveTo(x - 1, y - 3);
      c.lineTo(x + 7, y - 3);
      c.lineTo(x + 3, y + 4);
    }
    c.fill();
  }

  /** Cuts a label to a width; measuring is slow, so what was measured is kept. */
  fit(text, width) {
    const key = `${width} ${text}`;
    let fitted = this.widths.get(key);
    if (fitted === undefined) {
      fitted = text.slice(0, 200);
      if (this.context.measureText(fitted).width > width) {
        let low = 0;
        let high = fitted.length;
        while (low < high) {
          const middle = (low + high + 1) >> 1;
          if (this.context.measureText(`${fitted.slice(0, middle)}…`).width <= width) {
            low = middle;
          } else {
            high = middle - 1;
          }
        }
        fitted = `${fitted.slice(0, low)}…`;
      }
      if (this.widths.size > 20000) {
        this.widths.clear();
      }
      this.widths.set(key, fitted);
    }
    return fitted;
  }

  paintAxis() {
    const c = this.context;
    c.fillStyle = this.colours.paper;
    c.fillRect(0, 0, this.width, AXIS);
    c.strokeStyle = this.colours.line;
    c.beginPath();
    c.moveTo(0, AXIS - 0.5);
    c.lineTo(this.width, AXIS - 0.5);
    c.stroke();
    c.font = "11px system-ui, sans-serif";
    c.textBaseline = "alphabetic";
    const span = this.width - this.labels - EDGE;
    const apart = (84 / span) * (this.to - this.from);
    let free = this.labels - 40;
    c.fillStyle = this.colours.faint;
    for (const gap of this.scale.gaps()) {
      const middle = this.labels + (((gap.from + gap.to) / 2 - this.from) / (this.to - this.from)) * span;
      const width = c.measureText(gap.text).width;
      if (middle - width / 2 > this.labels) {
        c.fillText(gap.text, middle - width / 2, 12);
      }
    }
    for (const tick of this.scale.ticks(this.from, this.to, apart)) {
      const x = this.labels + ((tick.share - this.from) / (this.to - this.from)) * span;
      const width = c.measureText(tick.text).width;
      const left = Math.min(x, this.width - width - 2);
      if (x >= this.labels - 1 && left > free) {
        c.fillRect(Math.round(x), AXIS - 6, 1, 6);
        c.fillText(tick.text, left, AXIS - 9);
        free = left + width + 12;
      }
    }
    for (const mark of this.view.marks()) {
      this.mark(this.x(mark.t), mark.kind);
    }
  }

  mark(x, kind) {
    if (x < this.labels - 4) {
      return;
    }
    const c = this.context;
    c.fillStyle = kind === "push" ? this.colours.init : this.colours.mark;
    c.beginPath();
    c.moveTo(x, AXIS);
    c.lineTo(x - 5, AXIS - 9);
    c.lineTo(x + 5, AXIS - 9);
    c.fill();
  }

  /** A step's bar: the run's colour, the way that it ended on top. */
  bar(from, to, y, height, side, status) {
    const c = this.context;
    const x = this.x(from);
    const width = Math.max(2, this.x(to) - x);
    c.globalAlpha = status === "ABORTED" || status === "OPEN" ? 0.45 : 1;
    c.fillStyle = this.colours[side];
    c.fillRect(x, y, width, height);
    c.globalAlpha = 1;
    if (isBad(status)) {
      c.fillStyle = this.colours.bad;
      c.fillRect(x + Math.min(3, width / 3), y, Math.max(2, width - 3), height);
      this.cross(x + width + 6, y + height / 2);
    } else if (status === "CAUGHT") {
      c.fillStyle = this.colours.caught;
      c.fillRect(x + Math.max(0, width - 4), y, Math.min(4, width), height);
    }
  }

  attempt(from, to, y, height, status) {
    const c = this.context;
    const x = this.x(from);
    if (isBad(status)) {
      c.fillStyle = this.colours.bad;
      c.fillRect(x, y, Math.max(2, this.x(to) - x), height);
    }
    c.fillStyle = this.colours.paper;
    c.fillRect(x, y, 1, height);
  }

  cross(x, y) {
    const c = this.context;
    c.strokeStyle = this.colours.bad;
    c.lineWidth = 2;
    c.beginPath();
    c.moveTo(x - 3, y - 3);
    c.lineTo(x + 3, y + 3);
    c.moveTo(x + 3, y - 3);
    c.lineTo(x - 3, y + 3);
    c.stroke();
    c.lineWidth = 1;
  }

  /** The life of a process: dotted before its start where only the span of that is known. */
  life(earliest, start, last, y, known, shared) {
    const c = this.context;
    const x = this.x(start);
    c.strokeStyle = shared ? this.colours.ink : this.colours.faint;
    c.globalAlpha = shared ? 0.75 : 0.6;
    c.lineWidth = shared ? 2 : 1;
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(Math.max(x + 1, this.x(last)), y);
    c.stroke();
    if (!known && earliest < start) {
      c.setLineDash([2, 3]);
      c.beginPath();
      c.moveTo(this.x(earliest), y);
      c.lineTo(x, y);
      c.stroke();
      c.setLineDash([]);
    }
    c.fillStyle = c.strokeStyle;
    c.fillRect(x - 1, y - 5, 2, 10);
    c.lineWidth = 1;
    c.globalAlpha = 1;
  }

  invocation(from, to, y, height, side, failed) {
    const c = this.context;
    const x = this.x(from);
    const width = Math.max(4, this.x(to) - x);
    c.fillStyle = failed ? this.colours.bad : side ? this.colours[side] : this.colours.other;
    c.fillRect(x, y, width, height);
    if (failed) {
      this.cross(x + width + 6, y + height / 2);
    }
  }

  init(from, to, y, height) {
    const c = this.context;
    const x = this.x(from);
    c.fillStyle = this.colours.init;
    c.fillRect(x, y, Math.max(3, this.x(to) - x), height);
  }

  /** A word before a time, where the line of a life leads to it. */
  note(t, y, text, failed) {
    const c = this.context;
    c.font = "11px system-ui, sans-serif";
    c.textBaseline = "alphabetic";
    const width = c.measureText(text).width;
    const x = this.x(t) - width - 8;
    if (x > this.labels) {
      c.fillStyle = this.colours.paper;
      c.fillRect(x - 2, y - 10, width + 4, 12);
      c.fillStyle = failed ? this.colours.bad : this.colours.ink;
      c.fillText(text, x, y);
    }
  }

  say(text) {
    byId("timeline-status").textContent = clean(text);
  }

  select(index) {
    if (this.items.length === 0) {
      return;
    }
    this.selected = Math.max(0, Math.min(this.items.length - 1, index));
    const { rowHeight } = this.view;
    const y = this.selected * rowHeight;
    const room = this.height - AXIS - rowHeight;
    if (y < this.scroll.scrollTop) {
      this.scroll.scrollTop = y;
    } else if (y > this.scroll.scrollTop + room) {
      this.scroll.scrollTop = y - room;
    }
    const item = this.items[this.selected];
    const fold = item.foldable ? `, ${this.view.isFolded(item) ? "folded" : "unfolded"}` : "";
    this.say(`${this.view.words(item)}${fold}`);
    this.request();
  }

  toggle(index) {
    const item = this.items[index];
    this.view.toggle(item);
    this.selected = index;
    this.refresh();
    this.say(`${this.view.words(item)}, ${this.view.isFolded(item) ? "folded" : "unfolded"}`);
  }

  zoom(factor, at = 0.5) {
    const span = Math.min(1, Math.max(1e-5, (this.to - this.from) * factor));
    const fixed = this.from + (this.to - this.from) * at;
    this.from = Math.max(0, Math.min(1 - span, fixed - span * at));
    this.to = this.from + span;
    this.request();
  }

  pan(share) {
    const span = this.to - this.from;
    this.from = Math.max(0, Math.min(1 - span, this.from + share * span));
    this.to = this.from + span;
    this.request();
  }

  show(name) {
    this.view = this.views[name];
    this.selected = -1;
    this.from = 0;
    this.to = 1;
    this.scroll.scrollTop = 0;
    for (const other of ["steps", "sandboxes"]) {
      byId(`view-${other}`).setAttribute("aria-pressed", String(other === name));
    }
    byId("log-label").hidden = name !== "steps";
    this.refresh();
    this.legend();
  }

  legend() {
    const key = (style, text) => make("span", { class: "key" }, make("span", { class: `swatch ${style}`, "aria-hidden": "true" }), text);
    const both = [key("run-a", "A, the baseline"), key("run-b", "B, the run under question"), key("failed", "failed")];
    const more =
      this.view === this.views.steps
        ? [key("cut", "cut off or open")]
        : [key("cold", "initialisation"), key("life", "life of a process; bold where it served both runs")];
    byId("timeline-legend").replaceChildren(...(this.data.a ? both : both.slice(1)), ...more, this.markList());
  }

  markList() {
    const marks = this.data.marks;
    if (marks.length === 0) {
      return "";
    }
    const list = make("ul");
    for (const mark of marks) {
      const item = make("li", {}, `${clock(mark.t, this.data.offset)} ${mark.text} `);
      if (mark.ref >= 0) {
        item.append(make("button", { type: "button", class: "link", onclick: () => openRef(mark.ref) }, "source"));
      }
      list.append(item);
    }
    return make("details", { class: "more" }, make("summary", {}, `${marks.length} deploys, pushes and changes (▼ on the axis)`), list);
  }

  wire() {
    this.scroll.addEventListener("scroll", () => this.request(), { passive: true });
    addEventListener("resize", () => this.resize());
    this.scroll.addEventListener("keydown", (event) => this.key(event));
    this.scroll.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.wirePointer();
    this.wireControls();
  }

  key(event) {
    const item = this.items[this.selected];
    const page = Math.max(1, Math.floor((this.height - AXIS) / this.view.rowHeight) - 1);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in moves) {
      this.select(Math.max(0, Math.min(this.items.length - 1, this.selected + moves[event.key])));
    } else if (item && event.key === "Enter") {
      this.view.open(item);
    } else if (item && item.foldable && event.key === "ArrowRight" && this.view.isFolded(item)) {
      this.toggle(this.selected);
    } else if (item && item.foldable && event.key === "ArrowLeft" && !this.view.isFolded(item)) {
      this.toggle(this.selected);
    } else if (event.key === "+" || event.key === "-") {
      this.zoom(event.key === "+" ? 0.6 : 1.7);
    } else {
      return;
    }
    event.preventDefault();
  }

  wheel(event) {
    const box = this.scroll.getBoundingClientRect();
    if (event.ctrlKey) {
      event.preventDefault();
      const at = (event.clientX - box.left - this.labels) / (this.width - this.labels);
      this.zoom(event.deltaY < 0 ? 0.8 : 1.25, Math.max(0, Math.min(1, at)));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      this.pan((event.deltaX || event.deltaY) / this.width);
    }
  }

  at(event) {
    const box = this.scroll.getBoundingClientRect();
    const y = event.clientY - box.top - AXIS;
    const index = y < 0 ? -1 : Math.floor((y + this.scroll.scrollTop) / this.view.rowHeight);
    return { x: event.clientX - box.left, y: event.clientY - box.top, index: index < this.items.length ? index : -1 };
  }

  wirePointer() {
    let drag = null;
    this.scroll.addEventListener("pointerdown", (event) => {
      drag = { x: event.clientX, moved: false };
    });
    this.scroll.addEventListener("pointermove", (event) => {
      if (drag && event.buttons === 1 && Math.abs(event.clientX - drag.x) > 3) {
        this.pan((drag.x - event.clientX) / (this.width - this.labels));
        drag = { x: event.clientX, moved: true };
      }
      this.tip(event);
    });
    this.scroll.addEventListener("pointerleave", () => (byId("timeline-tip").hidden = true));
    this.scroll.addEventListener("click", (event) => {
      const { x, index } = this.at(event);
      if (index < 0 || (drag && drag.moved)) {
        return;
      }
      const item = this.items[index];
      if (item.foldable && x < this.labels) {
        this.toggle(index);
      } else {
        this.select(index);
        this.view.open(item);
      }
    });
  }

  tip(event) {
    const { x, y, index } = this.at(event);
    const tip = byId("timeline-tip");
    const mark = y < AXIS && this.view.marks().find((m) => Math.abs(this.x(m.t) - x) < 6);
    tip.hidden = index < 0 && !mark;
    if (!tip.hidden) {
      tip.textContent = clean(mark ? mark.text : this.view.words(this.items[index])).slice(0, 600);
      tip.style.left = `${Math.max(0, Math.min(x + 12, this.width - 340))}px`;
      tip.style.top = `${y + 18}px`;
    }
  }

  wireControls() {
    byId("view-steps").addEventListener("click", () => this.show("steps"));
    byId("view-sandboxes").addEventListener("click", () => this.show("sandboxes"));
    byId("zoom-in").addEventListener("click", () => this.zoom(0.6));
    byId("zoom-out").addEventListener("click", () => this.zoom(1.7));
    byId("zoom-fit").addEventListener("click", () => this.zoom(Infinity));
    byId("fold-all").addEventListener("click", () => {
      this.view.foldAll();
      this.refresh();
    });
    const log = /** @type {HTMLInputElement} */ (byId("log-time"));
    log.checked = this.view.log;
    log.addEventListener("change", () => {
      this.views.steps.log = log.checked;
      this.refresh();
    });
    byId("only-different").addEventListener("change", (event) => {
      this.onlyDifferent = /** @type {HTMLInputElement} */ (event.target).checked;
      this.refresh();
    });
    byId("row-filter").addEventListener("input", (event) => {
      this.filter = /** @type {HTMLInputElement} */ (event.target).value.toLowerCase();
      this.refresh();
    });
    byId("as-table").addEventListener("click", () => {
      const table = byId("timeline-table");
      table.hidden = !table.hidden;
      byId("as-table").setAttribute("aria-expanded", String(!table.hidden));
      if (!table.hidden) {
        fillTable(table, this.view, this.items);
      }
    });
    this.legend();
  }
}

