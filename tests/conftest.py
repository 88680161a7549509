"""What every test shares."""

from __future__ import annotations

import gc
import os

import pytest

from tests.browser.chromium import close_chromium
from tests.cheap_passwords import hash_cheaply
from tests.compiled_routes import keep_compiled_routes
from tests.compiled_templates import keep_compiled_templates
from tests.quick_commits import commit_for_real, commit_quickly

# Nothing here may find a sound device, a proxy or a setting of the machine it runs on.
for _name in [name for name in os.environ if name.startswith(("PANGGIL_", "SDL_"))]:
    del os.environ[_name]
# Every process that a test starts would compile the hall's source anew: 0.8 s for a server.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

#: Where halls and sound servers run as long as a call sounds: their processes mostly wait.
IN_REAL_TIME = ("tests/acceptance/", "tests/audio/speaker/", "tests/audio/ear/")

keep_compiled_templates()
keep_compiled_routes()
# Not a fixture: halls that a module or the session shares are opened before those of a test.
commit_quickly(pytest.MonkeyPatch())


@pytest.fixture(autouse=True)
def _cheap_passwords(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test pay for passwords but one that is marked ``real_passwords``."""
    if request.node.get_closest_marker("real_passwords") is None:
        hash_cheaply(monkeypatch)


@pytest.fixture(autouse=True)
def _real_commits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test that is marked ``real_commits`` wait for the disk."""
    if request.node.get_closest_marker("real_commits") is not None:
        commit_for_real(monkeypatch)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the halls that run in real time: at the end the other processes would wait.

    The pages follow one another, in one Chromium per process. What is long may take its time.
    """
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.timeout(1800))
    items.sort(key=lambda item: (not item.nodeid.startswith(IN_REAL_TIME), not _has_pages(item)))


def _has_pages(item: pytest.Item) -> bool:
    return item.nodeid.startswith(("tests/browser/", "tests/console/"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Close Chromium where no test needs it."""
    if not _has_pages(item):
        close_chromium()


def pytest_sessionfinish() -> None:
    """Leave no Chromium behind."""
    close_chromium()


def pytest_collection_finish() -> None:
    """Let no collection of garbage look through all the tests again: they stay to the end."""
    gc.freeze()
