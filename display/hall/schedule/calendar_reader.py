"""Writes the public holidays and joint leave of a year in Indonesia, as JSON: a process of its own.

``python -m display.hall.schedule.calendar_reader 2027``
"""

from __future__ import annotations

import json
import sys
from typing import Any

_ESTIMATED = " (perkiraan)"


def calendar_of(year: int) -> list[dict[str, Any]]:
    """Return the rows of a year's holidays, by day, as :class:`display.journal.Holiday` has them.

    Nyepi, Easter and the like included; feasts whose date is only expected are *estimated*.
    """
    from holidays.countries.indonesia import Indonesia

    public = Indonesia(years=year, language="id")
    both = Indonesia(years=year, categories=("public", "government"), language="id")
    return [
        {
            "day": day.isoformat(),
            "name": name.replace(_ESTIMATED, ""),
            "source": "calendar",
            "joint_leave": day not in public,
            "estimated": _ESTIMATED in name,
        }
        for day, name in sorted(both.items())
    ]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(calendar_of(int(sys.argv[1]))))
