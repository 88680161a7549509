"""``panggil service``: the hall starts with its machine, watched by systemd."""

from display.commands.service.commands import service

__all__ = ["service"]
