/* One row of the scoring sheet: reading its inputs, showing its state, score and errors. */

export const urlOf = (row) => row.dataset.saveUrl;
const prefixOf = (row) => `e${row.dataset.entry}-`;
const versionInput = (row) => row.querySelector(`[name="${prefixOf(row)}version"]`);

export const inputsOf = (row) =>
  [...row.querySelectorAll("input, select, textarea")].filter(
    (input) => input.name.startsWith(prefixOf(row)) && input.type !== "file" && input !== versionInput(row) && !input.disabled,
  );

export const versionOf = (row) => versionInput(row)?.value ?? "";
export const setVersion = (row, version) => {
  const input = versionInput(row);
  if (input) input.value = version;
};

/** What would be sent, by input name; unchecked options send nothing. */
export const valuesOf = (row) => {
  const values = {};
  for (const input of inputsOf(row)) {
    if (input.type === "radio" || input.type === "checkbox") {
      if (input.checked) values[input.name] = input.value;
    } else values[input.name] = input.value;
  }
  return values;
};

export const fill = (row, values) => {
  for (const input of inputsOf(row)) {
    if (input.type === "radio" || input.type === "checkbox") input.checked = values[input.name] === input.value;
    else input.value = values[input.name] ?? "";
  }
};

/** The values in words, as the user sees them, for comparing two versions. */
export const inWords = (row, values, empty) =>
  inputsOf(row)
    .filter((input) => (input.type !== "radio" && input.type !== "checkbox") || values[input.name] === input.value)
    .map((input) => {
      const label = input.labels?.[0]?.textContent.trim().replace(/\s+/g, " ") ?? input.name;
      return input.type === "radio" || input.type === "checkbox" ? label : `${label}: ${values[input.name] || empty}`;
    })
    .join("; ") || empty;

/** Says the state of the row; parts are texts and elements. */
export const showState = (row, tone, ...parts) => {
  const place = row.querySelector("[data-save-state]");
  if (!place) return;
  place.dataset.tone = tone;
  place.replaceChildren(...parts.flatMap((part) => [part, " "]).slice(0, -1));
};

export const showScore = (row, answer) => {
  const put = (selector, text) => {
    const place = row.querySelector(selector);
    if (place && text !== undefined && text !== null) place.textContent = text;
  };
  put("[data-score]", answer.score_text);
  put("[data-working]", answer.working);
  if (Number.isFinite(answer.score_percent)) {
    row.querySelector("[data-score-meter]")?.setAttribute("width", answer.score_percent);
  }
};

/** Totals of the page: every [data-total=key] shows the text under that key, meters its whole percent. */
export const showTotals = (totals = {}) => {
  for (const [key, value] of Object.entries(totals)) {
    for (const place of document.querySelectorAll(`[data-total="${CSS.escape(key)}"]`)) place.textContent = value ?? "–";
    for (const bar of document.querySelectorAll(`[data-total-meter="${CSS.escape(key)}"]`)) {
      if (Number.isFinite(value)) bar.setAttribute("width", value);
    }
  }
};

const errorPlace = (row, name) => {
  const place = row.querySelector(`[data-error-for="${CSS.escape(name)}"]`);
  if (place) return place;
  const created = document.createElement("p");
  created.className = "field__error";
  created.id = `${prefixOf(row)}${name}-error`;
  created.dataset.errorFor = name;
  (row.querySelector(".entry__inputs") ?? row).append(created);
  return created;
};

export const clearErrors = (row) => {
  row.classList.remove("is-bad");
  for (const place of row.querySelectorAll("[data-error-for]")) {
    place.textContent = "";
    place.hidden = true;
  }
  for (const input of inputsOf(row)) input.removeAttribute("aria-invalid");
};

export const showErrors = (row, errors) => {
  clearErrors(row);
  row.classList.add("is-bad");
  for (const [key, message] of Object.entries(errors)) {
    const name = key.startsWith(prefixOf(row)) ? key.slice(prefixOf(row).length) : key;
    const place = errorPlace(row, name);
    place.textContent = [message].flat().join(" ");
    place.hidden = false;
    for (const input of inputsOf(row).filter((each) => each.name === prefixOf(row) + name)) {
      input.setAttribute("aria-invalid", "true");
      const described = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
      input.setAttribute("aria-describedby", [...described.add(place.id)].join(" "));
    }
  }
};
