"""Another voice than the pack's spoke: the hall hears the words, and staff are told."""

from display.hall.announcing import AnnouncementRequest, announce
from display.journal import Fault
from tests.display.changing import change_settings


def faults(parts):
    return [fault.code for fault in parts.hall.read(lambda tx: tx.all(Fault))]


def prepare(parts, text):
    """Announce ``text`` and make its voice, as the preparation's thread does."""
    announce(parts.hall, AnnouncementRequest(text=text))
    while waiting := parts.preparation._waiting():
        parts.preparation._prepare(*waiting)


def test_a_stand_in_is_a_fault_until_the_right_voice_speaks(parts, tmp_path, monkeypatch):
    """Raised with the first such clip, cleared with the first right one."""
    change_settings(parts, prepare_limit_s=150.0)  # the model may load for long on a busy machine
    library = tmp_path / "library" / "onnxruntime"
    library.mkdir(parents=True)
    (library / "__init__.py").write_text("raise ImportError('DLL load failed')")
    monkeypatch.setenv("PYTHONPATH", str(library.parent))
    prepare(parts, "Mohon tenang.")
    assert faults(parts) == ["voice.stand_in"]
    (waiting,) = parts.hall.read(lambda tx: tx.open_announcements())
    assert waiting.state == "queued"
    monkeypatch.delenv("PYTHONPATH")
    parts.voice._drop()  # the worker that lacked it has been idle
    prepare(parts, "Terima kasih.")
    assert faults(parts) == []
