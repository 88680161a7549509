"""However an output falls silent on PulseAudio: nothing counts as heard that was not.

Each row of the table once; all of it, at any length: ``python -m tests.acceptance.outputs``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.acceptance.outputs.promise import keep_promise
from tests.acceptance.outputs.trials import Plan, Stages, plans
from tests.audio.sound_servers import installed, plugs_alsa_in

SERVER = "pulseaudio"
pytestmark = pytest.mark.skipif(not installed(), reason="PulseAudio and PipeWire are not installed")


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stages]:
    """The halls of these tests."""
    open_ones = Stages(tmp_path_factory.mktemp("outputs"), SERVER)
    yield open_ones
    open_ones.close()


@pytest.mark.parametrize("plan", plans(SERVER, short=True), ids=lambda plan: plan.name)
def test_a_call_is_heard_whole_or_not_said_to_be(stages: Stages, plan: Plan) -> None:
    """Staff see the cause in time; after the cure it is spoken again by itself."""
    if reason := plan.fault.blind.get(SERVER):
        pytest.xfail(reason)
    if plan.fault.driver == "alsa" and not plugs_alsa_in():
        pytest.skip("ALSA's plugin for a sound server is not installed")
    keep_promise(stages, plan)
