"""axe: looks a page over for what keeps people with disabilities out (WCAG 2.2 A and AA)."""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.browser.engines import modules

_RUN = """async () => {
  const only = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
  return found.violations.map((v) => ({ id: v.id, impact: v.impact,
    nodes: v.nodes.map((n) => n.target.join(" ") + ": " + (n.failureSummary || "")) }));
}"""


@cache
def _source() -> str:
    return (modules() / "axe-core" / "axe.min.js").read_text("utf-8")


def axe(page: Page) -> list[dict[str, Any]]:
    """Return what axe finds on a page: id, impact, and the elements with what to mend.

    Written into the page by the debugger, as its Content-Security-Policy forbids scripts.
    The page is judged when it is whole: without its stylesheet every target is too small.
    """
    page.wait_for_load_state("load")
    page.evaluate(_source())
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return found
