"""*Zona*: where the hall speaks by itself, each with its own loudspeakers, order and volume."""

from display.web.console.setup.zones.views import ZONE_WORDS, blueprint

__all__ = ["ZONE_WORDS", "blueprint"]
