"""The views by which staff steer the hall's voice: hold, zone, templates, faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, g

from display.hall import FollowUpRequest, Outcome
from display.hall.announcing import (
    HoldRequest,
    TemplateRequest,
    ZoneRequest,
    change_zone,
    describe_template,
    hold_calls,
    list_templates,
    remove_template,
    resume_calls,
    set_template,
)
from display.hall.faults import AcknowledgeRequest, acknowledge_fault
from display.web.api.operations import API
from display.web.edge.request_body import read_request
from display.web.edge.responses import check_id, fresh

if TYPE_CHECKING:
    from display.journal import Template, Zone
    from display.parts import Parts


def steering_blueprint(parts: Parts) -> Blueprint:
    """Return the routes of hold and resume, zones, templates and faults."""
    blueprint = Blueprint("steering", __name__, url_prefix=API)
    _route_zone(blueprint, parts)
    _route_templates(blueprint, parts)

    @blueprint.post("/faults/acknowledge")
    def acknowledge() -> Response:
        taken = acknowledge_fault(parts.hall, read_request(AcknowledgeRequest), _who_asks())
        return fresh(seq=taken.seq, fault=taken.thing.to_json())

    return blueprint


def _route_zone(blueprint: Blueprint, parts: Parts) -> None:
    @blueprint.post("/hold")
    def hold() -> Response:
        return _zone(hold_calls(parts.hall, read_request(HoldRequest, required=False), _who_asks()))

    @blueprint.post("/resume")
    def resume() -> Response:
        return _zone(resume_calls(parts.hall, read_request(FollowUpRequest, required=False)))

    @blueprint.put("/zones/<zone_id>")
    def change(zone_id: str) -> Response:
        check_id(zone_id, "zone")
        return _zone(change_zone(parts.hall, zone_id, read_request(ZoneRequest)))


def _route_templates(blueprint: Blueprint, parts: Parts) -> None:
    @blueprint.get("/templates")
    def show() -> Response:
        return fresh(templates=parts.hall.read(list_templates))

    @blueprint.put("/templates/<template_id>")
    def write(template_id: str) -> Response:
        return _template(set_template(parts.hall, template_id, read_request(TemplateRequest)))

    @blueprint.delete("/templates/<template_id>")
    def take_away(template_id: str) -> Response:
        return _template(remove_template(parts.hall, template_id))


def _who_asks() -> str:
    """Return the name under which somebody asks: a person's, else that of the token."""
    person = g.get("person")
    return str(person.name if person else g.grant.name)


def _zone(change: Outcome[Zone]) -> Response:
    return fresh(seq=change.seq, zone=change.thing.to_json())


def _template(change: Outcome[Template | None]) -> Response:
    described = describe_template(change.thing) if change.thing else None
    return fresh(201 if change.created else 200, seq=change.seq, template=described)
