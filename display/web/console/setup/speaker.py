"""Set-up of the loudspeakers: which output of the computer is the hall's."""

from __future__ import annotations

from flask import request
from pydantic import ValidationError
from werkzeug import Response

from display.hall.announcing import ZoneRequest, change_zone
from display.hall.health import check_pa
from display.journal import Zone
from display.web.console.forms import Errors, done, explain_invalid, find_row, status_of
from display.web.console.frame import console_blueprint, show
from display.web.console.pages import SPEAKER
from display.web.edge.current import current_parts

blueprint = console_blueprint("speaker")
_WRONG = {"device": "Pilih perangkat dari daftar."}


@blueprint.route("/pengaturan/pengeras-suara", methods=["GET", "POST"])
def speaker() -> Response:
    """Show where the sound goes and who says so; take the choice of another output (422 if bad)."""
    if request.method == "GET":
        return _form({})
    hall = current_parts().hall
    try:
        asked = ZoneRequest.model_validate({"device": request.form.get("device", "")})
    except ValidationError as error:
        return _form(explain_invalid(error, _WRONG))
    change_zone(hall, hall.zone, asked)
    return done("Perangkat suara sudah disimpan.", SPEAKER)


def _form(errors: Errors) -> Response:
    parts = current_parts()
    zone = find_row(parts, Zone, parts.hall.zone)
    holder = parts.speakers.holder
    known, told = holder.devices if holder else (), parts.speakers.describe()
    offered = [("", "Perangkat pertama yang terdengar", "Dipilih sendiri oleh komputernya.")]
    offered += [(name, name, "") for name in known]
    if zone.device and zone.device not in known:
        offered.append((zone.device, zone.device, "Tidak ditemukan sekarang."))
    return show(
        "setup/speaker.html",
        status_of(errors),
        errors=errors,
        devices=offered,
        chosen=zone.device,
        speaker=told,
        trouble=None if told["state"] == "ready" else check_pa(told, {}),
    )
