"""Jadwal and Hari libur: plain forms that work without a script."""

from __future__ import annotations

import re
from datetime import timedelta

from display.clock import now
from display.hall.schedule import read_timeline
from display.journal import Holiday, ScheduleEntry
from display.parts import Parts
from tests.security.staff import Staff

FLAGS = {"enabled", "chime", "hold_calls", "on_closed_days", "weekdays"}
SCHEDULE, HOLIDAYS = "/console/pengaturan/jadwal", "/console/pengaturan/hari-libur"


def test_an_entry_is_made_as_staff_write_it(parts: Parts, officer: Staff) -> None:
    """Times with a point, days by their boxes, a template's fields in a line."""
    form = {"name": "Nomor terakhir", "template": "nomor-terakhir", "at": "14.00"}
    refused = officer.post(f"{SCHEDULE}/baru", **form, enabled="ya", chime="ya")
    assert refused.status_code == 422
    assert "jam=" in refused.text
    form |= {"fields": "jam=14.30", "weekdays": "mon", "enabled": "ya", "chime": "ya"}
    assert officer.post(f"{SCHEDULE}/baru", **form).headers["Location"] == SCHEDULE
    (row,) = parts.hall.read(lambda tx: tx.all(ScheduleEntry))
    assert (row.id, row.at, row.weekdays) == ("nomor-terakhir", "14:00", ("mon",))
    assert row.fields == {"jam": "14.30"}
    shown = officer.get(SCHEDULE).text
    assert "Senin, pukul 14.00" in shown
    assert officer.post(f"{SCHEDULE}/{row.id}", **{**form, "at": "25.00"}).status_code == 422
    assert 'value="14.00"' in officer.get(f"{SCHEDULE}/{row.id}").text
    officer.post(f"{SCHEDULE}/{row.id}/hapus")
    assert not parts.hall.read(lambda tx: tx.all(ScheduleEntry))


def test_one_occurrence_is_skipped_from_the_day(parts: Parts, officer: Staff) -> None:
    """And the day tells by whom."""
    form = {"name": "Buka", "at": "23.59", "text": "Silakan menuju loket 9.", "enabled": "ya"}
    officer.post(f"{SCHEDULE}/baru", **form)
    today = (now() + timedelta(hours=7)).date()
    due = f"{today + timedelta(days=1)}T23:59"
    officer.post(f"{SCHEDULE}/buka/waktu/{due}", langkah="lewati")
    (item,) = parts.hall.read(lambda tx: read_timeline(tx, today + timedelta(days=1)))["items"]
    assert (item["state"], item["reason"]) == ("skipped", "staff")
    assert "dilewati: oleh petugas" in officer.get(f"{SCHEDULE}?hari=besok").text


def test_a_holiday_is_added_and_taken_away(parts: Parts, officer: Staff) -> None:
    """Written as people write dates."""
    form = {"day": "9-12-2099", "name": "Pemilihan kepala daerah"}
    assert officer.post(HOLIDAYS, **{**form, "day": "31-2-2099"}).status_code == 422
    assert officer.post(HOLIDAYS, **form).headers["Location"] == HOLIDAYS
    (row,) = parts.hall.read(lambda tx: tx.all(Holiday))
    assert (row.day, row.closed) == ("2099-12-09", True)
    assert "Rabu, 9 Des 2099" in officer.get(HOLIDAYS).text
    officer.post(f"{HOLIDAYS}/2099-12-09/hapus")
    assert not parts.hall.read(lambda tx: tx.all(Holiday))


def test_what_most_halls_say_is_suggested_until_it_is_there(parts: Parts, officer: Staff) -> None:
    """Each as a form that is filled in: sent as it stands it is taken."""
    page = officer.get(SCHEDULE).text
    keys = re.findall(r"usulan=([a-z]+)", page)
    assert keys == ["buka", "lagu", "istirahat", "jumat", "nomor", "tutup"]
    for key in keys:
        form = officer.get(f"{SCHEDULE}/baru?usulan={key}").text
        filled = dict(re.findall(r'name="([a-z_]+)"[^>]*? value="([^"]*)"', form))
        chosen = re.findall(r'<select[^>]*name="([a-z_]+)".*?value="([^"]*)" selected', form, re.S)
        ticked = re.findall(r'name="([a-z_]+)" value="([a-z]+)" checked', form)
        sent = {**filled, **dict(chosen)}
        sent = {name: sent[name] for name in sent.keys() - {"csrf_token", *FLAGS}} | dict(ticked)
        assert officer.post(f"{SCHEDULE}/baru", **sent).status_code == 303, key
    assert "usulan=" not in officer.get(SCHEDULE).text
