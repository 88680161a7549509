"""The hall's logo: judged by its content, kept by its hash, gone when another takes its place."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

import pytest

from display.hall import NoRoom, Refused
from display.hall.setup import export_setup, logo_file, remove_logo, set_logo
from display.parts import Parts
from tests.display.hall.pressing import happened
from tests.pictures import SVG, jpeg, png, webp


def shown(parts: Parts) -> str:
    return str(parts.journal.snapshot(parts.hall.id)["hall"]["logo"])


def kept(parts: Parts) -> list[str]:
    folder = parts.settings.data / "logos"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize(("picture", "ending"), [(png(), "png"), (jpeg(), "jpg"), (webp(), "webp")])
def test_a_picture_is_shown_by_the_name_of_its_content(
    parts: Parts, picture: bytes, ending: str
) -> None:
    """The file lies there when screens hear of it."""
    set_logo(parts.hall, picture)
    assert shown(parts).endswith(f".{ending}")
    file = logo_file(parts.hall, shown(parts))
    assert file is not None
    assert file.read_bytes() == picture
    assert happened(parts)[-1] == "hall.changed"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_picture"),
        (SVG, "no_picture"),
        (b"\x89PNG\r\n\x1a\n" + SVG, "no_picture"),
        (png()[:-20], "no_picture"),
        (jpeg()[:-2], "no_picture"),
        (webp() + b"more", "no_picture"),
        (b"GIF89a" + bytes(100), "no_picture"),
        (b"\xff\xd8\xff\xd9", "no_picture"),
        (png(15, 200), "pixels"),
        (jpeg(30_000, 30_000), "pixels"),
        (png() + bytes(600_000), "too_large"),
    ],
)
def test_what_is_no_picture_of_a_fit_size_is_refused(parts: Parts, data: bytes, code: str) -> None:
    """And nothing is kept of it."""
    with pytest.raises(Refused) as refused:
        set_logo(parts.hall, data)
    assert (refused.value.field, refused.value.code) == ("logo", code)
    assert (shown(parts), kept(parts)) == ("", [])


def test_the_one_before_goes_and_so_does_the_last(parts: Parts) -> None:
    """The same picture again is no event."""
    set_logo(parts.hall, png(grey=1))
    before = happened(parts)
    set_logo(parts.hall, png(grey=1))
    assert happened(parts) == before
    set_logo(parts.hall, png(grey=2))
    assert kept(parts) == [shown(parts)]
    remove_logo(parts.hall)
    assert (shown(parts), kept(parts)) == ("", [])


def test_a_full_disk_is_said_and_leaves_what_was(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half file, no event."""
    set_logo(parts.hall, png(grey=1))
    first = shown(parts)

    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NoRoom) as refused:
        set_logo(parts.hall, png(grey=2))
    assert refused.value.code == "disk_full"
    assert (shown(parts), kept(parts)) == (first, [first])


@pytest.mark.parametrize("name", ["", "..", "../panggil.db", "a.png", f"{'0' * 64}.svg"])
def test_no_other_file_goes_out_by_this_way(parts: Parts, name: str) -> None:
    """Whatever a name holds, whatever lies there."""
    set_logo(parts.hall, png())
    (parts.settings.data / "logos" / "a.png").write_bytes(png())
    assert logo_file(parts.hall, name) is None


def test_the_folder_is_its_owners_alone(parts: Parts) -> None:
    """One that an earlier release left open to everybody is closed."""
    folder = parts.settings.data / "logos"
    folder.mkdir(mode=0o755)
    set_logo(parts.hall, png())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_set_up_file_leaves_the_logo_alone(parts: Parts) -> None:
    """It lies in another hall's folder."""
    set_logo(parts.hall, png())
    assert "logo" not in parts.hall.read(export_setup)["hall"]
