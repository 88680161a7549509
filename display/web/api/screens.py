"""The screens: a code for one that is nobody's, and what staff do with those that are claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from display.hall import FollowUpRequest
from display.hall.screens import ClaimRequest, CollectRequest, ScreenRequest
from display.web.api.description.operation import (
    API,
    IDEMPOTENT,
    OPEN,
    READS,
    WRITES,
    Operation,
    summary_of,
)
from display.web.api.schemas.screens import (
    CodeAnswer,
    ScreenChangeAnswer,
    ScreensAnswer,
    WelcomeAnswer,
)
from display.web.edge.address import check_id
from display.web.edge.current import asker_name, current_parts
from display.web.edge.request_body import read_request
from display.web.edge.responses import fresh

if TYPE_CHECKING:
    from display.hall import Outcome
    from display.journal import Screen

blueprint = Blueprint("screens_api", __name__, url_prefix=f"{API}/screens")


@blueprint.get("")
def show() -> Response:
    """The screens that staff have claimed."""
    return fresh(screens=[screen.to_json() for screen in current_parts().screens.all()])


@blueprint.post("")
def claim() -> Response:
    """Claim the screen that shows a code."""
    asked = read_request(ClaimRequest)
    return _answer(
        current_parts().screens.claim(asked, asker_name(), request.remote_addr or "?"),
    )


@blueprint.post("/codes")
def issue() -> Response:
    """A code for a screen to show.

    Asked by the screen's page itself, while nobody has claimed it.
    """
    issued = current_parts().screens.issue_code(request.remote_addr or "?")
    return fresh(201, secret=issued.secret, code=issued.code, expires_in_s=issued.expires_in_s)


@blueprint.post("/token")
def collect() -> Response:
    """What became of a screen's code; once it is claimed, with the screen's token."""
    welcome = current_parts().screens.collect(read_request(CollectRequest).secret)
    screen = welcome.screen.to_json() if welcome.screen else None
    return fresh(state=welcome.state, token=welcome.token, screen=screen)


@blueprint.put("/<screen_id>")
def change(screen_id: str) -> Response:
    """Change what a screen is called, and how it shows the hall."""
    check_id(screen_id, "screen")
    return _answer(current_parts().screens.change(screen_id, read_request(ScreenRequest)))


@blueprint.post("/<screen_id>/identify")
def identify(screen_id: str) -> Response:
    """Let a screen show its name, large, for ten seconds."""
    check_id(screen_id, "screen")
    asked = read_request(FollowUpRequest, required=False)
    return _answer(current_parts().screens.order(screen_id, "identified", asked))


@blueprint.post("/<screen_id>/reload")
def reload(screen_id: str) -> Response:
    """Let a screen load its page again, as soon as no call is going on."""
    check_id(screen_id, "screen")
    asked = read_request(FollowUpRequest, required=False)
    return _answer(current_parts().screens.order(screen_id, "reloaded", asked))


@blueprint.delete("/<screen_id>")
def revoke(screen_id: str) -> Response:
    """Revoke a screen: within five seconds it is nobody's again."""
    check_id(screen_id, "screen")
    revoked = current_parts().screens.revoke(screen_id)
    return fresh(seq=revoked.seq, screen=None)


def _answer(outcome: Outcome[Screen]) -> Response:
    status = 201 if outcome.created else 200
    return fresh(status, seq=outcome.seq, screen=outcome.thing.to_json())


def _order(name: str, summary: str) -> Operation:
    return Operation(
        "POST",
        f"{API}/screens/<screen_id>/{name}",
        ("announcements",),
        summary,
        f"The order is an event of the journal: a screen hears it by whatever way. {IDEMPOTENT}",
        asks=FollowUpRequest,
        body_required=False,
        answers=ScreenChangeAnswer,
        statuses=((200, "Told."),),
        problems=(*WRITES, 404, 409),
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET",
        f"{API}/screens",
        ("read", "announcements"),
        summary_of(show),
        "By name.",
        answers=ScreensAnswer,
        problems=READS,
    ),
    Operation(
        "POST",
        f"{API}/screens",
        ("announcements",),
        summary_of(claim),
        f"After five wrong codes of one asker or address: 429 `too_often`. {IDEMPOTENT}",
        asks=ClaimRequest,
        answers=ScreenChangeAnswer,
        statuses=((201, "Claimed."), (200, "Claimed before, with this key.")),
        problems=(*WRITES, 409),
    ),
    Operation(
        "POST",
        f"{API}/screens/codes",
        (OPEN,),
        summary_of(issue),
        "It holds for ten minutes. People read it off the screen, and staff claim it.",
        answers=CodeAnswer,
        statuses=((201, "A new code."),),
        problems=(429, 503),
    ),
    Operation(
        "POST",
        f"{API}/screens/token",
        (OPEN,),
        summary_of(collect),
        "Asked again within the code's time it gives a new token, and the one before is void.",
        asks=CollectRequest,
        answers=WelcomeAnswer,
        problems=(400, 413, 415, 422, 503),
    ),
    Operation(
        "PUT",
        f"{API}/screens/<screen_id>",
        ("announcements",),
        summary_of(change),
        f"What is not given stays; the screen shows it at once. {IDEMPOTENT}",
        asks=ScreenRequest,
        answers=ScreenChangeAnswer,
        statuses=((200, "Changed, now or before."),),
        problems=(*WRITES, 404, 409),
    ),
    Operation(
        "DELETE",
        f"{API}/screens/<screen_id>",
        ("announcements",),
        summary_of(revoke),
        "Its token opens nothing any more; its page shows a code again.",
        answers=ScreenChangeAnswer,
        statuses=((200, "Revoked."),),
        problems=(401, 403, 404, 413, 429, 503),
    ),
    _order("identify", summary_of(identify)),
    _order("reload", summary_of(reload)),
)
