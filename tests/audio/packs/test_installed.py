"""The packs of this machine: names, places, and carrying one to another hall."""

import pytest

from audio.packs import (
    PackError,
    default_pack,
    installed_packs,
    open_installed,
    pack_folder,
    pack_name,
)
from audio.packs.archive import export_pack
from audio.production.build import build_pack
from tests.audio.tones import Tones


@pytest.mark.parametrize("name", ["../x", "a/b", "A", "con", "lpt1", ".x", "-", "a" * 41, "a b"])
def test_a_name_that_is_no_folder_is_refused(tmp_path, name):
    """It becomes a path; on any system."""
    with pytest.raises(ValueError, match="a pack's name"):
        pack_name(name)
    with pytest.raises(PackError, match="is no name"):
        pack_folder(tmp_path, name)


def test_the_shipped_pack_is_called_default(tmp_path):
    """And nothing else may be installed under its name."""
    assert open_installed(tmp_path, "default").clips() == default_pack().clips()
    with pytest.raises(PackError, match="ships"):
        pack_folder(tmp_path, "default")


def test_what_is_built_is_listed_and_what_is_unfinished_is_not(tmp_path):
    """A folder without a manifest is no pack yet."""
    build_pack(["nol"], Tones(), tmp_path / "ani")
    (tmp_path / "budi").mkdir()
    assert installed_packs(tmp_path) == ["ani"]
    assert installed_packs(tmp_path / "nowhere") == []


def test_a_damaged_pack_is_not_exported(tmp_path):
    """Nor is the older file touched."""
    pack = build_pack(["nol"], Tones(), tmp_path / "ani")
    pack.find("nol").path.write_bytes(b"")
    (tmp_path / "ani.zip").write_bytes(b"older")
    with pytest.raises(PackError, match="'nol' of ani is damaged"):
        export_pack(pack, tmp_path / "ani.zip")
    assert (tmp_path / "ani.zip").read_bytes() == b"older"


def test_the_same_pack_gives_the_same_file(tmp_path):
    """So that two halls can compare what they have."""
    pack = build_pack(["nol", "satu"], Tones(), tmp_path / "ani")
    for name in ("a.zip", "b.zip"):
        export_pack(pack, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
