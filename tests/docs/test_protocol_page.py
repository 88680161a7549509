"""Every route, event and message is in docs/protocol.md, so that others can build on it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from display.app import create_app
from display.assembly import assemble
from display.hall.setup import seed_hall
from display.journal import EVENT_NAMES, open_journal
from display.settings import load_settings
from tests.docs.sources import python_files, tree

PAGE = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")


@pytest.fixture
def rules(tmp_path):
    """Return every address that a server answers, as people write it: /calls/{event_id}."""
    journal = open_journal(f"sqlite:///{tmp_path / 'panggil.db'}")
    seed_hall(journal, "lahat")
    app = create_app(assemble(load_settings({}, data=tmp_path), journal))
    found = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}
    yield found
    journal.close()


def test_every_route_is_documented(rules):
    """An address that is not on the page is not for anyone."""
    assert len(rules) > 15
    missing = {rule for rule in rules if f"`{rule}`" not in PAGE and f" {rule}`" not in PAGE}
    assert not missing


@pytest.mark.parametrize("name", sorted(EVENT_NAMES))
def test_every_event_is_documented(name):
    """The closed set of the journal's events."""
    assert f"`{name}`" in PAGE


def said() -> set[str]:
    """Return the type of every message that is written as a literal on either side of a socket."""
    files = python_files("display/push", "display/hall", "audio/speaker")
    return {
        value.value
        for path in files
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "type" and isinstance(value, ast.Constant)
    } - {"about:blank"}  # RFC 9457's, not a message


@pytest.mark.parametrize("kind", sorted(said()))
def test_every_message_is_documented(kind):
    """Both directions of the websocket."""
    assert f"`{kind}`" in PAGE or f'"type": "{kind}"' in PAGE or f'"type":"{kind}"' in PAGE
