/* Runs before the page is drawn, so that a stored dark choice never flashes white. */
(() => {
  "use strict";
  const KEY = "parindex:theme";
  const root = document.documentElement;

  const stored = () => {
    try { return localStorage.getItem(KEY) || "auto"; } catch { return "auto"; }
  };

  const apply = (theme) => {
    if (theme === "auto") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", theme);
  };

  const choose = (theme) => {
    try { localStorage.setItem(KEY, theme); } catch { /* private window: the choice lasts for this page */ }
    apply(theme);
    mark(theme);
  };

  const mark = (theme) => {
    for (const button of document.querySelectorAll("[data-theme-value]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeValue === theme));
    }
  };

  apply(stored());
  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll("[data-theme-toggle]")) group.hidden = false;
    for (const button of document.querySelectorAll("[data-theme-value]")) {
      button.addEventListener("click", () => choose(button.dataset.themeValue));
    }
    mark(stored());
  });
})();
