/* Every form: one submission at a time, and errors that take the focus. */
import { dropDraft } from "./drafts.js";

const RELEASE_MS = 20000;
const RELEASE_DOWNLOAD_MS = 3000;

const release = (form) => {
  delete form.dataset.submitting;
  for (const button of form.querySelectorAll('[aria-busy="true"]')) button.removeAttribute("aria-busy");
  const outside = form.id ? document.querySelectorAll(`[form="${CSS.escape(form.id)}"][aria-busy]`) : [];
  for (const button of outside) button.removeAttribute("aria-busy");
};

/* Before anyone else hears of it: a second click while the first is under way does nothing. */
document.addEventListener("submit", (event) => {
  if (!event.target.dataset.submitting) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

/* The button is never disabled: a disabled submitter would not send its own name and value. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  const isSentByHtmx = form.matches("[hx-post], [data-hx-post]");
  if (event.defaultPrevented && !isSentByHtmx) return;
  if (form.dataset.clearsDraft) dropDraft(form.dataset.clearsDraft);
  if (form.method !== "post") return;
  form.dataset.submitting = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  const patience = form.hasAttribute("data-download") ? RELEASE_DOWNLOAD_MS : RELEASE_MS;
  setTimeout(() => release(form), patience);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});

/* A page shown again from the browser's memory must not stay busy. */
addEventListener("pageshow", () => document.querySelectorAll("form[data-submitting]").forEach(release));

const focusInside = (target) => {
  const field = target.matches("input, select, textarea")
    ? target
    : target.querySelector("input:not([type=hidden]), select, textarea");
  field?.focus();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  target.closest("details")?.setAttribute("open", "");
  target.scrollIntoView({ block: "center" });
  focusInside(target);
});

document.querySelector("[data-error-summary]")?.focus();
document.addEventListener("htmx:afterSettle", (event) => {
  event.target.querySelector?.("[data-error-summary]")?.focus();
});
