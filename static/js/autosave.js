/* Saves each row of the scoring sheet as it is typed. Without this script the sheet is one form.

   Row:     <div class="entry" data-entry="ID" data-save-url="…"> with inputs e{ID}-{name}, a hidden
            e{ID}-version and an aria-live [data-save-state]. Page: [data-page-save-state].
   Request: POST, urlencoded: the row's inputs, its version and the page's CSRF token,
            X-Requested-With: autosave. Never two in flight; nothing is sent that is saved already.
   Answer:  200 {ok, version, score_text, working, saved_at, score_percent?, totals?}
            422 {errors: {name: message}}        the row keeps its text, errors stand at the inputs
            409 {url, message}                   someone else saved first: both stand at url
            403 {message}                        not now (locked): the message says why
            401, 403 or a redirect to log in     the session ended
            anything else, or no answer          tried again, ever more slowly                     */
import { dropDraft, keepDraft, readDraft } from "./drafts.js";
import { loginLink, leavingLink, noteRestored, offerBoth, showPage } from "./notices.js";
import * as rows from "./rows.js";
import { clock, say } from "./texts.js";

const QUIET_MS = 800;
const RETRY_MS = [2000, 4000, 8000, 15000, 30000, 60000];

/** Per row: the values the server holds, those it refused, whether the user must decide first, and
    what to say about text brought back from last time. */
const known = new Map();
const timers = new Map();
const waiting = new Set();
let failures = 0;
let retryTimer = 0;
let isSessionOver = false;
let running = null;
let lastSaved = "";

const signature = (row) => JSON.stringify(rows.valuesOf(row));
const isUnsaved = (row) => signature(row) !== known.get(row).saved;
const unsavedRows = () => [...known.keys()].filter((row) => row.isConnected && isUnsaved(row));
const rowOf = (element) => {
  const row = element.closest?.(".entry[data-save-url]");
  return row && known.has(row) ? row : null;
};

const refreshPage = () => {
  const count = unsavedRows().length;
  if (isSessionOver) showPage("error", say("session"), loginLink());
  else if (failures) showPage("error", say("offline"));
  else if (running) showPage("", say("saving"));
  else if (count) showPage("warning", say("unsavedRows", { count }));
  else if (lastSaved) showPage("ok", say("saved", { time: lastSaved }));
};

/* ---------------------------------------------------------------- answers */

const timeOf = (savedAt) => (/T/.test(savedAt ?? "") ? clock(new Date(savedAt)) : savedAt || clock(new Date()));

const accept = (row, sent, answer) => {
  const state = known.get(row);
  state.saved = sent;
  state.refused = null;
  rows.setVersion(row, answer.version);
  rows.clearErrors(row);
  rows.showScore(row, answer);
  rows.showTotals(answer.totals);
  lastSaved = timeOf(answer.saved_at);
  row.dispatchEvent(new CustomEvent("entry:saved", { bubbles: true, detail: answer }));
  if (isUnsaved(row)) {
    keepDraft(rows.urlOf(row), answer.version, rows.valuesOf(row));
    return;
  }
  row.classList.remove("is-dirty");
  dropDraft(rows.urlOf(row));
  const saved = say("saved", { time: lastSaved });
  rows.showState(row, "ok", ...(state.restored ? [state.restored, saved] : [saved]));
};

const refuse = (row, sent, tone, ...parts) => {
  known.get(row).refused = sent;
  rows.showState(row, tone, ...parts);
};

const conflict = (row, sent, answer) => {
  known.get(row).isBlocked = true;
  refuse(row, sent, "error", answer.message || say("conflict"), leavingLink(say("conflictLink"), answer.url));
};

const endSession = (row) => {
  isSessionOver = true;
  rows.showState(row, "error", say("session"), loginLink());
};

const tryLater = (row, text) => {
  waiting.add(row);
  rows.showState(row, "error", text);
  const pause = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)];
  failures += 1;
  clearTimeout(retryTimer);
  retryTimer = setTimeout(resume, pause);
};

/* ---------------------------------------------------------------- sending */

const post = (row) => {
  const body = new URLSearchParams(rows.valuesOf(row));
  body.set(`e${row.dataset.entry}-version`, rows.versionOf(row));
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  return fetch(rows.urlOf(row), {
    method: "POST",
    body,
    headers: { "X-Requested-With": "autosave", "X-CSRFToken": token, Accept: "application/json" },
    credentials: "same-origin",
    redirect: "manual",
  });
};

const answerOf = async (response) => {
  try { return await response.json(); } catch { return null; }
};

const settle = (row, sent, response, answer) => {
  if (response.ok && answer?.ok) return accept(row, sent, answer);
  if (response.status === 409) return conflict(row, sent, answer ?? { url: location.href });
  if (response.status === 422 && answer?.errors) {
    rows.showErrors(row, answer.errors);
    return refuse(row, sent, "error", say("invalid"));
  }
  if (response.status === 403 && answer?.message) return refuse(row, sent, "error", answer.message);
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) return endSession(row);
  if (response.status >= 500 || response.status === 429) return tryLater(row, say("server"));
  return refuse(row, sent, "error", say("refused"));
};

const save = async (row) => {
  const state = known.get(row);
  const sent = signature(row);
  if (sent === state.saved || sent === state.refused || state.isBlocked) return;
  rows.showState(row, "", say("saving"));
  let response;
  let answer;
  try {
    response = await post(row);
    answer = await answerOf(response);
  } catch {
    tryLater(row, say("offline"));
    return;
  }
  if (response.status && response.status < 500) failures = 0;
  settle(row, sent, response, answer);
};

/* One request at a time on the whole page: a row's version is then always the last answered one,
   and a slow line is never asked for two things at once. */
const drain = async () => {
  while (waiting.size && !isSessionOver && !retryTimer) {
    const [row] = waiting;
    waiting.delete(row);
    await save(row);
  }
};

const pump = () => {
  running ??= drain().finally(() => {
    running = null;
    refreshPage();
  });
  refreshPage();
  return running;
};

const resume = () => {
  clearTimeout(retryTimer);
  retryTimer = 0;
  return pump();
};

const queue = (row) => {
  clearTimeout(timers.get(row));
  timers.delete(row);
  if (!isUnsaved(row)) return;
  waiting.add(row);
  pump();
};

/** Sends everything unsaved now; resolves when there is nothing more to send. */
const flush = () => {
  for (const row of unsavedRows()) {
    clearTimeout(timers.get(row));
    waiting.add(row);
  }
  return resume();
};

/* ----------------------------------------------------------------- typing */

const noteTyping = (row) => {
  const changed = isUnsaved(row);
  row.classList.toggle("is-dirty", changed);
  if (changed) {
    keepDraft(rows.urlOf(row), rows.versionOf(row), rows.valuesOf(row));
    if (!known.get(row).isBlocked && !isSessionOver) rows.showState(row, "warning", say("unsaved"));
  } else {
    dropDraft(rows.urlOf(row));
    rows.clearErrors(row);
    rows.showState(row, "");
  }
  refreshPage();
};

const isField = (input) => rowOf(input) && rows.inputsOf(rowOf(input)).includes(input);

document.addEventListener("input", (event) => {
  if (!isField(event.target)) return;
  const row = rowOf(event.target);
  known.get(row).restored = "";
  noteTyping(row);
  clearTimeout(timers.get(row));
  timers.set(row, setTimeout(queue, QUIET_MS, row));
});

document.addEventListener("change", (event) => {
  if (isField(event.target)) queue(rowOf(event.target));
});

/* ----------------------------------------------------- drafts of last time */

const useMine = (row, draft) => {
  rows.fill(row, draft.values);
  noteTyping(row);
  queue(row);
};

const keepTheirs = (row) => {
  dropDraft(rows.urlOf(row));
  rows.showState(row, "");
};

/** True when what was typed last time stands in the row again. */
const restore = (row) => {
  const draft = readDraft(rows.urlOf(row));
  if (!draft || !rows.inputsOf(row).length) return false;
  const time = clock(new Date(draft.at));
  if (JSON.stringify(draft.values) === known.get(row).saved) {
    dropDraft(rows.urlOf(row));
    return false;
  }
  if (String(draft.version) !== rows.versionOf(row)) {
    offerBoth(row, draft, time, () => useMine(row, draft), () => keepTheirs(row));
    return false;
  }
  known.get(row).restored = `${say("restored", { time })}.`;
  useMine(row, draft);
  return true;
};

const adopt = (root) => {
  const fresh = [...root.querySelectorAll(".entry[data-save-url]")].filter((row) => !known.has(row));
  for (const row of fresh) known.set(row, { saved: signature(row), refused: null, isBlocked: false, restored: "" });
  noteRestored(fresh.filter(restore));
};

/* ---------------------------------------------------------------- leaving */

let isLeaving = false;
let isPassing = false;

/* Any form of the page first waits until the sheet is saved. The save button itself then stays here. */
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  const isSaveAll = submitter?.hasAttribute("data-save-all") && known.size > 0;
  if (isPassing || (!isSaveAll && !unsavedRows().length)) return;
  event.preventDefault();
  event.stopPropagation();
  await flush();
  if (isSaveAll) {
    document.querySelector(".entry.is-bad [aria-invalid]")?.focus();
    return;
  }
  isPassing = true;
  form.requestSubmit(submitter);
  isPassing = false;
}, { capture: true });

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-leaving]");
  if (!link) return;
  isLeaving = true;
  /* To a browser, a link that differs only after its # leads to the page as it stands. */
  if (link.pathname + link.search !== location.pathname + location.search) return;
  event.preventDefault();
  location.hash = link.hash;
  location.reload();
});

addEventListener("beforeunload", (event) => {
  if (isLeaving || !unsavedRows().length) return;
  event.preventDefault();
  event.returnValue = "";
});

addEventListener("online", () => waiting.size && resume());
document.addEventListener("visibilitychange", () => {
  if (document.hidden && unsavedRows().length && !failures) flush();
});

adopt(document);
document.addEventListener("htmx:load", (event) => adopt(event.target.parentNode ?? document));
