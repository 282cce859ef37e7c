// SPDX-License-Identifier: Apache-2.0
// Data, text and elements: what every other part uses.

/** What a browser would act on without any markup: control, direction and unassigned characters. */
const UNSAFE = /[^\P{C}\n\t]|[\u2028\u2029]/gu;

/**
 * @param {unknown} text anything from the evidence
 * @returns {string} the text with everything unsafe made visible
 */
const clean = (text) => String(text).replace(UNSAFE, "\uFFFD");

/**
 * Makes an element; texts are texts, never markup.
 * @param {string} tag
 * @param {Object<string, unknown>} [attributes] attributes; those that start with "on" are listeners
 * @param {...(Node|string|number|null|undefined)} children
 * @returns {HTMLElement}
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : clean(value));
    }
  }
  for (const child of children) {
    if (child !== null && child !== undefined) {
      element.append(child instanceof Node ? child : clean(child));
    }
  }
  return element;
}

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {Map<string, Promise<any>>} */
const unpacked = new Map();

/**
 * Unpacks a chunk of the page's data, once.
 * @param {string} id the element that holds it
 * @returns {Promise<any>}
 */
function unpack(id) {
  let data = unpacked.get(id);
  if (!data) {
    const packed = Uint8Array.from(atob(byId(id).textContent.trim()), (c) => c.charCodeAt(0));
    const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    data = new Response(plain).json();
    unpacked.set(id, data);
  }
  return data;
}

const loadTimeline = () => unpack("data-0");
const loadPlaces = () => unpack("data-1");
const loadIndex = () => unpack("index");

/**
 * @param {number} ms
 * @returns {string} a duration as people say it
 */
function duration(ms) {
  const s = ms / 1000;
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  if (s < 60) {
    return `${s < 10 ? s.toFixed(1) : Math.round(s)} s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)} min${s % 60 >= 1 ? ` ${Math.floor(s % 60)} s` : ""}`;
  }
  return s < 172800
    ? `${Math.floor(s / 3600)} h${s % 3600 >= 60 ? ` ${Math.floor((s % 3600) / 60)} min` : ""}`
    : `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

/**
 * @param {number} epoch milliseconds
 * @param {number} offset seconds from UTC
 * @returns {string} the time of day there
 */
const clock = (epoch, offset) => new Date(epoch + offset * 1000).toISOString().slice(11, 23);

/** Status names in the words of the page. */
const STATUS = {
  SUCCEEDED: "succeeded",
  CAUGHT: "failed and was caught",
  FAILED: "failed",
  TIMED_OUT: "timed out",
  ABORTED: "was cut off",
  OPEN: "is open",
};

/** The worse of two states of a step wins where several stand for one. */
const BADNESS = ["", "SUCCEEDED", "CAUGHT", "ABORTED", "OPEN", "TIMED_OUT", "FAILED"];

/** @param {string} status */
const isBad = (status) => status === "FAILED" || status === "TIMED_OUT";

/**
 * Copies a text and says so on the button.
 * @param {string} text
 * @param {HTMLElement} button
 */
async function copy(text, button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    // A page of a file may not reach the clipboard: the text is selected instead.
    const code = button.parentElement.querySelector("code");
    if (code) {
      getSelection().selectAllChildren(code);
    }
    button.textContent = "Selected";
  }
  setTimeout(() => (button.textContent = before), 1500);
}

