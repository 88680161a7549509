"""``panggil demo``: a morning of the hall, and how it is played through the public API."""

from display.commands.demo.playing import demo

__all__ = ["demo"]
