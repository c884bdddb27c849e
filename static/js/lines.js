/* Lists of like lines in a form (the rule editor): a line is added and removed at once. Without this
   script the same buttons send the form, and the server adds or removes the line.

   List: [data-lines] with data-next (number of the next line), a <template> whose names hold __n__,
   [data-lines-here] around the lines, [data-lines-rest] when a new line comes before the last one.
   Line: [data-line]. Buttons: [data-line-add], [data-line-remove]. Numbers may have gaps and stand in
   any order; the server takes the lines as they stand in the form. */
const PLACEHOLDER = /__n__/g;

const tellForm = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));

const addLine = (list) => {
  const number = list.dataset.next;
  list.dataset.next = String(Number(number) + 1);
  const holder = document.createElement("template");
  holder.innerHTML = list.querySelector(":scope > template").innerHTML.replace(PLACEHOLDER, number);
  const line = holder.content.firstElementChild;
  const lines = list.querySelector("[data-lines-here]");
  lines.insertBefore(line, "linesRest" in list.dataset ? lines.lastElementChild : null);
  globalThis.htmx?.process(line);
  line.querySelector("input:not([type=hidden]), select")?.focus();
};

const removeLine = (line) => {
  const list = line.closest("[data-lines]");
  const next = line.nextElementSibling ?? line.previousElementSibling;
  line.remove();
  (next?.querySelector("input:not([type=hidden])") ?? list.querySelector("[data-line-add]"))?.focus();
  tellForm(list);
};

document.addEventListener("click", (event) => {
  const adds = event.target.closest("[data-line-add]");
  const removes = event.target.closest("[data-line-remove]");
  if (!adds && !removes) return;
  event.preventDefault();
  if (adds) addLine(adds.closest("[data-lines]"));
  else removeLine(removes.closest("[data-line]"));
});
