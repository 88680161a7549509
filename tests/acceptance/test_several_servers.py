"""Two servers of one hall behind a proxy, while leaders and connections die."""

from __future__ import annotations

import time
from pathlib import Path

from tests.acceptance.several_servers import Scene
from tests.contract.postgresql import new_database


def test_nothing_is_lost_doubled_or_spoken_twice(tmp_path: Path) -> None:
    """Whoever leads: killed, frozen, cut off from the database; PostgreSQL itself starts again."""
    with new_database() as url:
        scene = Scene(tmp_path, url, screens=3, pause_s=0.5)
        deeds = [scene.kill_leader, scene.cut_backends, scene.pause_leader, scene.restart_database]
        try:
            for deed in (*deeds, scene.kill_leader):
                time.sleep(0.5)  # some calls in between
                deed()
        except BaseException:
            scene.stop()
            raise
        outcome = scene.finish()
    assert outcome.broken == []
    assert len(outcome.taken_over_s) == 3
    assert all(outcome.acknowledged)
