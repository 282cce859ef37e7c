// SPDX-License-Identifier: Apache-2.0
// The list of runs: search, the choice of two, and waiting for what is still being read.
"use strict";
(() => {
  /** @param {string} id */
  const byId = (id) => document.getElementById(id);

  document.documentElement.classList.remove("no-script");

  function wireList() {
    const form = /** @type {HTMLFormElement} */ (byId("pick"));
    const chosen = (name) => /** @type {HTMLInputElement | null} */ (form.querySelector(`input[name=${name}]:checked`));
    const show = () => {
      const a = chosen("a");
      const b = chosen("b");
      const same = a && b && a.value === b.value;
      byId("picked").textContent = same
        ? "A and B are the same run."
        : a && b
          ? ""
          : "Choose a baseline A and a run B.";
      /** @type {HTMLButtonElement} */ (byId("compare")).disabled = !a || !b || Boolean(same);
    };
    form.addEventListener("change", show);
    show();
    const search = /** @type {HTMLInputElement} */ (byId("search"));
    search.addEventListener("input", () => {
      const words = search.value.toLowerCase().split(/\s+/);
      for (const row of form.querySelectorAll("tr[data-text]")) {
        const text = row.getAttribute("data-text");
        /** @type {HTMLElement} */ (row).hidden = !words.every((word) => text.includes(word));
      }
    });
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
      }
    });
  }

  /** Asks how far the reading is; the list is loaded anew once there is more to show. */
  async function awaitReading() {
    const state = await (await fetch("/state.json")).json();
    byId("reading").textContent = `Reading cases: ${state.read} of ${state.all}.`;
    if (state.reading) {
      setTimeout(awaitReading, 400);
    } else {
      location.reload();
    }
  }

  /** Shows how far a collection is, and where its report is once it has ended. */
  async function followJob() {
    const list = byId("progress");
    const end = byId("progress-end");
    let job;
    try {
      job = await (await fetch(`/collect/${list.dataset.job}/progress.json`)).json();
    } catch (error) {
      end.textContent = `serve does not answer any more (${error}).`;
      end.className = "failed";
      return;
    }
    for (const line of job.lines.slice(list.children.length)) {
      const item = document.createElement("li");
      item.textContent = line;
      list.append(item);
    }
    if (job.end === "") {
      setTimeout(followJob, 400);
    } else if (job.end === "done") {
      end.textContent = "Collected. The runs are in the list.";
      const next = /** @type {HTMLAnchorElement} */ (byId("progress-next"));
      next.href = job.next;
      next.hidden = false;
    } else {
      end.textContent = `Not collected: ${job.problem}`;
      end.className = "failed";
    }
  }

  if (byId("pick")) {
    wireList();
    if (byId("reading").dataset.reading === "true") {
      setTimeout(awaitReading, 300);
    }
  }
  if (byId("progress")) {
    followJob();
  }
})();
