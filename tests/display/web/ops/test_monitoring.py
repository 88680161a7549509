"""The dashboard and the alert rules that ship name only what `/metrics` says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from display.backup import free_name
from display.clock import now
from display.hall.faults.faults import NO_DEVICE, raise_fault
from display.parts import Parts

FOLDER = Path(__file__).parents[4] / "docs" / "monitoring"


def dashboard() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "grafana.json").read_text(encoding="utf-8"))
    return found


def rules() -> list[dict[str, Any]]:
    found = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))
    return [rule for group in found["groups"] for rule in group["rules"]]


def expressions() -> Iterator[str]:
    """Yield every question that is asked of Prometheus."""
    for panel in dashboard()["panels"]:
        yield from (target["expr"] for target in panel["targets"])
    yield from (variable.get("query", "") for variable in dashboard()["templating"]["list"])
    yield from (rule["expr"] for rule in rules())


@pytest.fixture
def samples(parts: Parts, client: FlaskClient) -> dict[str, list[dict[str, str]]]:
    """Every sample of a hall that has a backup and a fault: its name, and its labels."""
    parts.backups.folder.mkdir()
    (parts.backups.folder / free_name("lahat", now())).write_bytes(b"zip")
    raise_fault(parts.hall, NO_DEVICE, "main")
    told: dict[str, list[dict[str, str]]] = {}
    for family in text_string_to_metric_families(client.get("/metrics").text):
        for sample in family.samples:
            told.setdefault(sample.name, []).append(sample.labels)
    return told


def test_every_metric_that_is_asked_for_exists(samples: dict[str, list[dict[str, str]]]) -> None:
    """A figure that was renamed must not leave a panel empty, or an alert that never comes."""
    asked = {name for text in expressions() for name in re.findall(r"panggil_\w+", text)}
    assert len(asked) >= 12
    assert asked <= samples.keys()


def test_every_label_that_is_asked_for_exists(samples: dict[str, list[dict[str, str]]]) -> None:
    """Of a metric's own labels; `instance` and `job` come from Prometheus."""
    for text in expressions():
        for name, selector in re.findall(r"(panggil_\w+)\{([^}]*)\}", text):
            labels = {label for row in samples[name] for label in row} | {"instance", "job"}
            assert set(re.findall(r"(\w+)\s*=~?", selector)) <= labels, text


def test_every_alert_says_what_is_wrong_and_what_to_do() -> None:
    """For somebody who is woken by it and has not read this project."""
    names = [rule["alert"] for rule in rules()]
    assert len(set(names)) == len(names) >= 8
    for rule in rules():
        assert rule["labels"]["severity"] in {"warning", "critical"}
        assert {"summary", "action"} <= rule["annotations"].keys()


def test_panels_lie_beside_each_other() -> None:
    """On Grafana's grid of 24 columns; no panel covers another."""
    taken: set[tuple[int, int]] = set()
    for panel in dashboard()["panels"]:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert max(x for x, _ in cells) < 24
        assert not cells & taken
        taken |= cells
