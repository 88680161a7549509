"""What each trial must show."""

from __future__ import annotations

import pytest

from tests.acceptance.outputs.trial import SEEN_WITHIN_S, WELL_WITHIN_S, Trial, attempt
from tests.acceptance.outputs.trials import Plan, Stages
from tests.audio.sound_servers import plugs_alsa_in


def try_row(stages: Stages, plan: Plan, server: str) -> None:
    """Keep the promise in a row of the table, but for what nobody can see on that server."""
    if reason := plan.fault.blind.get(server):
        pytest.xfail(reason)
    if plan.fault.driver == "alsa" and not plugs_alsa_in():
        pytest.skip("ALSA's plugin for a sound server is not installed")
    keep_promise(stages, plan)


def keep_promise(stages: Stages, plan: Plan) -> Trial:
    """Make the trial: no false word, the fault seen in time, well again in time, heard whole."""
    trial = attempt(stages.of(plan), plan.fault, plan.moment)
    assert not trial.false_word, trial
    assert not trial.trouble, trial
    assert (trial.seen_s or 0.0) <= SEEN_WITHIN_S, trial
    assert (trial.back_s or 0.0) <= WELL_WITHIN_S, trial
    assert trial.finished, trial
    assert trial.heard, trial
    return trial
