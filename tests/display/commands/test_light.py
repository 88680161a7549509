"""What `panggil run` costs before it has started anything."""

import subprocess
import sys

HEAVY = ("flask", "gevent", "sqlalchemy", "pydantic", "numpy", "pygame", "audio", "segno")


def test_the_supervisor_loads_nothing_heavy():
    """It stays in memory all day, and a start must be ready in under 3 s."""
    code = (
        "import sys, display.commands.run, display.commands.supervision.supervisor;"
        "print(*sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & {name.split(".")[0] for name in found.stdout.split()}
