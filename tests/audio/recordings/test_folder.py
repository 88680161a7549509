"""The folder of recordings: bounded, and clean after whatever happened to the server before."""

from __future__ import annotations

from pathlib import Path

import pytest

from audio import NotTaken, RecordingFolder

ONE, TWO = "1" * 64, "2" * 64


@pytest.fixture
def folder(tmp_path: Path) -> RecordingFolder:
    """A folder of 1,000 bytes with two recordings."""
    for name in (ONE, TWO):
        (tmp_path / f"{name}.wav").write_bytes(bytes(400))
    return RecordingFolder(tmp_path, 1_000)


def test_a_start_sweeps_what_a_killed_server_left(folder: RecordingFolder, tmp_path: Path) -> None:
    """Uploads, partial files, and recordings that the journal never heard of."""
    folder.incoming().write_bytes(b"half an upload")
    (tmp_path / f"{ONE}.wav.7-7-7.part").write_bytes(b"half a recording")

    assert folder.sweep([ONE]) == 3
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{ONE}.wav"]


def test_the_limit_is_kept(folder: RecordingFolder) -> None:
    """There is room for 200 bytes and not for 201."""
    folder.require_room(200)
    with pytest.raises(NotTaken) as refused:
        folder.require_room(201)
    assert refused.value.code == "folder_full"


@pytest.mark.parametrize("name", ["", "../x", "1" * 63, ONE.replace("1", "g"), "/etc/passwd"])
def test_only_names_of_recordings_are_looked_for(folder: RecordingFolder, name: str) -> None:
    """An id comes from outside; it never becomes another path."""
    assert folder.path(name) is None


def test_a_removed_recording_is_gone(folder: RecordingFolder) -> None:
    """And removing it twice is no error."""
    folder.remove(ONE)
    folder.remove(ONE)
    assert folder.path(ONE) is None
    assert folder.path(TWO) is not None
    assert folder.used_bytes() == 400
