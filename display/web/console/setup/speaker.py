"""Set-up of the loudspeakers: the hall's output, its ear, and a volume that follows the noise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypedDict

from flask import request
from werkzeug import Response
from werkzeug.exceptions import NotFound

from display.finding import Finding
from display.hall import MAIN_ZONE
from display.hall.announcing import ZoneRequest, change_zone
from display.hall.health import check_ear, check_pa, decibels
from display.hall.hearing import TARGET_DB
from display.hall.playback import SpeakerRow, SpeakingZone
from display.journal import Zone
from display.web.console.forms import NOT_TAKEN, FormDraft, FormWords, done, find_row, is_sent
from display.web.console.frame import Family
from display.web.console.pages import SPEAKER
from display.web.edge.current import current_parts

blueprint = Family("speaker")
_WORDS = FormWords(
    {
        "device": "Pilih perangkat dari daftar.",
        "fallback_devices": "Pilih paling banyak 8 perangkat dari daftar.",
        "quietest": "Isi volume paling kecil: 5 sampai 100 persen.",
        "volume_by_hour": "Tulis misalnya 07.00 60, 12.00 80: 5 sampai 100, paling banyak 12.",
        "loudest": "Isi volume paling besar: 5 sampai 100 persen.",
    },
    {"above_loudest": "Volume paling kecil tidak boleh melebihi volume paling besar."},
)
_LAST = 5
_NOT_FOUND = "Tidak ditemukan sekarang."
_STATES = {
    "ready": ("good", "siap"),
    "playing": ("good", "siap"),
    "starting": ("warn", "sedang dimulai"),
    "no_device": ("bad", "tanpa perangkat suara"),
}


class _Heard(TypedDict):
    """One announcement that the ear heard: when, how loud over the noise, how late."""

    at: str
    level: str
    delay_ms: int | None
    fits: bool


class _SpeakerView(TypedDict):
    """A machine that speaks or stands by; ``id`` is "" for one that cannot be asked to speak.

    ``main``: staff chose it.
    """

    id: str
    name: str
    dot: str
    state: str
    place: str
    device: str
    main: bool


class _EarView(TypedDict):
    """The ear as the page shows it; ``found`` is how it is, None where the hall has none."""

    found: Finding | None
    microphone: str
    place: str
    absent: bool
    level: str
    last: list[_Heard]


@blueprint.page
def speaker() -> Response:
    """Show where the sound goes and who says so; take the choice of another output (422 if bad)."""
    if not is_sent():
        return _form(FormDraft({}))
    device, others = request.form.get("device", ""), request.form.getlist("fallback_devices")
    allowed = [each for each in others if each != device]
    given: dict[str, object] = {"device": device, "fallback_devices": allowed}
    return _change(given, "Perangkat suara sudah disimpan.")


@blueprint.page
def follow_noise() -> Response:
    """Let the volume follow the hall's noise within limits, or stay as it is (422 if bad)."""
    follows = "follows_noise" in request.form
    given: dict[str, object] = {"follows_noise": follows}
    for limit in ("quietest", "loudest"):
        given[limit] = request.form.get(limit, "").strip()
    words = "Volume mengikuti kebisingan." if follows else "Volume tetap seperti yang disetel."
    return _change(given, words)


@blueprint.page
def by_hour() -> Response:
    """Set the volume by time of day; an empty field ends it (422 with what is wrong)."""
    written = request.form.get("volume_by_hour", "").strip()
    parts = [each.split() for each in re.split(r"[,;\n]", written) if each.strip()]
    if any(len(each) != 2 for each in parts):
        words = _WORDS.words_for("volume_by_hour", "")
        return _form(FormDraft({"volume_by_hour": written}, {"volume_by_hour": words}))
    plan = {at: percent.rstrip("%") for at, percent in parts}
    words = "Volume menurut jam sudah disimpan." if plan else "Volume tidak lagi menurut jam."
    return _change({"volume_by_hour": plan}, words, {"volume_by_hour": written})


@blueprint.page
def use(speaker_id: str) -> Response:
    """Let another of the connected speakers speak; one that has gone meanwhile is told (422)."""
    name = _asked_zone().speakers.ask_for(speaker_id)
    if name is None:
        return _form(FormDraft({}, {"speaker": "Komputer itu tidak tersambung lagi."}))
    return _change({"speaker": name}, f"{name} menjadi pengeras suara.")


@blueprint.page
def release() -> Response:
    """Take note that the hall has no microphone any more."""
    current_parts().ears.release()
    return done("Ruangan ini tidak lagi memakai mikrofon.", SPEAKER)


def _change(
    given: dict[str, object], words: str, typed: Mapping[str, object] | None = None
) -> Response:
    zone = _asked_zone()
    try:
        change_zone(current_parts().hall, zone.id, ZoneRequest.model_validate(given))
    except NOT_TAKEN as error:
        return _form(_WORDS.refuse(typed or given, error))
    return done(words, SPEAKER if zone.id == MAIN_ZONE else f"{SPEAKER}?zona={zone.id}")


def _asked_zone() -> SpeakingZone:
    """Return the zone that the address names (``?zona=``), the first one unless it names any."""
    zone = current_parts().zones.find(request.args.get("zona") or MAIN_ZONE)
    if zone is None:
        raise NotFound
    return zone


def _form(draft: FormDraft) -> Response:
    at_work = _asked_zone()
    zone, desk = find_row(Zone, at_work.id), at_work.speakers
    holder = desk.holder
    known, told = holder.devices if holder else (), desk.describe()
    offered = [("", "Perangkat pertama yang terdengar", "Dipilih sendiri oleh komputernya.")]
    offered += [(name, name, "") for name in known]
    if zone.device and zone.device not in known:
        offered.append((zone.device, zone.device, _NOT_FOUND))
    # Those that staff allow stand first, in their order; the hall's own can stand in for nobody.
    names = dict.fromkeys((*zone.fallback_devices, *known))
    others = [(each, each, "" if each in known else _NOT_FOUND) for each in names]
    return draft.show(
        "setup/speaker.html",
        devices=offered,
        chosen=zone.device,
        others=[each for each in others if each[0] != zone.device],
        speaker=told,
        machines=_view_speakers(desk.rows(), zone),
        trouble=None if told["state"] == "ready" else check_pa(told, {}),
        zone=zone,
        plan=", ".join(
            f"{at.replace(':', '.')} {percent}"
            for at, percent in sorted(zone.volume_by_hour.items())
        ),
        zona=None if zone.id == MAIN_ZONE else zone.id,
        several=len(list(current_parts().zones)) > 1,
        ear=_view_ear() if zone.id == MAIN_ZONE else None,
        target=TARGET_DB,
    )


def _view_speakers(rows: list[SpeakerRow], zone: Zone) -> list[_SpeakerView]:
    """Return the connected speakers, and the chosen one also while it is away."""
    views: list[_SpeakerView] = []
    for row in rows:
        dot, state = _STATES.get(row["state"], ("bad", "tidak dapat bersuara"))
        role = "bersuara" if row["speaks"] else "siaga"
        views.append(
            {
                "id": "" if row["speaks"] else row["id"],
                "name": row["name"],
                "dot": dot,
                "state": f"{role}, {state}",
                "place": row["address"],
                "device": row["device"] or "",
                "main": row["name"] == zone.speaker,
            }
        )
    if zone.speaker and zone.speaker not in {row["name"] for row in rows}:
        away: _SpeakerView = {
            "id": "",
            "name": zone.speaker,
            "dot": "bad",
            "state": "tidak tersambung",
            "place": "",
            "device": "",
            "main": True,
        }
        views.append(away)
    return views


def _view_ear() -> _EarView:
    ears = current_parts().ears
    ear, hearing = ears.ear, ears.hearing()
    median_db = hearing.over_noise_db
    lowest, highest = TARGET_DB
    last: list[_Heard] = [
        {
            "at": each.at,
            "level": decibels(each.over_noise_db),
            "delay_ms": each.delay_ms,
            "fits": lowest <= each.over_noise_db <= highest,
        }
        for each in hearing.levels[: -_LAST - 1 : -1]
    ]
    return {
        "found": check_ear(ears) if ears.is_expected else None,
        "microphone": ear.microphone if ear else "",
        "place": ear.name if ear else "",
        "absent": ear is None,
        "level": decibels(median_db) if median_db is not None else "",
        "last": last,
    }
