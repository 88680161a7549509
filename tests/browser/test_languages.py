"""English in turn on a TV, where the hall has it: wholly in one language; calls are Indonesian."""

from __future__ import annotations

from tests.browser.conftest import Open, Visit
from tests.browser.stage import Stage, make_counter, minutes_ago, silent

# Words of Indonesian that the page says by itself, and of English.
OURS = (
    "Nomor antrean",
    "Dipanggil",
    "Panggilan",
    "Sedang",
    "Buka",
    "Istirahat",
    "mnt",
    "Kode layar",
    "Ikuti",
    "Silakan",
)
THEIRS = ("Ticket number", "Called", "Earlier calls", "Open", "On a break", "ago", "Please")


def languages(stage: Stage, *languages: str) -> None:
    """Say the languages of the hall's screens."""
    hall = {**stage.state()["hall"], "languages": list(languages), "running_text": "Bawa KTP asli."}
    stage.append("hall.changed", hall=hall)


def at_turn(tv: Visit, turn: int) -> None:
    """Let the moment be in this turn of the languages, counted from 0; the third is English."""
    tv.page.evaluate(f"""() => {{
      panggil.kept = panggil.kept || panggil.clock.now;
      panggil.clock.now = () => Math.floor(panggil.kept() / 24000) * 24000 + {turn} * 8000 + 4000;
    }}""")


def wall(tv: Visit) -> str:
    """Return all that is read on the page."""
    return str(tv.page.evaluate("document.body.innerText"))


def test_a_tv_says_its_words_in_english_in_turn_and_mixes_nothing(
    stage: Stage, visit: Open
) -> None:
    """Also the pill of a recall, the date and the band; the hall's own text is not translated."""
    stage.append("counter.changed", counter=make_counter(10, "perpustakaan", state="paused"))
    for number, counter, minutes in (("A-031", "1", 14), ("E-003", "9", 12)):
        at = minutes_ago(minutes)
        said = stage.call(number, counter, "perpustakaan", at=at, queued_at=at)
        stage.step(said, "started", at=at)
        stage.step(said, "finished", at=at)
    tv = visit().linked()
    languages(stage, "id", "en")
    at_turn(tv, 2)
    tv.wait("document.documentElement.lang === 'en'", 10)
    tv.wait("document.getElementById('before-label').textContent === 'Earlier calls'", 10)
    english = wall(tv)
    assert [word for word in OURS if word in english] == []
    assert [word for word in THEIRS if word.lower() not in english.lower()] == []
    assert "Bawa KTP" not in tv.text("#track")
    at_turn(tv, 0)
    tv.wait("document.documentElement.lang === 'id'", 10)
    indonesian = wall(tv)
    assert [
        word for word in ("Ticket", "Called", "Earlier", "Open", "ago") if word in indonesian
    ] == []
    assert "Bawa KTP asli." in tv.text("#track")


def test_while_a_voice_or_a_text_of_staff_is_there_it_is_indonesian(
    stage: Stage, visit: Open
) -> None:
    """And in a hall that has no English, always."""
    tv = visit().linked()
    at_turn(tv, 2)
    languages(stage, "id")
    tv.wait("panggil.state().hall.running_text !== ''", 10)
    assert tv.holds("document.documentElement.lang === 'id'")
    languages(stage, "id", "en")
    tv.wait("document.documentElement.lang === 'en'", 10)
    said = stage.call("B-012")
    stage.step(said, "started")
    tv.shows("B-012")
    assert tv.holds("document.documentElement.lang === 'id'")
    assert "Nomor antrean" in tv.text("#ticket .label")
    stage.step(said, "finished")
    tv.wait("document.documentElement.lang === 'en'", 10)
    silent(stage, "Layanan tutup pukul 15.00 WIB.")
    tv.wait("document.documentElement.lang === 'id'", 10)


def test_the_halls_own_text_runs_while_nothing_is_said(stage: Stage, visit: Open) -> None:
    """The sentence above it leaves it its line, in either language; a long caption takes it."""
    languages(stage, "id", "en")
    for width, height in ((1920, 1080), (960, 540)):
        tv = visit(width=width, height=height).linked()
        for turn, language in ((0, "id"), (2, "en")):
            at_turn(tv, turn)
            tv.wait(f"document.documentElement.lang === '{language}'", 10)
            tv.wait("getComputedStyle(document.getElementById('running')).visibility === 'visible'")
