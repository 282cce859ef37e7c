// SPDX-License-Identifier: Apache-2.0
// The timeline by step: rows fold under Maps, Parallels and items.

const FOLDED_FROM = 60;

/** The rows of both runs as a tree, and how one of them is drawn. */
class StepView {
  constructor(data) {
    this.data = data;
    this.rowHeight = 24;
    this.children = Array.from({ length: data.rows.size }, () => []);
    this.top = [];
    for (let row = 0; row < data.rows.size; row += 1) {
      const parent = data.rows.parent[row];
      (parent < 0 ? this.top : this.children[parent]).push(row);
    }
    this.folded = new Set();
    this.attempts = new Map();
    this.spans = { a: [], b: [] };
    this.measure();
    this.collectAttempts();
    this.log = this.isLopsided();
  }

  get ends() {
    return ["a", "b"].filter((side) => this.data[side]).map((side) => this.data[side].end - this.data[side].start);
  }

  isLopsided() {
    const ends = this.ends.map((end) => Math.max(1, end));
    return Math.max(...ends) > 8 * Math.min(...ends);
  }

  scale() {
    return new RunScale(Math.max(...this.ends), this.log);
  }

  /** Items have no span of their own: theirs is that of what stands in them. */
  measure() {
    const { rows } = this.data;
    this.differs = new Array(rows.size).fill(false);
    this.failed = new Array(rows.size).fill(0);
    for (let row = rows.size - 1; row >= 0; row -= 1) {
      for (const side of ["a", "b"]) {
        const own = rows[`${side}s`][row];
        let span = own ? { from: rows[`${side}0`][row], to: rows[`${side}1`][row], status: own } : null;
        if (!span && rows.kind[row] === "ITEM") {
          span = this.children[row].map((child) => this.spans[side][child]).reduce(union, null);
        }
        this.spans[side][row] = span;
      }
      const a = this.spans.a[row];
      const b = this.spans.b[row];
      const compared = Boolean(this.data.a);
      this.differs[row] =
        (compared && (a ? a.status : "") !== (b ? b.status : "")) ||
        Boolean((b && isBad(b.status)) || (a && isBad(a.status)) || (b && b.status === "CAUGHT"));
      if (this.children[row].length > FOLDED_FROM) {
        this.folded.add(row);
      }
      this.failed[row] = this.children[row].filter((child) => this.spans.b[child] && isBad(this.spans.b[child].status)).length;
    }
  }

  collectAttempts() {
    const { attempts } = this.data;
    for (let i = 0; i < attempts.size; i += 1) {
      const key = attempts.row[i] * 2 + attempts.side[i];
      if (!this.attempts.has(key)) {
        this.attempts.set(key, []);
      }
      this.attempts.get(key).push({ from: attempts.t0[i], to: attempts.t1[i], status: attempts.s[i] });
    }
  }

  /**
   * @param {string} filter a part of a path, in lower case
   * @param {boolean} onlyDifferent
   * @returns the rows to show, in order
   */
  visible(filter, onlyDifferent) {
    const shown = [];
    const wanted = filter || onlyDifferent ? this.wanted(filter, onlyDifferent) : null;
    const walk = (row, depth, prefix) => {
      if (wanted && !wanted[row]) {
        return;
      }
      const below = this.children[row];
      const label = prefix + this.data.rows.label[row];
      if (this.data.rows.kind[row] === "ITEM" && below.length === 1 && this.children[below[0]].length === 0) {
        walk(below[0], depth, `${label} `);
        return;
      }
      shown.push({ row, depth, label, foldable: below.length > 0 });
      if (!this.folded.has(row) || filter) {
        below.forEach((child) => walk(child, depth + 1, ""));
      }
    };
    this.top.forEach((row) => walk(row, 0, ""));
    return shown;
  }

  wanted(filter, onlyDifferent) {
    const { rows } = this.data;
    const wanted = new Array(rows.size).fill(false);
    for (let row = rows.size - 1; row >= 0; row -= 1) {
      const matches = (!filter || rows.path[row].toLowerCase().includes(filter)) && (!onlyDifferent || this.differs[row]);
      wanted[row] = wanted[row] || matches;
      if (wanted[row] && rows.parent[row] >= 0) {
        wanted[rows.parent[row]] = true;
      }
    }
    return wanted;
  }

  foldAll() {
    const foldable = this.children.flatMap((below, row) => (below.length > 0 ? [row] : []));
    if (foldable.every((row) => this.folded.has(row))) {
      this.folded.clear();
    } else {
      foldable.forEach((row) => this.folded.add(row));
    }
  }

  toggle(item) {
    if (item.foldable && !this.folded.delete(item.row)) {
      this.folded.add(item.row);
    }
  }

  isFolded(item) {
    return this.folded.has(item.row);
  }

  label(item) {
    const items = this.data.rows.items[item.row];
    const failed = this.failed[item.row];
    const count = items >= 0 ? ` · ${items} items${failed ? `, ${failed} failed` : ""}` : "";
    return item.label + count;
  }

  /** The colour of a label: failed, or otherwise different. */
  tone(item) {
    const b = this.spans.b[item.row];
    return b && isBad(b.status) ? "bad" : this.differs[item.row] ? "caught" : "ink";
  }

  /** Two bars to a row: the baseline above, the run under question below. */
  draw(paint, item, y) {
    const sides = this.data.a ? [["a", 4], ["b", 13]] : [["b", 8]];
    for (const [side, below] of sides) {
      const span = this.spans[side][item.row];
      if (span) {
        paint.bar(span.from, span.to, y + below, 7, side, span.status);
        const tries = this.attempts.get(item.row * 2 + (side === "a" ? 0 : 1)) || [];
        if (tries.length > 1) {
          tries.forEach((attempt) => paint.attempt(attempt.from, attempt.to, y + below, 7, attempt.status));
        }
      }
    }
  }

  words(item) {
    const parts = [this.data.rows.path[item.row]];
    for (const side of ["a", "b"]) {
      const span = this.spans[side][item.row];
      if (this.data[side]) {
        const tries = (this.attempts.get(item.row * 2 + (side === "a" ? 0 : 1)) || []).length;
        parts.push(
          span
            ? `${side.toUpperCase()} ${STATUS[span.status]} at ${duration(span.from)} after ${duration(span.to - span.from)}${tries > 1 ? ` in ${tries} attempts` : ""}`
            : `${side.toUpperCase()} not there`,
        );
      }
    }
    return parts.join("; ");
  }

  open(item) {
    openRow(item.row);
  }

  marks() {
    const marks = [];
    for (const side of ["a", "b"]) {
      const run = this.data[side];
      for (const mark of run ? this.data.marks : []) {
        if (mark.t >= run.start && mark.t <= run.end) {
          marks.push({ ...mark, t: mark.t - run.start });
        }
      }
    }
    return marks;
  }

  guides() {
    return ["a", "b"].filter((side) => this.data[side]).map((side) => ({ t: this.data[side].end - this.data[side].start, side }));
  }

  columns() {
    return ["Step", "A", "A from", "A took", "B", "B from", "B took"];
  }

  cells(item) {
    const of = (side) => {
      const span = this.spans[side][item.row];
      return span ? [STATUS[span.status], duration(span.from), duration(span.to - span.from)] : ["not there", "", ""];
    };
    return [this.data.rows.path[item.row], ...of("a"), ...of("b")];
  }
}

/** The span of two spans together, with the worse status. */
function union(left, right) {
  if (!left || !right) {
    return left || right;
  }
  const worse = BADNESS.indexOf(left.status) >= BADNESS.indexOf(right.status);
  return {
    from: Math.min(left.from, right.from),
    to: Math.max(left.to, right.to),
    status: worse ? left.status : right.status,
  };
}

