"""Clip packs: opening, finding, checking."""

import json

import pytest

from audio.packs import PackError, check_pack, damage_of, open_pack
from audio.production.build import build_pack
from tests.audio.tones import Tones


@pytest.fixture
def pack(tmp_path):
    return build_pack(["nol", "satu", "Nomor antrean A"], Tones(), tmp_path / "pack")


def spoil(path, data=b"x"):
    path.write_bytes(path.read_bytes()[: -len(data)] + data)


def change_manifest(folder, **changes):
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | changes))


def test_a_clip_is_found_by_its_exact_words(pack):
    """The text is the key; its case counts, the width of its spaces does not."""
    assert pack.find("Nomor antrean A").text == "Nomor antrean A"
    assert pack.find(" Nomor  antrean A").text == "Nomor antrean A"
    assert pack.find("nomor antrean a") is None


def test_a_pack_survives_its_manifest(pack, tmp_path):
    """What is opened again equals what was built."""
    again = open_pack(tmp_path / "pack")
    assert again.clips() == pack.clips()
    assert (again.voice, again.name, again.made_by) == ("tones-1", "pack", {"engine": "tones"})


def test_a_whole_pack_checks_well(pack):
    """Nothing missing, nothing damaged."""
    assert check_pack(pack, ["nol", "satu"]).good


def test_a_check_names_what_is_missing_and_damaged(pack):
    """Missing texts and damaged clips are told apart, with the reason."""
    spoil(pack.find("nol").path)
    pack.find("satu").path.unlink()
    report = check_pack(pack, ["dua", "nol", "dua"])
    assert report.missing == ("dua",)
    assert dict(report.damaged) == {
        "nol": "another checksum",
        "satu": "unreadable (No such file or directory)",
    }


def test_a_whole_clip_has_no_damage(pack):
    """The checksum of the manifest is that of the file."""
    assert damage_of(pack.find("nol")) is None


def test_a_folder_without_a_manifest_is_no_pack(tmp_path):
    """One plain sentence says so."""
    with pytest.raises(PackError, match="cannot be read: No such file"):
        open_pack(tmp_path)


@pytest.mark.parametrize("content", ["", "[]", "null", "{}", '{"format": 1}', "\ud83d"])
def test_a_damaged_manifest_is_refused(tmp_path, content):
    """Whatever stands in the file, the answer is a PackError."""
    (tmp_path / "manifest.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(PackError):
        open_pack(tmp_path)


def test_a_newer_format_is_refused(pack, tmp_path):
    """A pack of a later Panggil is not half understood."""
    change_manifest(tmp_path / "pack", format=2)
    with pytest.raises(PackError, match="format 2"):
        open_pack(tmp_path / "pack")


@pytest.mark.parametrize("name", ["../secret.opus", "/etc/passwd", "a/b.opus", "..\\x.opus", ""])
def test_a_pack_cannot_name_files_outside_its_folder(pack, tmp_path, name):
    """Packs come from other people."""
    entry = pack.find("nol").to_json() | {"file": name}
    change_manifest(tmp_path / "pack", clips=[entry])
    with pytest.raises(PackError, match="damaged manifest"):
        open_pack(tmp_path / "pack")
