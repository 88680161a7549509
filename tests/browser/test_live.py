"""The console's live link: the hall as the journal has it, and honest about silence."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from display.clock import now
from tests.browser.conftest import Open, Visit
from tests.browser.stage import Stage, puskesmas
from tests.browser.test_fold import a_call, an_announcement, furniture
from tests.browser.test_link import agrees

# A page that only follows the hall. Its hello carries a token in place of a session's cookie.
PAGE = """<!doctype html><html data-version="%(version)s"><script type="module">
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (text) {
  send.call(this, text.replace('"type":"hello"', '"type":"hello","token":"%(token)s"'));
};
import("/static/console/parts/live.js").then(({ follow, now }) => {
  window.panggil.events = [];
  window.panggil.links = [];
  window.panggil.now = now;
  follow({
    onState: (state, event) => {
      window.panggil.events.push(event && event.seq);
      window.panggil.state = () => {
        const { type, server_time, version, speaker, speakers, screens, ...rows } = state;
        return rows;
      };
      window.panggil.speaker = state.speaker;
    },
    onLink: (online, link) => window.panggil.links.push([online, link.since, link.refused]),
  });
});
</script><form><input id="field"></form></html>"""


def follow(visit: Open, stage: Stage, token: str | None = None, version: str = "stage") -> Visit:
    """Open a page that follows the stage, and wait until it knows the hall."""
    token = token or stage.order("token", scopes=["read"])
    stage.order("page", page=PAGE % {"token": token, "version": version})
    return visit("/stage", on=stage)


def known(page: Visit) -> Visit:
    """Wait until the page has a state."""
    page.wait("window.panggil.state()")
    return page


@pytest.mark.parametrize("seed", [3])
def test_state_equals_the_snapshot_after_any_events(stage: Stage, visit: Open, seed: int) -> None:
    """The console folds as the TV does: it holds exactly what the next snapshot says."""
    page, dice = known(follow(visit, stage)), random.Random(seed)
    for _ in range(3):
        kinds = dice.choices((a_call, an_announcement, furniture), (4, 5, 2), k=60)
        stage.play(*(kind(dice) for kind in kinds))
        agrees(page, stage, 10)
    seqs = [seq for seq in page.page.evaluate("panggil.events") if seq]
    assert seqs == list(range(seqs[0], seqs[-1] + 1))
    assert len(seqs) == 180


def test_silence_is_told_with_its_time_and_its_end(own_stage: Stage, visit: Open) -> None:
    """After 6 s without a word the page is offline, since the last word; then it is back."""
    page = known(follow(visit, own_stage))
    page.page.wait_for_timeout(500)
    own_stage.freeze()
    before = page.page.evaluate("panggil.now()")
    page.page.wait_for_timeout(4000)
    assert page.page.evaluate("panggil.links.filter((told) => !told[0])") == []
    page.wait("panggil.links.length && !panggil.links.at(-1)[0]", 5)
    since = page.page.evaluate("panggil.links.at(-1)[1]")
    assert before - 4000 <= since <= before + 500  # a heartbeat comes every 3 s
    own_stage.thaw()
    page.wait("panggil.links.at(-1)[0]", 10)
    own_stage.call("B-012")
    agrees(page, own_stage, 5)


def test_restarted_server_is_found_again(own_stage: Stage, visit: Open) -> None:
    """What happened meanwhile is there within 5 s of the server being back."""
    page = known(follow(visit, own_stage))
    own_stage.close()
    page.page.wait_for_timeout(1500)
    own_stage.open()
    own_stage.call("B-012")
    agrees(page, own_stage, 5)


def test_refused_page_says_so_and_does_not_hammer(stage: Stage, visit: Open) -> None:
    """A session that ended: only signing in helps, so the page waits long before it asks again."""
    page = follow(visit, stage, token="pgl_wrong")
    page.wait("panggil.links.length && panggil.links.at(-1)[2]")
    count = "performance.getEntriesByType('resource').length"
    tries = page.page.evaluate(f"panggil.links.length + {count}")
    page.page.wait_for_timeout(3000)
    assert page.page.evaluate(f"panggil.links.length + {count}") == tries


def test_speaker_of_the_heartbeat_is_followed(stage: Stage, visit: Open) -> None:
    """The speaker's state is no event; it comes with the heartbeat."""
    page = known(follow(visit, stage))
    assert page.page.evaluate("panggil.speaker.state") == "ready"
    stage.speaker("no_device")
    page.wait("panggil.speaker.state === 'no_device'", 8)


def loads(page: Visit) -> list[str]:
    """Return a list that grows with every load of the page."""
    seen: list[str] = []
    page.page.on("load", lambda loaded: seen.append(loaded.url))
    return seen


def test_new_version_is_loaded_when_nobody_types(stage: Stage, visit: Open) -> None:
    """An old page is loaded again once, not while a form holds words, not twice a minute."""
    page = known(follow(visit, stage, version="old"))
    page.page.fill("#field", "Panggilan untuk")
    seen = loads(page)
    page.page.wait_for_timeout(2500)
    assert seen == []
    page.page.fill("#field", "")
    page.page.wait_for_timeout(2500)
    assert len(seen) == 1
    page.page.wait_for_timeout(3000)
    assert len(seen) == 1


def test_a_hall_that_changes_its_name_and_zone_does_so_on_the_tv(stage: Stage, visit: Open) -> None:
    """By the event alone, without loading anything anew; the fold holds what the snapshot says."""
    tv = visit().linked()
    tv.page.evaluate("window.panggil.kept = true")
    puskesmas(stage)
    tv.wait("document.getElementById('hall').textContent === 'Puskesmas Mawasangka'", 10)
    agrees(tv, stage, 10)
    assert tv.text("#second") == "Dinas Kesehatan"
    assert tv.holds("window.panggil.kept")
    assert tv.holds("document.getElementById('running').textContent.includes('Bawa kartu')")
    before = now()
    shown = tv.text("#clock")
    moments = (before - timedelta(seconds=5), before, now())
    assert shown in {f"{moment + timedelta(hours=8):%H.%M}" for moment in moments}
