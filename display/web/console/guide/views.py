"""The pages of the first set-up: the list of its steps, and the test call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from flask import redirect, request
from werkzeug import Response

from display.hall import outcome_text
from display.hall.health import check_pa
from display.hall.morning_check import begin_test_call
from display.hall.setup import STEPS, StepState, close_guide, mark_step, open_guide
from display.journal import Announcement, Zone
from display.web.console.forms import FormDraft, done, find_row, is_sent
from display.web.console.frame import Family, show
from display.web.console.guide.steps import WORDS, StepWords, current_guide
from display.web.console.pages import GUIDE, NOW
from display.web.edge.current import current_parts

if TYPE_CHECKING:
    from display.hall.setup import Step

_OPEN: Final = {"preparing", "queued", "started"}
_STATE_WORDS: Final[dict[StepState, tuple[str, str]]] = {
    "done": ("good", "selesai"),
    "later": ("", "nanti saja"),
    "unheard": ("bad", "tidak terdengar"),
    "": ("warn", "belum"),
}
_SOUND: Final = f"{GUIDE}/suara"

blueprint = Family("guide")


@dataclass(frozen=True, slots=True)
class _StepView:
    """A step as the page shows it; ``is_next``: it is the one to be done now."""

    id: Step
    words: StepWords
    dot: str
    state: str
    is_done: bool
    is_put_off: bool
    is_next: bool


@blueprint.page
def guide() -> Response:
    """Show the steps and how far the hall has come; begin, end or take up the guide again."""
    hall = current_parts().hall
    if is_sent():
        if request.form.get("act") == "akhiri":
            close_guide(hall)
            return done("Pemasangan awal ditutup. Anda menemukannya lagi di Pengaturan.", NOW)
        open_guide(hall)
        return redirect(GUIDE, 303)
    found = current_guide()
    views = []
    for step in STEPS:
        state = found.states[step]
        dot, word = _STATE_WORDS[state]
        is_next = step == found.next_step
        flags = (state == "done", state == "later", is_next)
        views.append(_StepView(step, WORDS[step], dot, word, *flags))
    return show(
        "guide/guide.html",
        steps=views,
        is_open=found.is_open,
        finished=found.next_step is None,
        ready=sum(view.is_done for view in views),
    )


@blueprint.page
def put_off(step: str) -> Response:
    """Leave a step for later, or take it up again; another name changes nothing."""
    if step in WORDS:
        later: StepState = "later" if request.form.get("act") == "nanti" else ""
        mark_step(current_parts().hall, cast("Step", step), later)
    return redirect(GUIDE, 303)


@blueprint.page
def sound() -> Response:
    """Play a call and ask whether it was heard; say what to do where it was not."""
    if not is_sent():
        return _sound(FormDraft({}))
    act, hall = request.form.get("act"), current_parts().hall
    if act == "ya":
        mark_step(hall, "speaker", "done")
        return done("Suara terdengar di ruang tunggu.", GUIDE)
    if act == "tidak":
        mark_step(hall, "speaker", "unheard")
        return redirect(_SOUND, 303)
    announcement = begin_test_call(hall)
    if announcement is None:
        words = "Belum ada loket dengan layanan, jadi belum ada yang dapat dipanggil."
        return _sound(FormDraft({}, {"": words}, 409))
    return redirect(f"{_SOUND}?panggilan={announcement}", 303)


def _sound(draft: FormDraft) -> Response:
    """Return the page of the test call; the one that is asked about stands in the address."""
    parts, asked = current_parts(), request.args.get("panggilan", "")[:64]
    row = parts.hall.read(lambda tx: tx.get(Announcement, asked)) if asked else None
    row = row if row is not None and row.check else None
    told = parts.speakers.describe()
    found = check_pa(told, {})
    return draft.show(
        "guide/sound.html",
        played=row,
        sounds=row is not None and row.state in _OPEN,
        outcome=outcome_text(row.state, row.reason, silent=False) if row else "",
        trouble=found if found.state == "bad" else None,
        device=told["device"],
        volume=find_row(Zone, parts.hall.zone).volume,
        unheard=current_guide().states["speaker"] == "unheard",
    )
