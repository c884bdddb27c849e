"""What every page must keep to, whoever looks at it: nothing cut off, nothing out of reach."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
GRAVE = ("serious", "critical")

LOAD_AXE = "source => { if (!window.axe) (0, eval)(source); }"
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
    .map((element) => element.outerHTML.slice(0, 120));
}"""


def barriers(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE, list(GRAVE))
    return found


def too_wide(page: Page) -> list[str]:
    """The elements that make a page scroll sideways."""
    found: list[str] = page.evaluate(TOO_WIDE)
    return found
