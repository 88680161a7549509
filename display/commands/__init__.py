"""The ``panggil`` command: one file per family, loaded only when it is asked for.

``panggil run`` must be ready in under 3 s on a hall PC, and its supervisor stays in memory all day:
so nothing here imports Flask, gevent or SQL before a command needs it.
"""

from display.commands.command_line.group import main

__all__ = ["main"]
