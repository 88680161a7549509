"""Servers that make their first start on one empty database at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from display.accounts import AccountStore, TokenCheck
from display.journal import Counter, Journal, Service, Template, open_journal
from display.server import _first_start
from display.settings import load_settings
from tests.contract.postgresql import new_database


def together(monkeypatch: pytest.MonkeyPatch, owner: type[Any], name: str) -> None:
    """Let both servers see what a question answers before either goes on."""
    ask: Callable[..., Any] = getattr(owner, name)
    barrier = Barrier(2, timeout=60)

    def asked(*given: Any) -> Any:
        answer = ask(*given)
        barrier.wait()
        return answer

    monkeypatch.setattr(owner, name, asked)


@pytest.mark.parametrize("chosen", ["", "pgl_a-token-that-the-installer-chose"])
def test_one_of_them_furnishes_the_hall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    """The hall is there once, and what was shown to the installer is good; both servers start."""
    together(monkeypatch, Journal, "halls")
    together(monkeypatch, AccountStore, "users")
    with new_database() as url:
        settings = replace(load_settings({}), data=tmp_path, database_url=url, api_token=chosen)

        def start(_: int) -> tuple[bool, str | None, str | None]:
            journal = open_journal(url)
            try:
                return _first_start(settings, journal)
            finally:
                journal.close()

        with ThreadPoolExecutor(2) as servers:
            shown = sorted(servers.map(start, range(2)), reverse=True)
        assert [first for first, *_ in shown] == [True, False]
        assert shown[1] == (False, None, None)
        monkeypatch.undo()
        journal = open_journal(url)
        accounts, hall = AccountStore(journal.database), settings.hall
        assert [user.name for user in accounts.users(hall)] == ["admin"]
        valid = [token for token in accounts.tokens(hall) if not token.revoked_at]
        assert len(valid) == 1
        assert TokenCheck(accounts, hall).find(chosen or str(shown[0][2]))
        rows = journal.read(
            hall, lambda tx: [tx.all(kind) for kind in (Service, Counter, Template)]
        )
        assert all(rows)
        journal.close()
