// SPDX-License-Identifier: Apache-2.0
// Scales: from times to shares of the width, and where the ticks stand.

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 216e5, 432e5, 864e5, 1728e5, 6048e5];

/** Time from the start of a run, in milliseconds; by the logarithm where one run is far longer. */
class RunScale {
  /**
   * @param {number} end
   * @param {boolean} log
   */
  constructor(end, log) {
    this.end = Math.max(1, end);
    this.log = log;
  }

  share(t) {
    return this.log ? Math.log1p(t / 100) / Math.log1p(this.end / 100) : t / this.end;
  }

  time(share) {
    return this.log ? 100 * Math.expm1(share * Math.log1p(this.end / 100)) : share * this.end;
  }

  /** Ticks between two shares, at least a given share apart. */
  ticks(from, to, apart) {
    if (this.log) {
      const ticks = [0];
      for (const t of STEPS) {
        const share = this.share(t);
        if (share <= 1 && share - this.share(ticks[ticks.length - 1]) >= apart) {
          ticks.push(t);
        }
      }
      return ticks.map((t) => ({ share: this.share(t), text: t === 0 ? "0" : duration(t) }));
    }
    const step = STEPS.find((s) => s / this.end >= apart) || this.end / 4;
    const ticks = [];
    for (let t = Math.floor(this.time(from) / step) * step; t <= this.time(to); t += step) {
      ticks.push({ share: this.share(t), text: t === 0 ? "0" : duration(t) });
    }
    return ticks;
  }

  /** Spans in which nothing is drawn to scale. */
  gaps() {
    return [];
  }
}

/** The clock on the wall, with the time between the runs folded. */
class ClockScale {
  /**
   * @param {number} least
   * @param {number} most
   * @param {[number, number][]} active spans that are drawn to scale
   * @param {number} offset seconds from UTC
   */
  constructor(least, most, active, offset) {
    this.offset = offset;
    this.parts = [];
    const merged = [];
    for (const [from, to] of active.sort((x, y) => x[0] - y[0])) {
      const last = merged[merged.length - 1];
      if (last && from - last[1] < (last[1] - last[0] + to - from) / 4) {
        last[1] = Math.max(last[1], to);
      } else {
        merged.push([from, Math.max(to, from + 1)]);
      }
    }
    let at = least;
    for (const [from, to] of merged) {
      this.add(at, from, false);
      this.add(from, to, true);
      at = to;
    }
    this.add(at, most, false);
    this.layOut();
  }

  add(from, to, active) {
    if (to > from) {
      this.parts.push({ from, to, active, share: 0, width: 0 });
    }
  }

  layOut() {
    const gap = this.parts.length > 1 ? 0.11 : 0;
    const gaps = this.parts.filter((part) => !part.active).length;
    const spans = this.parts.filter((part) => part.active);
    const root = (part) => Math.sqrt(part.to - part.from);
    const all = spans.reduce((sum, part) => sum + root(part), 0) || 1;
    const rest = 1 - gap * gaps;
    let at = 0;
    for (const part of this.parts) {
      const floor = 0.3 / Math.max(1, spans.length);
      part.width = part.active ? rest * (floor + (1 - 0.3) * (root(part) / all)) : gap;
      part.share = at;
      at += part.width;
    }
    this.parts.forEach((part) => {
      part.share /= at || 1;
      part.width /= at || 1;
    });
  }

  share(t) {
    for (const part of this.parts) {
      if (t <= part.to) {
        return part.share + (Math.max(0, t - part.from) / (part.to - part.from)) * part.width;
      }
    }
    return 1;
  }

  time(share) {
    const part = this.parts.find((p) => share <= p.share + p.width) || this.parts[this.parts.length - 1];
    return part.from + ((share - part.share) / part.width) * (part.to - part.from);
  }

  ticks(from, to, apart) {
    const ticks = [];
    for (const part of this.parts.filter((p) => p.active)) {
      const step = STEPS.find((s) => (s / (part.to - part.from)) * part.width >= apart) || part.to - part.from;
      const first = Math.ceil(part.from / step) * step;
      for (let t = first; t <= part.to; t += step) {
        const share = this.share(t);
        if (share >= from && share <= to) {
          ticks.push({ share, text: clock(t, this.offset).slice(0, step < 1000 ? 12 : 8) });
        }
      }
    }
    return ticks;
  }

  gaps() {
    return this.parts
      .filter((part) => !part.active)
      .map((part) => ({ from: part.share, to: part.share + part.width, text: duration(part.to - part.from) }));
  }
}

