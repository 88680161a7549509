"""The rule over judgements: two in a row not heard are a fault, one heard is its end."""

import pytest

from audio.ear import Hearing, Judgement, Unjudged, Verdict
from audio.ear.hearing import FAULT_TEXTS, REMEMBERED


def after(*verdicts: str) -> Hearing:
    """The state after announcements: heard (h), not heard (n), unjudged (u), dead microphone (d)"""
    kinds = {
        "h": Judgement("a", Verdict.HEARD, over_noise_db=8.0),
        "n": Judgement("a", Verdict.NOT_HEARD, score=0.1),
        "u": Judgement("a", Verdict.UNJUDGED, Unjudged.GAP),
        "d": Judgement("a", Verdict.UNJUDGED, Unjudged.DEAD_MICROPHONE),
    }
    state = Hearing()
    for verdict in verdicts:
        state = state.after(kinds[verdict])
    return state


@pytest.mark.parametrize(
    ("story", "fault"),
    [
        ("", None),
        ("n", None),
        ("hhn", None),
        ("nhn", None),
        ("nn", "not_heard"),
        ("hnn", "not_heard"),
        ("nnn", "not_heard"),
        ("nnh", None),
        ("nnhn", None),
        ("nun", "not_heard"),  # unjudged neither counts nor excuses
        ("uuuu", None),
        ("nnu", "not_heard"),
        ("d", None),
        ("dd", "dead_microphone"),
        ("ddh", None),
        ("ddn", None),  # the microphone lives; the loudspeaker has one more chance
        ("ddnn", "not_heard"),
        ("nndd", "dead_microphone"),  # who hears nothing at all cannot blame the loudspeaker
    ],
)
def test_which_stories_are_a_fault(story, fault):
    assert after(*story).fault == fault


def test_every_fault_has_words():
    assert FAULT_TEXTS["not_heard"] == "Pengeras suara tidak terdengar"
    assert set(FAULT_TEXTS) == {"not_heard", "dead_microphone"}


def test_the_level_is_the_median_of_the_last_ones_heard():
    """One door that slams moves it little; levels of long ago are forgotten."""
    state = Hearing()
    for level in (7.0, 8.0, 30.0):
        state = state.after(Judgement("a", Verdict.HEARD, over_noise_db=level))
    assert state.over_noise_db == 8.0
    for _ in range(REMEMBERED):
        state = state.after(Judgement("a", Verdict.HEARD, over_noise_db=3.0))
    assert state.over_noise_db == 3.0
    assert len(state.recent_db) == REMEMBERED


def test_what_is_not_heard_leaves_the_level():
    assert after("h", "n", "n", "u").over_noise_db == 8.0
    assert after("n").over_noise_db is None
