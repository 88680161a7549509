"""Which faults stand, as far as this server has told: a change alone is journalled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from display.hall.faults.faults import FaultKind, clear_fault, raise_fault

if TYPE_CHECKING:
    from display.hall.context import HallContext


class StandingFaults:
    """The faults that one watcher raises and clears in a hall.

    They are remembered, so that a look a second asks the database nothing while all stays as it is.
    What could not be journalled is not remembered, and told again.
    """

    def __init__(self, hall: HallContext) -> None:
        self._hall = hall
        self._told: dict[tuple[str, str], bool] = {}

    def tell(self, kind: FaultKind, wrong: bool, subject: str | None = None) -> None:
        """Raise or clear a fault of ``subject`` (the hall's zone), unless that was told last."""
        key = kind.code, subject or self._hall.zone
        if self._told.get(key) == wrong:
            return
        change = raise_fault if wrong else clear_fault
        change(self._hall, kind, key[1])
        self._told[key] = wrong

    def subjects(self) -> set[str]:
        """Return of whom something was told."""
        return {subject for _, subject in self._told}

    def end(self, kind: FaultKind, subject: str) -> None:
        """Clear the fault of a subject that is no more."""
        self.tell(kind, False, subject)
        self._told.pop((kind.code, subject), None)

    def end_all(self, subject: str) -> None:
        """Clear every fault of a subject that is no more."""
        for code, of in [key for key in self._told if key[1] == subject]:
            clear_fault(self._hall, FaultKind(code, "", ""), of)
            del self._told[code, of]

    def forget(self) -> None:
        """Tell everything anew: in the journal other faults may stand than were told here."""
        self._told.clear()
