"""Set-up of the loudspeakers: which output of the computer is the hall's."""

from __future__ import annotations

from flask import request
from werkzeug import Response

from display.hall.announcing import ZoneRequest, change_zone
from display.hall.health import check_pa
from display.journal import Zone
from display.web.console.forms import NOT_TAKEN, FormDraft, FormWords, done, find_row, is_sent
from display.web.console.frame import Family
from display.web.console.pages import SPEAKER
from display.web.edge.current import current_parts

blueprint = Family("speaker")
_WORDS = FormWords({"device": "Pilih perangkat dari daftar."})


@blueprint.page
def speaker() -> Response:
    """Show where the sound goes and who says so; take the choice of another output (422 if bad)."""
    if not is_sent():
        return _form(FormDraft({}))
    hall, given = current_parts().hall, {"device": request.form.get("device", "")}
    try:
        asked = ZoneRequest.model_validate(given)
    except NOT_TAKEN as error:
        return _form(_WORDS.refuse(given, error))
    change_zone(hall, hall.zone, asked)
    return done("Perangkat suara sudah disimpan.", SPEAKER)


def _form(draft: FormDraft) -> Response:
    parts = current_parts()
    zone = find_row(Zone, parts.hall.zone)
    holder = parts.speakers.holder
    known, told = holder.devices if holder else (), parts.speakers.describe()
    offered = [("", "Perangkat pertama yang terdengar", "Dipilih sendiri oleh komputernya.")]
    offered += [(name, name, "") for name in known]
    if zone.device and zone.device not in known:
        offered.append((zone.device, zone.device, "Tidak ditemukan sekarang."))
    return draft.show(
        "setup/speaker.html",
        devices=offered,
        chosen=zone.device,
        speaker=told,
        trouble=None if told["state"] == "ready" else check_pa(told, {}),
    )
