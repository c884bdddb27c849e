/* Words for the user come from templates/components/texts.html, so that they can be translated there. */
const texts = document.getElementById("texts")?.dataset ?? {};

/** The text under a key, with {name} places filled in. */
export const say = (key, values = {}) =>
  (texts[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

export const clock = (moment) => moment.toLocaleTimeString("vi-VN", { hour12: false });
