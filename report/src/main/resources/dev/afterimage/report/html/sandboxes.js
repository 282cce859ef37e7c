// SPDX-License-Identifier: Apache-2.0
// The timeline by sandbox: how old each process was, who it served, and how that ended.

/** The sandboxes under their functions, and how one of them is drawn. */
class SandboxView {
  constructor(data) {
    this.data = data;
    this.rowHeight = 20;
    this.folded = new Set();
    this.log = false;
    this.of = Array.from({ length: data.sandboxes.size }, () => ({ processes: [], invocations: [] }));
    for (let i = 0; i < data.processes.size; i += 1) {
      this.of[data.processes.sandbox[i]].processes.push(i);
    }
    for (let i = 0; i < data.invocations.size; i += 1) {
      this.of[data.invocations.sandbox[i]].invocations.push(i);
    }
    this.of.forEach((sandbox) => this.sum(sandbox));
    data.functions.forEach((name, number) => {
      if (number > 0) {
        this.folded.add(number);
      }
    });
  }

  /** What tells most of a sandbox: the run under question in it. */
  sum(sandbox) {
    const { invocations } = this.data;
    const inB = sandbox.invocations.filter((i) => invocations.side[i] === 2);
    const inA = sandbox.invocations.filter((i) => invocations.side[i] === 1);
    sandbox.first = inB.length > 0 ? inB[0] : -1;
    sandbox.shared = inA.length > 0 && inB.length > 0;
    sandbox.failed = sandbox.invocations.some((i) => invocations.failed[i] && invocations.side[i] === 2);
    sandbox.failedA = sandbox.invocations.some((i) => invocations.failed[i] && invocations.side[i] === 1);
  }

  scale() {
    const { data } = this;
    const times = [...data.invocations.t0, ...data.invocations.t1, ...data.processes.start, ...data.marks.map((m) => m.t)];
    const active = [];
    for (const [side, number] of [["a", 1], ["b", 2]]) {
      const run = data[side];
      if (run) {
        let from = run.start;
        let to = run.end;
        for (let i = 0; i < data.invocations.size; i += 1) {
          if (data.invocations.side[i] === number) {
            from = Math.min(from, data.invocations.t0[i]);
            to = Math.max(to, data.invocations.t1[i]);
          }
        }
        active.push([from, to]);
        times.push(from, to);
      }
    }
    const least = times.reduce((x, y) => Math.min(x, y), Infinity);
    const most = times.reduce((x, y) => Math.max(x, y), -Infinity);
    return new ClockScale(least, most, active, data.offset);
  }

  visible(filter, onlyDifferent) {
    const shown = [];
    const { sandboxes, functions } = this.data;
    functions.forEach((name, number) => {
      const below = [];
      for (let s = 0; s < sandboxes.size; s += 1) {
        const text = `${name} ${sandboxes.stream[s]}`.toLowerCase();
        const wanted = (!filter || text.includes(filter)) && (!onlyDifferent || this.of[s].failed || this.of[s].failedA);
        if (sandboxes.function[s] === number && wanted) {
          below.push(s);
        }
      }
      if (below.length > 0) {
        shown.push({ group: number, count: below.length, depth: 0, label: name, foldable: true });
        if (!this.folded.has(number) || filter) {
          below.forEach((s) => shown.push({ sandbox: s, depth: 1, label: sandboxes.name[s], foldable: false }));
        }
      }
    });
    return shown;
  }

  foldAll() {
    if (this.folded.size === this.data.functions.length) {
      this.folded.clear();
    } else {
      this.data.functions.forEach((name, number) => this.folded.add(number));
    }
  }

  toggle(item) {
    if (item.foldable && !this.folded.delete(item.group)) {
      this.folded.add(item.group);
    }
  }

  isFolded(item) {
    return this.folded.has(item.group);
  }

  label(item) {
    if (item.sandbox === undefined) {
      return `${item.label} · ${item.count} sandboxes`;
    }
    return item.label.length > 15 ? `${item.label.slice(0, 7)}…${item.label.slice(-6)}` : item.label;
  }

  age(invocation) {
    const { age0, age1, cold } = this.data.invocations;
    if (cold[invocation] === 1) {
      return "cold start";
    }
    const open = age1[invocation] < 0 || age1[invocation] > age0[invocation] + 1;
    return `${open ? "at least " : ""}${duration(age0[invocation])} old`;
  }

  tone(item) {
    return item.sandbox !== undefined && this.of[item.sandbox].failed ? "bad" : "ink";
  }

  /** A line for the life of each process, a bar for each invocation, a cross where it failed. */
  draw(paint, item, y) {
    if (item.sandbox === undefined) {
      return;
    }
    const { processes, invocations } = this.data;
    const sandbox = this.of[item.sandbox];
    for (const p of sandbox.processes) {
      const served = sandbox.invocations.filter((i) => invocations.process[i] === p);
      const last = served.reduce((t, i) => Math.max(t, invocations.t1[i]), processes.start[p]);
      paint.life(processes.from[p], processes.start[p], last, y + 10, processes.known[p] === 1, sandbox.shared);
    }
    for (const i of sandbox.invocations) {
      const side = ["", "a", "b"][invocations.side[i]];
      paint.invocation(invocations.t0[i], invocations.t1[i], y + 5, 10, side, invocations.failed[i] === 1);
      if (invocations.init[i] > 0) {
        paint.init(invocations.t0[i] - invocations.init[i], invocations.t0[i], y + 5, 10);
      }
    }
    if (sandbox.first >= 0) {
      const from = invocations.t0[sandbox.first] - Math.max(0, invocations.init[sandbox.first]);
      paint.note(from, y + 14, this.age(sandbox.first), sandbox.failed);
    }
  }

  words(item) {
    if (item.sandbox === undefined) {
      return `${item.label}: ${item.count} sandboxes`;
    }
    const { invocations, sandboxes } = this.data;
    const sandbox = this.of[item.sandbox];
    const told = sandbox.invocations
      .filter((i) => invocations.side[i] > 0)
      .map((i) => {
        const how = invocations.failed[i] ? "failed" : invocations.outcome[i] === "UNKNOWN" ? "end not known" : "worked";
        return `${invocations.side[i] === 1 ? "A" : "B"} ${how} after ${duration(invocations.t1[i] - invocations.t0[i])}, ${this.age(i)}`;
      });
    return `${sandboxes.stream[item.sandbox]}: ${told.join("; ")}`;
  }

  open(item) {
    if (item.sandbox === undefined) {
      return;
    }
    const { invocations, sandboxes, offset } = this.data;
    const table = make("table", { class: "summary" });
    table.append(
      make("tr", {}, ...["Run", "Start", "Took", "Process", "End", ""].map((name) => make("th", { scope: "col" }, name))),
    );
    for (const i of this.of[item.sandbox].invocations) {
      const links = make("td", {});
      if (invocations.row[i] >= 0) {
        links.append(make("button", { type: "button", class: "link", onclick: () => openRow(invocations.row[i]) }, "step"), " ");
      }
      if (invocations.ref[i] >= 0) {
        links.append(make("button", { type: "button", class: "link", onclick: () => openRef(invocations.ref[i]) }, "log line"));
      }
      table.append(
        make(
          "tr",
          {},
          make("td", {}, ["another run", "A", "B"][invocations.side[i]]),
          make("td", {}, clock(invocations.t0[i], offset)),
          make("td", {}, duration(invocations.t1[i] - invocations.t0[i])),
          make("td", {}, this.age(i)),
          make("td", { class: invocations.failed[i] ? "bad" : "" }, invocations.failed[i] ? "failed" : invocations.outcome[i].toLowerCase()),
          links,
        ),
      );
    }
    showPanel(`Sandbox ${sandboxes.name[item.sandbox]}`, make("div", {}, make("p", {}, make("code", {}, sandboxes.stream[item.sandbox])), table));
  }

  marks() {
    return this.data.marks;
  }

  guides() {
    const guides = [];
    for (const side of ["a", "b"]) {
      if (this.data[side]) {
        guides.push({ t: this.data[side].start, side });
      }
    }
    return guides;
  }

  columns() {
    return ["Sandbox", "Function", "Age at B", "Served both", "Invocations", "Failed in B"];
  }

  cells(item) {
    if (item.sandbox === undefined) {
      return [`${item.count} sandboxes`, item.label, "", "", "", ""];
    }
    const sandbox = this.of[item.sandbox];
    return [
      item.label,
      this.data.functions[this.data.sandboxes.function[item.sandbox]],
      sandbox.first < 0 ? "" : this.age(sandbox.first),
      sandbox.shared ? "yes" : "no",
      sandbox.invocations.length,
      sandbox.failed ? "yes" : "no",
    ];
  }
}

