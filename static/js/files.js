/* File inputs: say at once when a file is too large or of another kind, and take dropped files.
   A file dropped on a row of the sheet goes into the file input of that row and is sent. */
import { say } from "./texts.js";

const MEGABYTE = 1024 * 1024;

const problemOf = (input, file) => {
  const limit = Number(input.dataset.maxMb);
  if (limit && file.size > limit * MEGABYTE) {
    const size = (file.size / MEGABYTE).toLocaleString("vi-VN", { maximumFractionDigits: 1 });
    return say("tooLarge", { name: file.name, size, limit });
  }
  const endings = input.accept.split(",").map((ending) => ending.trim().toLowerCase()).filter(Boolean);
  const isKnown = !endings.length || endings.some((ending) => file.name.toLowerCase().endsWith(ending));
  return isKnown ? "" : say("wrongType", { name: file.name, types: input.dataset.types || input.accept });
};

/** Shows what is wrong beside the input; true when all its files may be sent. */
const check = (input) => {
  const problems = [...input.files].map((file) => problemOf(input, file)).filter(Boolean);
  const place = input.closest("[data-drop]")?.querySelector("[data-drop-error]");
  if (place) place.textContent = problems.join(" ");
  input.toggleAttribute("aria-invalid", problems.length > 0);
  if (problems.length) input.setAttribute("aria-invalid", "true");
  return problems.length === 0;
};

const place = (input, files) => {
  const kept = new DataTransfer();
  for (const file of input.multiple ? files : [...files].slice(0, 1)) kept.items.add(file);
  input.files = kept.files;
};

const targetOf = (event) => event.target.closest?.("[data-drop], .entry");
const inputOf = (target) => target?.querySelector("input[type=file]:not(:disabled)");
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

const highlight = (target) => {
  for (const other of document.querySelectorAll(".is-over")) other.classList.toggle("is-over", other === target);
  target?.classList.add("is-over");
};

document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file]")) check(event.target);
});

/* Also outside a target: a file dropped beside it must not replace the page. */
document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  const target = targetOf(event);
  event.dataTransfer.dropEffect = inputOf(target) ? "copy" : "none";
  highlight(inputOf(target) ? target : null);
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) highlight(null);
});

document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  highlight(null);
  const target = targetOf(event);
  const input = inputOf(target);
  if (!input) return;
  place(input, event.dataTransfer.files);
  if (!check(input)) {
    input.closest("details")?.setAttribute("open", "");
    input.focus();
    return;
  }
  if (target.closest(".entry") && input.form) input.form.requestSubmit();
});
