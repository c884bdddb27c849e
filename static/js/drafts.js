/* What was typed and not yet saved, kept on this machine for this user only: a lost session, line
   or power supply loses no text. One draft per address that saves it. */
const PREFIX = "parindex:draft:";
const KEPT_MS = 30 * 24 * 3600 * 1000;

const keyOf = (url) => `${PREFIX}${document.body.dataset.user ?? ""}:${url}`;

export const keepDraft = (url, version, values) => {
  try {
    localStorage.setItem(keyOf(url), JSON.stringify({ version, values, at: Date.now() }));
  } catch { /* storage full or forbidden: the page itself still holds the text */ }
};

export const readDraft = (url) => {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(url)) ?? "null");
    return draft && Date.now() - draft.at < KEPT_MS ? draft : null;
  } catch {
    return null;
  }
};

export const dropDraft = (url) => {
  try { localStorage.removeItem(keyOf(url)); } catch { /* nothing was kept */ }
};
