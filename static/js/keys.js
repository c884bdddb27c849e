/* Finding one's way: Enter and arrows through the inputs of the sheet; j, k, a, t, r and x in the appraisal;
   Escape out of menus; strips that open at the current item. */
import { say } from "./texts.js";

const FIELDS = "input:not([type=hidden], [type=file], [type=submit], [type=button]), select, textarea";
const isShown = (element) => element.getClientRects().length > 0 && !element.closest("details:not([open])");
const isTyping = (element) => element.matches?.("input, select, textarea, [contenteditable]");
const isLine = (element) =>
  element.matches("input") && !["radio", "checkbox", "date", "month", "datetime-local", "range", "file"].includes(element.type);
const bare = (event) => !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;

/** Fields that Enter and arrows visit: of a radio group only the chosen, or the first. */
const fieldsOf = (root) =>
  [...root.querySelectorAll(FIELDS)].filter((field) => {
    if (field.disabled || !isShown(field)) return false;
    if (field.type !== "radio") return true;
    const group = [...root.querySelectorAll(`input[type=radio][name="${CSS.escape(field.name)}"]`)];
    return field === (group.find((option) => option.checked) ?? group[0]);
  });

const visit = (field) => {
  if (!field) return;
  field.focus();
  if (isLine(field)) field.select();
};

const ROW = ".entry, [data-grid-row]";
const partOf = (field) => field.dataset.col ?? field.name.replace(/^e[^-]+-/, "");

const visitNext = (field, step) => {
  const fields = [...document.querySelectorAll(ROW)].flatMap(fieldsOf);
  const group = fields.find((other) => other === field || (field.type === "radio" && other.name === field.name));
  visit(fields[fields.indexOf(group) + step]);
};

const visitRow = (field, step) => {
  const rows = [...document.querySelectorAll(ROW)].filter((row) => fieldsOf(row).length);
  const row = rows[rows.indexOf(field.closest(ROW)) + step];
  if (!row) return;
  const fields = fieldsOf(row);
  visit(fields.find((other) => partOf(other) === partOf(field)) ?? fields[0]);
};

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!bare(event) || !field.closest?.(ROW) || !field.matches("input")) return;
  if (event.key === "Enter" && field.type !== "file") {
    event.preventDefault();
    visitNext(field, event.shiftKey ? -1 : 1);
  } else if (isLine(field) && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    visitRow(field, event.key === "ArrowDown" ? 1 : -1);
  }
});

/* -------------------------------------------------------------- appraisal */

const KEY = "parindex:keys";
const areOn = () => {
  try { return localStorage.getItem(KEY) !== "off"; } catch { return true; }
};

const judges = () => [...document.querySelectorAll("[data-judge]")].filter(isShown);
const current = () => document.querySelector('[data-judge][aria-current="true"]');

const choose = (row) => {
  if (!row) return;
  current()?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  row.tabIndex = -1;
  row.focus();
};

const step = (by) => {
  const rows = judges();
  const at = rows.indexOf(current());
  choose(at < 0 ? rows[0] : rows[at + by]);
};

const agree = () => {
  const row = current();
  const button = row?.querySelector("[data-agree]:not(:disabled)");
  if (!button) return;
  step(1);
  button.click();
};

/** Opens "another score, or return" of the row one is at, at the score or at the cause. */
const judgeOtherwise = (name, decision) => {
  const fold = current()?.querySelector("details[data-other]");
  if (!fold) return;
  fold.open = true;
  fold.dataset.meant = decision;
  visit(fold.querySelector(`[name="${name}"]`));
};

const showProof = () => current()?.querySelector(".evidences a[target]")?.click();

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  a: agree,
  t: () => judgeOtherwise("score", "deduct"),
  r: () => judgeOtherwise("cause", "return"),
  x: showProof,
};

/* Within the fold: Ctrl+Enter sends what it was opened for, Escape leads back to the row. */
document.addEventListener("keydown", (event) => {
  const fold = event.target.closest?.("details[data-other]");
  if (!fold || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    fold.querySelector(`[data-${fold.dataset.meant ?? "deduct"}]`)?.click();
  } else if (event.key === "Escape") {
    fold.open = false;
    choose(fold.closest("[data-judge]"));
  }
});

document.addEventListener("keydown", (event) => {
  if (!bare(event) || event.shiftKey || isTyping(event.target) || !areOn() || !judges().length) return;
  const action = ACTIONS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-judge]");
  if (row && row !== current()) {
    current()?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
  }
});

const showKeys = () => {
  for (const line of document.querySelectorAll("[data-keys]")) {
    line.hidden = false;
    line.querySelector("[data-keys-hint]").hidden = !areOn();
    line.querySelector("[data-keys-toggle]").textContent = say(areOn() ? "keysOff" : "keysOn");
  }
};

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keys-toggle]")) return;
  try { localStorage.setItem(KEY, areOn() ? "off" : "on"); } catch { /* the choice is not kept */ }
  showKeys();
});
showKeys();

/* ------------------------------------------------------------------ menus */

const MENUS = "details.account[open], details.nav__fold[open]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(MENUS)) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(MENUS)) if (!menu.contains(event.target)) menu.open = false;
});

/* The strip of fields on a narrow screen opens at the field one is in. */
for (const link of document.querySelectorAll(".fieldnav [aria-current], .tabs [aria-current]")) {
  const strip = link.closest("ol, nav");
  strip.scrollLeft = link.offsetLeft - strip.offsetLeft - 16;
}

/* On a narrow screen the frame for documents lies below all rows: open the document in a tab. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("a[target=khung-tai-lieu]");
  if (opener && !window.matchMedia("(min-width: 68rem)").matches) opener.target = "_blank";
});
