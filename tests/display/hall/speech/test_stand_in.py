"""Another voice than the pack's spoke: the hall hears the words, and staff are told."""

from display.hall.announcing import AnnouncementRequest, announce
from display.journal import Fault


def faults(house):
    return [fault.code for fault in house.journal.read(house.hall, lambda tx: tx.all(Fault))]


def prepare(house, text):
    """Announce ``text`` and make its voice, as the preparation's thread does."""
    announce(house, AnnouncementRequest(text=text))
    while waiting := house.preparation._waiting():
        house.preparation._prepare(*waiting)


def test_a_stand_in_is_a_fault_until_the_right_voice_speaks(house, tmp_path, monkeypatch):
    """Raised with the first such clip, cleared with the first right one."""
    library = tmp_path / "library" / "onnxruntime"
    library.mkdir(parents=True)
    (library / "__init__.py").write_text("raise ImportError('DLL load failed')")
    monkeypatch.setenv("PYTHONPATH", str(library.parent))
    prepare(house, "Mohon tenang.")
    assert faults(house) == ["voice.stand_in"]
    assert house.journal.read(house.hall, lambda tx: tx.open_announcements())[0].state == "queued"
    monkeypatch.delenv("PYTHONPATH")
    house.voice._drop()  # the worker that lacked it has been idle
    prepare(house, "Terima kasih.")
    assert faults(house) == []
