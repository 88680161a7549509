"""The page of the loudspeakers: where the sound goes, who says so, and another output."""

from __future__ import annotations

from dataclasses import replace

from display.hall.health import check_pa
from display.hall.hearing import EarRequest
from display.hall.playback.zone_settings import ZoneSettings
from display.journal import Announcement, Zone
from display.parts import Parts
from tests.display.hall.conftest import SpeakerDouble
from tests.security.staff import Staff

PAGE = "/console/pengaturan/pengeras-suara"


def sign_in(parts: Parts, **status: object) -> SpeakerDouble:
    """Let a speaker with two outputs be there."""
    speaker = SpeakerDouble(parts.speakers)
    speaker.sign_in()
    told = {"state": "ready", "device": "USB Audio", "devices": ["USB Audio", "HDMI"]}
    parts.speakers.receive(speaker, {"type": "status", "witness": "pulse", **told, **status})
    return speaker


def test_it_says_where_the_sound_goes_and_who_says_so(parts: Parts, officer: Staff) -> None:
    """Every output that could be chosen stands there."""
    sign_in(parts)
    page = officer.get(PAGE).text
    assert "Suara keluar di <b>USB Audio</b>" in page
    assert "Server suara komputer ikut memeriksa" in page
    assert 'value="HDMI"' in page


def test_where_nobody_can_say_staff_are_asked_to_listen(parts: Parts, officer: Staff) -> None:
    """No promise that nothing keeps."""
    sign_in(parts, witness="none")
    assert "dengarkan sendiri" in officer.get(PAGE).text


def test_a_silent_output_is_told_with_what_to_do(parts: Parts, officer: Staff) -> None:
    """The same words as on the page of now."""
    sign_in(parts, state="silent", reason="muted")
    page = officer.get(PAGE).text
    assert "dibisukan" in page
    assert "Bunyikan lagi" in page


def test_another_output_is_chosen(parts: Parts, officer: Staff) -> None:
    """Kept in the journal, and still offered when it is not there."""
    sign_in(parts)
    assert officer.post(PAGE, device="HDMI").headers["Location"] == PAGE
    (zone,) = parts.journal.snapshot(parts.hall.id)["zones"]
    assert zone["device"] == "HDMI"
    sign_in(parts, devices=["USB Audio"])
    parts.speakers.disconnect(parts.speakers.holder.link)
    page = officer.get(PAGE).text
    assert "Tidak ditemukan sekarang" in page


def the_zone_of(parts: Parts) -> Zone:
    """The zone as the journal has it."""
    return parts.hall.read(lambda tx: tx.get(Zone, parts.hall.zone))


def test_staff_allow_outputs_to_stand_in(parts: Parts, officer: Staff) -> None:
    """The hall's own is none of them; the speaker is told, and the page and health say who does."""
    there = sign_in(parts)
    officer.post(PAGE, device="USB Audio", fallback_devices=["USB Audio", "HDMI"])
    (zone,) = parts.journal.snapshot(parts.hall.id)["zones"]
    assert (zone["device"], zone["fallback_devices"]) == ("USB Audio", ["HDMI"])
    ZoneSettings().tell(parts.speakers.holder, the_zone_of(parts))
    told = [message for message in there.told if message["type"] == "output"]
    assert (told[-1]["device"], told[-1]["fallback_devices"]) == ("USB Audio", ["HDMI"])
    status = {"type": "status", "state": "ready", "device": "HDMI", "fallback": True}
    parts.speakers.receive(there, status)
    assert "sebagai pengganti" in officer.get(PAGE).text
    finding = check_pa(parts.speakers.describe(), {})
    assert (finding.state, "HDMI menggantikannya" in finding.sentence) == ("warn", True)
    assert officer.post(PAGE, device="USB Audio").status_code == 303  # none is chosen now
    (zone,) = parts.journal.snapshot(parts.hall.id)["zones"]
    assert zone["fallback_devices"] == []


def test_a_name_that_no_output_has_is_refused(parts: Parts, officer: Staff) -> None:
    """The field is named; nothing is changed."""
    answer = officer.post(PAGE, device="x" * 121)
    assert answer.status_code == 422
    assert "Pilih perangkat dari daftar." in answer.text
    (zone,) = parts.journal.snapshot(parts.hall.id)["zones"]
    assert zone["device"] == ""


def test_asking_for_the_head_of_the_page_changes_nothing(parts: Parts, officer: Staff) -> None:
    """HEAD brings no CSRF token and is no form that was sent."""
    sign_in(parts)
    officer.post(PAGE, device="HDMI")
    assert officer.client.head(PAGE).status_code == 200
    (zone,) = parts.journal.snapshot(parts.hall.id)["zones"]
    assert zone["device"] == "HDMI"


def hear(parts: Parts, **more: object) -> None:
    """Let an ear report."""
    told = {"name": "aula", "state": "listening", "microphone": "Mikrofon USB", **more}
    parts.ears.take(EarRequest.model_validate(told))


def test_without_a_microphone_it_says_how_to_get_one(officer: Staff) -> None:
    """And what it would be good for."""
    page = officer.get(PAGE).text
    assert "Belum ada mikrofon" in page
    assert "panggil listen" in page
    assert "Mikrofon memang dilepas" not in page


def test_the_ear_is_told_with_what_is_kept_of_it(parts: Parts, officer: Staff) -> None:
    """Its microphone, where it is, and that figures are all that is kept."""
    hear(parts)
    page = officer.get(PAGE).text
    assert "Mikrofon USB, di komputer aula" in page
    assert "Tidak ada suara yang direkam" in page
    hear(parts, state="no_microphone")
    assert "tidak ditemukan" in officer.get(PAGE).text


def test_the_last_levels_stand_beside_the_target(parts: Parts, officer: Staff) -> None:
    """How loud over the noise, newest first."""
    hear(parts)
    call = Announcement("a", "a", "call", "call", "main", "finished", "B-001")
    for number, level_db in enumerate((3.5, 8.0), 1):
        heard = {"heard": True, "over_noise_db": level_db, "heard_delay_ms": 90}
        began = f"2026-01-05T02:0{number}:00.000Z"
        row = replace(call, id=str(number), started_at=began, ended_at=began, **heard)
        parts.hall.write(
            lambda tx, row=row: tx.append("announcement.finished", {"announcement": row.to_json()})
        )
    page = officer.get(PAGE).text
    assert "6 sampai 10 dB" in page
    assert page.index("8,0 dB\n") < page.index("3,5 dB\n")


def test_an_ear_that_is_gone_can_be_taken_away(parts: Parts, officer: Staff) -> None:
    """Else its absence would be a fault for ever."""
    hear(parts)
    parts.ears._ear = None
    assert "Mikrofon memang dilepas" in officer.get(PAGE).text
    assert officer.post(f"{PAGE}/mikrofon/lepas").headers["Location"] == PAGE
    assert parts.ears.is_expected is False


def test_the_volume_follows_within_limits(parts: Parts, officer: Staff) -> None:
    """Off by default; what contradicts itself is refused beside its field."""

    def zone() -> dict[str, object]:
        return parts.journal.snapshot(parts.hall.id)["zones"][0]

    assert zone()["follows_noise"] is False
    address = f"{PAGE}/volume"
    given = {"follows_noise": "ya", "quietest": "50", "loudest": "90"}
    assert officer.post(address, **given).headers["Location"] == PAGE
    assert (zone()["follows_noise"], zone()["quietest"], zone()["loudest"]) == (True, 50, 90)
    for wrong in ({"quietest": "95"}, {"loudest": ""}, {"quietest": "0"}):
        answer = officer.post(address, **{**given, **wrong})
        assert answer.status_code == 422
        assert 'class="error"' in answer.text
    officer.post(address, quietest="50", loudest="90")
    assert zone()["follows_noise"] is False


def test_the_volume_goes_by_the_time_of_day(parts: Parts, officer: Staff) -> None:
    """Written as people write it, shown so again, and ended by an empty field."""
    by_hour = f"{PAGE}/volume-jam"
    assert officer.post(by_hour, volume_by_hour="12.00 80%, 7.00 60").status_code == 303
    assert the_zone_of(parts).volume_by_hour == {"12:00": 80, "07:00": 60}
    assert "07.00 60, 12.00 80" in officer.get(PAGE).text
    for wrong in ("7 pagi pelan", "07.00", "07.00 500"):
        answer = officer.post(by_hour, volume_by_hour=wrong)
        assert (answer.status_code, "Tulis misalnya 07.00 60" in answer.text) == (422, True)
        assert wrong in answer.text
    officer.post(by_hour, volume_by_hour="")
    assert the_zone_of(parts).volume_by_hour == {}
