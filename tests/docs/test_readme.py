"""The README's two commands, and that its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_a_fresh_machine_needs_exactly_two_commands():
    """One line installs and runs, one line installs what tests need and passes them."""
    run, test = re.findall(r"^```sh\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)
    assert "\n" not in run + test
    assert run.endswith("pip install . && .venv/bin/panggil run")
    assert test.endswith("pip install -e '.[test]' && .venv/bin/pytest")


def test_the_checks_run_the_readmes_test_line():
    """.ci/run holds that very line, so that it cannot rot."""
    line = re.findall(r"^```sh\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)[1]
    assert line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page):
    """A relative link names a file that exists."""
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
