"""The hall's logo on a TV: beside the name, in its own shape, no trouble when it does not come."""

from __future__ import annotations

from hashlib import sha256

from tests.browser.conftest import Open
from tests.browser.stage import Stage
from tests.pictures import png

BOXES = """() => ['#logo', '#hall', '.now'].map(name => {
  const box = document.querySelector(name).getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom].map(Math.round);
})"""


def put(stage: Stage, wide: int, high: int, *, there: bool = True) -> str:
    """Set a logo; without its file when it is not ``there``."""
    picture = png(wide, high)
    name = f"{sha256(picture).hexdigest()}.png"
    folder = stage.folder / "logos"
    folder.mkdir(exist_ok=True)
    if there:
        (folder / name).write_bytes(picture)
    stage.append("hall.changed", hall={**stage.state()["hall"], "logo": name})
    return name


def test_a_logo_stands_left_of_the_name_and_goes_again(stage: Stage, visit: Open) -> None:
    """Live, in its own shape, within the top line, whatever its size; the time keeps its place."""
    tv = visit().linked()
    bare = tv.page.evaluate(BOXES)
    for wide, high in ((400, 400), (2000, 400), (60, 300)):
        name = put(stage, wide, high)
        tv.wait(f"document.getElementById('logo').src.endsWith('{name}')")
        tv.wait(f"document.getElementById('logo').naturalWidth === {wide}")
        tv.wait("!document.getElementById('logo').hidden")
        (left, top, right, bottom), hall, now = tv.page.evaluate(BOXES)
        assert abs((right - left) / (bottom - top) - wide / high) < 0.1 * wide / high
        assert (left, now) == (bare[1][0], bare[2])
        assert hall[0] > right
        assert 0 <= top < bottom <= 72
    stage.append("hall.changed", hall={**stage.state()["hall"], "logo": ""})
    tv.wait("document.getElementById('logo').hidden")
    assert tv.page.evaluate(BOXES)[1:] == bare[1:]


def test_a_logo_stands_there_before_any_script(stage: Stage, visit: Open) -> None:
    """And the script leaves it where it is."""
    put(stage, 400, 400)
    still, live = visit(java_script_enabled=False), visit().linked()
    for page in (still, live):
        page.wait("document.fonts.status === 'loaded'")
    boxes = still.page.evaluate(BOXES)
    assert boxes[0][2] - boxes[0][0] > 40
    assert live.page.evaluate(BOXES)[:2] == boxes[:2]


def test_a_logo_that_does_not_come_leaves_no_hole(stage: Stage, visit: Open) -> None:
    """The journal came from a backup, the folder did not."""
    tv = visit().linked()
    bare = tv.page.evaluate(BOXES)
    put(stage, 400, 400, there=False)
    tv.wait("document.getElementById('logo').hasAttribute('src')")
    tv.wait("document.getElementById('logo').hidden")
    assert tv.page.evaluate(BOXES)[1:] == bare[1:]
