/* What the autosave tells beside the rows: the state of the page, and what came back from last time. */
import { inWords, showState, valuesOf } from "./rows.js";
import { say } from "./texts.js";

/** A link that may be followed while something is unsaved: the text is kept on this machine. */
export const leavingLink = (text, href) => {
  const anchor = Object.assign(document.createElement("a"), { textContent: text, href });
  anchor.dataset.leaving = "";
  return anchor;
};

export const loginLink = () => {
  const next = encodeURIComponent(location.pathname + location.search);
  return leavingLink(say("login"), `${document.body.dataset.loginUrl}?next=${next}`);
};

/** The state of the whole page, at every [data-page-save-state]. */
export const showPage = (tone, ...parts) => {
  for (const place of document.querySelectorAll("[data-page-save-state]")) {
    place.setAttribute("aria-live", tone === "error" ? "assertive" : "off");
    place.dataset.tone = tone;
    place.replaceChildren(...parts.flatMap((part) => [typeof part === "string" ? part : part.cloneNode(true), " "]));
  }
};

const button = (text, action) => {
  const made = Object.assign(document.createElement("button"), {
    type: "button", className: "btn btn--secondary btn--small", textContent: text,
  });
  made.addEventListener("click", action);
  return made;
};

/** The row was saved by someone else since: the user sees both versions and chooses. */
export const offerBoth = (row, draft, time, useMine, keepTheirs) =>
  showState(
    row, "warning", say("stale", { time }),
    `${say("mine")}: ${inWords(row, draft.values, say("empty"))}.`,
    `${say("theirs")}: ${inWords(row, valuesOf(row), say("empty"))}.`,
    button(say("useMine"), useMine),
    button(say("keep"), keepTheirs),
  );

/** At the top of the page, where one lands after signing in: which rows hold restored text. */
export const noteRestored = (rows) => {
  const place = document.getElementById("thong-bao");
  if (!rows.length || !place) return;
  const box = Object.assign(document.createElement("div"), { className: "alert alert--info" });
  box.setAttribute("role", "status");
  const text = document.createElement("p");
  text.append(say("restoredRows", { count: rows.length }));
  for (const row of rows.filter((each) => each.id)) {
    const code = row.querySelector(".entry__code, .judge__name")?.textContent.trim() || row.id;
    text.append(" ", Object.assign(document.createElement("a"), { textContent: code, href: `#${row.id}` }));
  }
  box.append(text);
  place.append(box);
};
