"""The audit log: who did what, in the transaction in which it was done."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from threading import Thread

import pytest

from display.accounts import AccountStore, LastAdmin, Session, SessionStore
from display.audit import Actor, AuditFilter, AuditLog, acting, current_actor, log, set_actor
from display.clock import iso_after
from display.journal import Counter, Journal
from tests.contract import rows
from tests.contract.rows import NOON
from tests.contract.test_accounts import ADMIN, TOKEN

RAHMA = Actor("rahma", "officer", "10.0.0.5")
THREE = Counter("3", "Loket 3", ("dukcapil",)).to_json()


@pytest.fixture(autouse=True)
def _nobody() -> None:
    set_actor(None)


def entries(journal: Journal, **wanted: object) -> list[log.AuditEntry]:
    """Return the newest entries first."""
    chosen = AuditFilter(**wanted)  # type: ignore[arg-type]
    return AuditLog(journal.database).entries("lahat", chosen, 100)


def test_what_somebody_did_is_written_with_what_changed(journal: Journal) -> None:
    """Who, from where, which event, of what, and the fields before and after."""
    journal.write("lahat", lambda tx: tx.append("counter.opened", {"counter": THREE}))
    closed = THREE | {"state": "closed", "reason": "Istirahat"}
    with acting(RAHMA):
        event = journal.write("lahat", lambda tx: tx.append("counter.closed", {"counter": closed}))
    (entry,) = entries(journal)
    assert (entry.who, entry.role, entry.address) == ("rahma", "officer", "10.0.0.5")
    assert (entry.what, entry.subject, entry.seq) == (
        "counter.closed",
        "Loket 3",
        event.seq,
    )
    assert entry.before == {"counter": {"state": "open", "reason": None}}
    assert entry.after == {"counter": {"state": "closed", "reason": "Istirahat"}}


def test_what_follows_from_a_step_of_a_ticket_is_no_entry_of_its_own(journal: Journal) -> None:
    """The ticket's step is written; that it is to be spoken stands in the journal."""

    def work(tx) -> None:
        tx.append("service.waiting", {"waiting": rows.waiting(count=3)})
        tx.append("ticket.called", {"call": rows.call()})
        tx.append("announcement.queued", {"announcement": rows.announcement("a1")})
        notice = rows.announcement("a2", kind="message", caption="Halo.")
        tx.append("announcement.queued", {"announcement": notice})
        tx.append("announcement.cancelled", {"announcement": rows.announcement("a1", "cancelled")})

    with acting(RAHMA):
        journal.write("lahat", work)
    assert [(entry.what, entry.subject) for entry in entries(journal)[::-1]] == [
        ("ticket.called", "B-012 → 3"),
        ("announcement.queued", "Halo."),
        ("announcement.cancelled", "Nomor"),
    ]


def test_what_is_new_has_no_before(journal: Journal) -> None:
    """All its fields that say something stand after."""
    with acting(RAHMA):
        journal.write("lahat", lambda tx: tx.append("counter.opened", {"counter": THREE}))
    (entry,) = entries(journal)
    assert entry.before is None
    assert entry.after is not None
    assert entry.after["counter"]["name"] == "Loket 3"
    assert "reason" not in entry.after["counter"]


def test_the_systems_own_events_are_not_audited(journal: Journal) -> None:
    """The event is there all the same."""
    journal.write("lahat", lambda tx: tx.append("counter.opened", {"counter": THREE}))
    assert entries(journal) == []
    assert current_actor() is None


def test_what_was_not_kept_was_not_done(journal: Journal) -> None:
    """A transaction that fails leaves neither event nor entry."""

    def work(tx) -> None:
        tx.append("counter.opened", {"counter": THREE})
        raise RuntimeError

    with acting(RAHMA), pytest.raises(RuntimeError):
        journal.write("lahat", work)
    assert entries(journal) == []


def test_an_actor_acts_in_their_own_thread(journal: Journal) -> None:
    """Others who write at the same time are not taken for them."""
    seen: list[Actor | None] = []
    with acting(RAHMA):
        other = Thread(target=lambda: seen.append(current_actor()))
        other.start()
        other.join()
    assert seen == [None]


def test_accounts_are_audited_without_their_secrets(
    journal: Journal, accounts: AccountStore, sessions: SessionStore
) -> None:
    """Users, tokens and sessions: added, changed, ended."""
    session = Session("s1", "e" * 64, "lahat", "u1", NOON, NOON, "10.0.0.5", "test")
    with acting(RAHMA):
        accounts.add_user(ADMIN)
        accounts.add_user(replace(ADMIN, id="u2", name="budi"))
        accounts.add_token(TOKEN)
        accounts.revoke_token("t1")
        sessions.add_session(replace(session, created_at=iso_after(0)))
        sessions.end_session("lahat", "s1")
        accounts.change_user(ADMIN, {"password_hash": "$new"}, "user.password_changed")
        accounts.change_user(ADMIN, {"role": "officer"}, "user.changed")
    found = entries(journal)[::-1]
    assert [(entry.what, entry.subject) for entry in found] == [
        ("user.added", "admin"),
        ("user.added", "budi"),
        ("token.added", "antrean"),
        ("token.revoked", "antrean"),
        ("session.started", "rahma"),
        ("session.ended", "admin"),
        ("user.password_changed", "admin"),
        ("user.changed", "admin"),
    ]
    for secret in (ADMIN.password_hash, TOKEN.digest, session.digest, "$new"):
        assert secret not in str(found)
    assert found[-1].before == {"user": {"role": "admin"}}
    assert found[-1].after == {"user": {"role": "officer"}}


def test_what_changes_nothing_is_not_audited(
    journal: Journal, accounts: AccountStore, sessions: SessionStore
) -> None:
    """A second revocation, the end of a session that is over."""
    accounts.add_token(replace(TOKEN, revoked_at=NOON))
    with acting(RAHMA):
        assert not accounts.revoke_token("t1")
        assert not sessions.end_session("lahat", "unknown")
    assert entries(journal) == []


def test_entries_are_chosen_by_person_kind_and_time(
    journal: Journal, accounts: AccountStore
) -> None:
    """And read page by page, newest first."""
    with acting(RAHMA):
        accounts.add_token(TOKEN)
    with acting(Actor("budi", "admin")):
        accounts.revoke_token("t1")
        accounts.add_user(ADMIN)
    assert [entry.what for entry in entries(journal)] == [
        "user.added",
        "token.revoked",
        "token.added",
    ]
    assert [entry.what for entry in entries(journal, who="rahma")] == ["token.added"]
    assert len(entries(journal, what="token.")) == 2
    assert entries(journal, what="%") == []
    newest = entries(journal)[0]
    assert len(entries(journal, before_id=newest.id)) == 2
    assert entries(journal, until=NOON) == []
    assert len(entries(journal, since=NOON)) == 3
    assert AuditLog(journal.database).people("lahat") == ["budi", "rahma"]
    assert AuditLog(journal.database).people("pagar-alam") == []


def test_the_log_is_bounded(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond so many entries, or after so many days, the oldest go."""
    monkeypatch.setattr(log, "_PRUNE_EVERY", 10)
    monkeypatch.setattr(log, "MOST_ENTRIES", 15)
    for number in range(30):
        AuditLog(journal.database).note("lahat", RAHMA, "session.refused", str(number))
    kept = [int(entry.subject) for entry in entries(journal)]
    assert kept == list(range(29, 14, -1))
    monkeypatch.setattr(log, "KEPT_DAYS", -1)
    for number in range(10):
        AuditLog(journal.database).note("lahat", RAHMA, "session.refused", str(number))
    assert entries(journal) == []


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 5000, "\n\x1b[31m", "=cmd"])
def test_whatever_a_name_holds_the_entry_is_kept(journal: Journal, text: str) -> None:
    """Nonsense that somebody typed at the door must be readable, and harm no database."""
    AuditLog(journal.database).note("lahat", Actor(text, "nobody", text), "session.refused", text)
    (entry,) = entries(journal)
    assert entry.who.isprintable()
    assert len(entry.who) <= 80


def test_the_last_admin_stays(journal: Journal, accounts: AccountStore) -> None:
    """Whatever is tried; and the refusal leaves everything as it was."""
    clerk = replace(ADMIN, id="u2", name="budi", role="clerk", counters=("3",))
    accounts.add_user(ADMIN)
    accounts.add_user(clerk)
    for changes in ({"disabled_at": NOON}, {"role": "clerk"}):
        with pytest.raises(LastAdmin):
            accounts.change_user(ADMIN, changes, "user.changed")
    assert accounts.find_user("lahat", "admin") == ADMIN
    assert accounts.change_user(clerk, {"role": "admin", "counters": None}, "user.changed")
    assert accounts.change_user(ADMIN, {"disabled_at": NOON}, "user.disabled")


def test_two_admins_cannot_disable_each_other(journal: Journal, accounts: AccountStore) -> None:
    """Asked at the same moment, one of them stays."""
    others = [replace(ADMIN, id=f"u{n}", name=f"admin{n}") for n in range(4)]
    for one in others:
        accounts.add_user(one)

    def disable(one) -> None:
        with contextlib.suppress(LastAdmin):
            accounts.change_user(one, {"disabled_at": NOON}, "user.disabled")

    threads = [Thread(target=disable, args=(one,)) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.disabled_at is None for one in accounts.users("lahat")) == 1
