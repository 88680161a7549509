"""The sources of the TV page keep to what old engines can read."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from display.web.screen.pages import PARTS, PHONE_PARTS, join_script
from tests.browser import engines
from tests.browser.stage import ROOT

STATIC = ROOT / "static"
ROOMS = [STATIC / "screen", STATIC / "shared", STATIC / "public"]  # staff's pages may be newer
MODULES = STATIC / "shared" / "modules.js"  # the console's door to what is shared
SCRIPTS = sorted({path for room in ROOMS for path in room.rglob("*.js")} - {MODULES})
SHEETS = sorted(path for room in ROOMS for path in room.rglob("*.css"))

# What WebKit 538 or Chromium up to 80 does not know.
TOO_NEW = re.compile(
    r"(?<![-\w])(gap|inset|aspect-ratio)\s*:|\bclamp\(|\bmin\(|\bmax\(|:has\(|:is\(|@container|@layer"
    r"|display:\s*grid|var\(--|color-mix"
)
UNPREFIXED = re.compile(r"(?<![-\w])(transform|animation|flex|box-sizing)\s*:")


def parses(source: bytes) -> bool:
    """Say whether ``source`` is ECMAScript 5."""
    command = [*engines.acorn(), "--ecma5", "--silent"]
    return subprocess.run(command, input=source, capture_output=True).returncode == 0


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_is_ecmascript_5(script: Path) -> None:
    """One arrow or const would kill the whole page on an old TV."""
    assert parses(script.read_bytes())


@pytest.mark.parametrize("parts", [PARTS, PHONE_PARTS], ids=["TV", "phone"])
def test_joined_script_is_ecmascript_5(parts: tuple[str, ...]) -> None:
    """What /tv/screen.js and /phone.js serve: every part once."""
    assert parses(join_script(STATIC, parts))
    assert len(set(parts)) == len(parts)


def test_every_script_is_served() -> None:
    """Joined, or by itself where it must not fail with the others."""
    apart = {STATIC / "screen" / "guard.js", STATIC / "public" / "closed.js"}
    assert {STATIC / f"{name}.js" for name in (*PARTS, *PHONE_PARTS)} == set(SCRIPTS) - apart


def test_parser_sees_newer_syntax() -> None:
    """The gate is awake."""
    assert not parses(b"var f = () => 1;")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_style_sheet_is_old_enough(sheet: Path) -> None:
    """No grid, gap, inset, clamp or custom properties; what needs a -webkit- twin has one."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    assert not TOO_NEW.search(text)
    for block in re.findall(r"{[^{}]*}", text):
        for name in UNPREFIXED.findall(block):
            moves = name == "transform" and "@-webkit-keyframes" in text  # keyframes come in twins
            assert f"-webkit-{name}" in block or moves, (name, block)


@pytest.mark.parametrize("path", [*SCRIPTS, *SHEETS], ids=lambda path: path.name)
def test_source_stays_small(path: Path) -> None:
    """No file over 500 lines."""
    assert len(path.read_text().splitlines()) <= 500
