"""What every page must keep to, whoever looks at it: nothing cut off, nothing out of reach."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
GRAVE = ("serious", "critical")

RUN_AXE = """async grave => {
  const found = await axe.run(document, {
    iframes: false,
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  });
  return found.violations.filter((rule) => grave.includes(rule.impact)).flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} – ${node.failureSummary}`));
}"""
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > room + 1)
    .map((element) => `too wide: ${element.outerHTML.slice(0, 120)}`);
}"""
APPEARANCE = """() => [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches,
  document.documentElement.outerHTML.replace(/(csrfmiddlewaretoken" value=")\\w+/g, "$1")].join()"""

_found_good: set[int] = set()
"""Appearances that need no second look: the sign-in page is met in every journey."""


def remarks(page: Page, *, has_scripts: bool = True) -> list[str]:
    """What makes a page scroll sideways, and what axe-core calls serious or critical.

    Without scripts axe-core, which is one, cannot look.
    """
    appearance = hash(page.evaluate(APPEARANCE))
    if appearance in _found_good:
        return []
    found = [*too_wide(page), *(_barriers(page) if has_scripts else [])]
    if not found:
        _found_good.add(appearance)
    return [f"{page.url} {what}" for what in found]


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def _barriers(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE, list(GRAVE))
    return found
