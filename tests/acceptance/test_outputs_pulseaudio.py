"""However an output falls silent on PulseAudio: nothing counts as heard that was not.

Each row of the table once; all of it, at any length: ``python -m tests.acceptance.outputs``.
"""

from __future__ import annotations

import pytest

from tests.acceptance.outputs.promise import try_row
from tests.acceptance.outputs.trials import Plan, Stages, plans
from tests.audio.sound_servers import installed

SERVER = "pulseaudio"
pytestmark = pytest.mark.skipif(not installed(), reason="PulseAudio and PipeWire are not installed")


@pytest.mark.parametrize("plan", plans(SERVER, short=True), ids=lambda plan: plan.name)
def test_a_call_is_heard_whole_or_not_said_to_be(stages: Stages, plan: Plan) -> None:
    """Staff see the cause in time; after the cure it is spoken again by itself."""
    try_row(stages, plan, SERVER)
