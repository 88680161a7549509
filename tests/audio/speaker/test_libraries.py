"""A machine without the libraries that sound needs: the package is named, not the cables."""

from __future__ import annotations

import pytest

from audio.speaker import libraries, probe_device
from audio.speaker.libraries import missing_package, package_of

BOOKWORM = {"ID": "debian", "VERSION_ID": "12"}


@pytest.fixture(autouse=True)
def release(monkeypatch):
    """A system of a known release."""

    def install(**release):
        monkeypatch.setattr(libraries.platform, "freedesktop_os_release", lambda: release)

    install(**BOOKWORM)
    return install


@pytest.mark.parametrize(
    ("system", "glib", "alsa"),
    [
        (BOOKWORM, "libglib2.0-0", "libasound2"),
        ({"ID": "debian", "VERSION_ID": "13"}, "libglib2.0-0t64", "libasound2t64"),
        ({"ID": "debian"}, "libglib2.0-0t64", "libasound2t64"),
        ({"ID": "ubuntu", "VERSION_ID": "22.04"}, "libglib2.0-0", "libasound2"),
        ({"ID": "ubuntu", "VERSION_ID": "24.04"}, "libglib2.0-0t64", "libasound2t64"),
        ({"ID": "fedora", "VERSION_ID": "43"}, "libglib2.0-0", "libasound2"),
    ],
)
def test_a_package_is_called_as_this_release_calls_it(monkeypatch, release, system, glib, alsa):
    """Else the command that staff are told to type finds nothing."""
    release(**system)
    monkeypatch.setattr(libraries, "_loads", lambda name: False)
    assert package_of(ImportError("libglib-2.0.so.0: cannot open")) == glib
    assert missing_package() == f"libpulse0 dan {alsa}"


@pytest.mark.parametrize(
    ("said", "package"),
    [
        ("libglib-2.0.so.0: cannot open shared object file", "libglib2.0-0"),
        ("libgthread-2.0.so.0: cannot open shared object file", "libglib2.0-0"),
        ("No module named 'pygame'", ""),
    ],
)
def test_the_package_of_a_library_that_pygame_misses(said, package):
    """As the loader of the system says it."""
    assert package_of(ImportError(said)) == package


@pytest.mark.parametrize("found", [False, True])
def test_beside_a_running_server_its_own_library_is_needed(monkeypatch, tmp_path, found):
    """ALSA finds only what the server keeps to itself; without one it is the cables after all."""
    for name in ("PULSE_SERVER", "PULSE_RUNTIME_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(libraries, "_loads", lambda name: name == "libasound.so.2")
    if found:
        (tmp_path / "pulse").mkdir()
        (tmp_path / "pulse" / "native").touch()
    assert missing_package() == ("libpulse0" if found else "")


@pytest.mark.parametrize(
    ("there", "package"),
    [
        ({"libpulse.so.0", "libasound.so.2"}, ""),
        ({"libpulse.so.0"}, ""),
        ({"libasound.so.2"}, ""),
        (set(), "libpulse0 dan libasound2"),
    ],
)
def test_one_way_to_sound_is_enough(monkeypatch, there, package):
    """A sound server, or ALSA alone."""

    def load(name):
        if name not in there:
            raise OSError(name)

    monkeypatch.setattr(libraries.ctypes, "CDLL", load)
    assert missing_package() == package


def test_a_worker_that_cannot_load_its_library_says_which(tmp_path, monkeypatch):
    """The speaker and `panggil doctor` hear it; nobody is sent to look at cables."""
    package = tmp_path / "pygame"
    package.mkdir()
    (package / "__init__.py").write_text(
        'raise ImportError("libglib-2.0.so.0: cannot open shared object file")'
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    report = probe_device()
    assert not report.present
    assert report.lack.startswith("libglib2.0-0")
