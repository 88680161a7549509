"""The page of backups: which there are, one more, and one to take along."""

from __future__ import annotations

import pytest

from display.audit import AuditFilter
from display.backup import free_name
from display.clock import now
from display.hall.backups import PlaceResult
from display.parts import Parts
from tests.security.staff import Staff

BACKUPS = "/console/pengaturan/cadangan"


def test_a_backup_is_listed_and_taken_along_and_the_audit_log_knows(
    parts: Parts, admin: Staff
) -> None:
    """Its bytes, under its name, kept by no cache."""
    name = free_name("lahat", now())
    parts.backups.folder.mkdir()
    (parts.backups.folder / name).write_bytes(b"PK" * 1000)
    assert name in admin.get(BACKUPS).text
    answer = admin.get(f"{BACKUPS}/{name}")
    assert answer.data == b"PK" * 1000
    assert name in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    (entry,) = parts.audit.entries(parts.hall.id, AuditFilter(what="backup."), 9)
    assert (entry.who, entry.what, entry.subject) == ("admin", "backup.downloaded", name)


def test_one_more_is_asked_for(parts: Parts, admin: Staff) -> None:
    """The page says that it is being made; the audit log who wanted it."""
    assert admin.post(f"{BACKUPS}/buat").status_code == 303
    assert "Sedang dibuat" in admin.get(BACKUPS).text
    assert parts.backups.state().running
    (entry,) = parts.audit.entries(parts.hall.id, AuditFilter(what="backup."), 9)
    assert entry.what == "backup.asked"


def test_why_there_is_none_is_said_in_words_of_the_staff(parts: Parts, admin: Staff) -> None:
    """And in those of the system, for who helps them."""
    parts.backups._results = (PlaceResult("second", "gone", "/mnt/usb cannot be used."),)
    page = admin.get(BACKUPS).text
    assert "Apakah drive atau jaringannya tersambung?" in page
    assert "/mnt/usb cannot be used." in page


@pytest.mark.parametrize("name", ["x.zip", "..%2Fpanggil.db", "panggil.db", ".reserve"])
def test_nothing_but_a_backup_comes_out(parts: Parts, admin: Staff, name: str) -> None:
    """A name that is no backup's: 404."""
    assert admin.get(f"{BACKUPS}/{name}").status_code == 404
