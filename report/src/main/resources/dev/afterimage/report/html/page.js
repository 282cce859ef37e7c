// SPDX-License-Identifier: Apache-2.0
// What is not drawn: links to evidence, the matrix, the theme, printing.

/** @type {Timeline | null} */
let timeline = null;

function wireLinks() {
  // The page would be twice as large if each link held its file's whole path.
  document.addEventListener("pointerover", async (event) => {
    const link = /** @type {Element} */ (event.target).closest("a.ref:not([title])");
    if (link) {
      const index = await loadIndex();
      const ref = index.refs[Number(link.getAttribute("data-ref"))];
      link.setAttribute("title", clean(`${index.files[ref.file]} ${ref.pointer || ""}`));
    }
  });
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const link = target.closest("a.ref");
    if (link) {
      event.preventDefault();
      openRef(Number(link.getAttribute("data-ref")));
    }
    const button = target.closest("[data-copy]");
    if (button) {
      copy(button.parentElement.querySelector("code").textContent, /** @type {HTMLElement} */ (button));
    }
    const state = target.closest("[data-state]");
    if (state) {
      openState(state.getAttribute("data-state"));
    }
  });
  document.addEventListener("keydown", (event) => {
    const state = /** @type {Element} */ (event.target).closest("[data-state]");
    if (state && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      openState(state.getAttribute("data-state"));
    }
  });
}

/** Claims are open in a page without a script, and begin folded in one with it. */
function wireMatrix() {
  for (const button of document.querySelectorAll("button.expand")) {
    const row = byId(button.getAttribute("aria-controls"));
    const fold = (open) => {
      row.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    };
    fold(false);
    button.addEventListener("click", () => fold(row.hidden));
  }
  for (const cell of document.querySelectorAll("td.cell")) {
    cell.addEventListener("click", () => {
      const button = /** @type {HTMLElement} */ (cell.closest("tbody").querySelector("button.expand"));
      button.click();
    });
  }
  const filter = /** @type {HTMLInputElement} */ (byId("cause-filter"));
  filter.addEventListener("input", () => {
    const text = filter.value.toLowerCase();
    let shown = 0;
    for (const body of document.querySelectorAll("tbody.cause")) {
      const matches = body.textContent.toLowerCase().includes(text);
      /** @type {HTMLElement} */ (body).hidden = !matches;
      shown += matches ? 1 : 0;
    }
    const folded = document.querySelector("details.ruled-out");
    if (folded && text) {
      folded.setAttribute("open", "");
    }
    byId("cause-count").textContent = text ? `${shown} causes` : "";
  });
}

function wireTheme() {
  const root = document.documentElement;
  const button = byId("theme");
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const name = () => (button.textContent = isDark() ? "Light" : "Dark");
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    name();
    repaint();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    name();
    repaint();
  });
  name();
}

function repaint() {
  if (timeline) {
    timeline.readColours();
    timeline.paint();
  }
}

/** On paper nothing can be opened: what stands first is. */
function wirePrint() {
  addEventListener("beforeprint", () => {
    const first = document.querySelector("tbody.cause button.expand[aria-expanded=false]");
    if (first) {
      /** @type {HTMLElement} */ (first).click();
    }
    repaint();
  });
  addEventListener("afterprint", repaint);
  matchMedia("print").addEventListener("change", repaint);
}

document.documentElement.classList.remove("no-script");
wirePanel();
wireLinks();
wireMatrix();
wireTheme();
wirePrint();
requestAnimationFrame(() => {
  loadTimeline().then((data) => {
    timeline = new Timeline(data);
    document.documentElement.dataset.ready = "true";
  });
});
