/* Opinions of the appraiser: the row comes back from the server in its place; what was typed is kept
   on this machine until it is taken (drafts.js), also when the session ends or the line breaks.

   Row:  [data-row] with an id and forms that htmx sends (hx-post, hx-target the row itself).
   Form: [data-draft] = the address it is sent to, a hidden version, a [data-draft-state].
   Answer: the row as it stands now; with 409 and 422 the same row with what was typed, and why. */
import { dropDraft, keepDraft, readDraft } from "./drafts.js";
import { loginLink, noteRestored } from "./notices.js";
import { clock, say } from "./texts.js";

const REFUSED = [403, 409, 422, 423];

const fieldsOf = (form) =>
  [...form.querySelectorAll("input, select, textarea")].filter((field) => field.name && field.type !== "hidden");
const valuesOf = (form) => Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));
const versionOf = (form) => form.querySelector("[name=version]")?.value ?? "";
const stored = new WeakMap();
/** What differs from what the page brought, by the name of the field. */
const changedOf = (form) =>
  Object.fromEntries(Object.entries(valuesOf(form)).filter(([name, value]) => value !== stored.get(form)[name]));

const show = (form, tone, ...parts) => {
  const place = form.querySelector("[data-draft-state]");
  if (!place) return;
  place.dataset.tone = tone;
  place.replaceChildren(...parts.flatMap((part) => [part, " "]));
};

const button = (text, action) => {
  const made = Object.assign(document.createElement("button"), {
    type: "button", className: "btn btn--secondary btn--small", textContent: text,
  });
  made.addEventListener("click", action);
  return made;
};

const fill = (form, values) => {
  for (const field of fieldsOf(form)) if (field.name in values) field.value = values[field.name];
};

const open = (form) => form.closest("details")?.setAttribute("open", "");

/* ----------------------------------------------------------------- drafts */

const inWords = (form, values) =>
  fieldsOf(form)
    .filter((field) => field.name in values)
    .map((field) => `${(field.ariaLabel ?? field.labels?.[0]?.textContent ?? field.name).trim().replace(/\s+/g, " ")}: ${values[field.name] || say("empty")}`)
    .join("; ");

const useMine = (form, draft, ...parts) => {
  fill(form, draft.values);
  keepDraft(form.dataset.draft, versionOf(form), draft.values);
  show(form, "warning", ...parts);
};

/** True when what was typed last time stands in the form again. */
const restore = (form) => {
  const draft = readDraft(form.dataset.draft);
  if (!draft) return false;
  const present = stored.get(form);
  if (Object.entries(draft.values).every(([name, value]) => !(name in present) || present[name] === value)) {
    dropDraft(form.dataset.draft);
    return false;
  }
  const time = clock(new Date(draft.at));
  open(form);
  if (String(draft.version) === versionOf(form)) {
    useMine(form, draft, `${say("restored", { time })}.`);
    return true;
  }
  show(
    form, "warning", say("stale", { time }), `${say("mine")}: ${inWords(form, draft.values)}.`,
    button(say("useMine"), () => useMine(form, draft, say("unsaved"))),
    button(say("keep"), () => { dropDraft(form.dataset.draft); show(form, ""); }),
  );
  return false;
};

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (!form || !stored.has(form)) return;
  const changed = changedOf(form);
  if (Object.keys(changed).length) keepDraft(form.dataset.draft, versionOf(form), changed);
  else dropDraft(form.dataset.draft);
  show(form, "");
});

/* ---------------------------------------------------------------- answers */

const rowOf = (element) => element?.closest?.("[data-row]");
const holds = (html, row) => html.includes(`id="${row.id}"`);

const tell = (row, ...parts) => {
  row.querySelector("[data-answer]")?.remove();
  const box = Object.assign(document.createElement("div"), { className: "alert alert--error judge__wide" });
  box.dataset.answer = "";
  box.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.append(...parts.flatMap((part) => [part, " "]));
  box.append(text);
  row.append(box);
};

document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  const row = rowOf(detail.target);
  if (!row) return;
  if (holds(detail.serverResponse, row)) {
    if (REFUSED.includes(detail.xhr.status)) {
      detail.shouldSwap = true;
      detail.isError = false;
    } else {
      for (const form of row.querySelectorAll("form[data-draft]")) dropDraft(form.dataset.draft);
    }
    return;
  }
  detail.shouldSwap = false;
  if (detail.xhr.responseURL.includes(document.body.dataset.loginUrl) || detail.xhr.status === 403) tell(row, say("session"), loginLink());
  else tell(row, say(detail.xhr.status >= 500 ? "serverRow" : "refused"));
});

document.addEventListener("htmx:sendError", (event) => {
  const row = rowOf(event.target);
  if (row) tell(row, say("offlineRow"));
});

/* The row that came back takes the place, and the focus if it had it. */
let comesBack = "";
document.addEventListener("htmx:beforeRequest", (event) => {
  const row = rowOf(event.target);
  comesBack = row?.contains(document.activeElement) ? row.id : "";
});

const adopt = (root) => {
  const forms = [...root.querySelectorAll("form[data-draft]")].filter((form) => !stored.has(form));
  for (const form of forms) stored.set(form, valuesOf(form));
  return forms.filter((form) => !form.querySelector("[aria-invalid=true]")).filter(restore);
};

document.addEventListener("htmx:load", (event) => {
  const row = event.target.matches?.("[data-row]") ? event.target : null;
  if (!row) return;
  adopt(row);
  const wrong = row.querySelector("[aria-invalid=true]");
  if (wrong) wrong.focus();
  else if (comesBack === row.id) row.focus();
  comesBack = "";
});

/* -------------------------------------------------- index, place and band */

const REFRESH_MS = 1000;
const PATIENCE = 6;
let refreshTimer = 0;

const refreshStandings = async (tries) => {
  const source = document.querySelector("[data-standings-url]");
  if (!source) return;
  let found;
  try {
    const response = await fetch(source.dataset.standingsUrl, { credentials: "same-origin", headers: { Accept: "application/json" } });
    found = response.ok && !response.redirected ? await response.json() : null;
  } catch { found = null; }
  if (!found) return;
  for (const place of document.querySelectorAll("[data-standing]")) {
    if (found[place.dataset.standing]) place.textContent = found[place.dataset.standing].text;
  }
  if (tries && Object.values(found).some((each) => !each.current)) askStandings(tries - 1);
};

const askStandings = (tries = PATIENCE) => {
  clearTimeout(refreshTimer);
  refreshTimer = setTimeout(refreshStandings, REFRESH_MS, tries);
};

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.requestConfig?.verb === "post") askStandings();
});
if (document.querySelector("[data-standing][data-stale]")) askStandings();

noteRestored(adopt(document).map(rowOf).filter(Boolean));
