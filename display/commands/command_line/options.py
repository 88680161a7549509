"""Command-line options made from the table of settings, so that both always say the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from display.settings import SETTINGS, Setting, Settings, flag, load_settings

F = TypeVar("F", bound=Callable[..., Any])
_BY_NAME = {setting.name: setting for setting in SETTINGS}


class SettingType(click.ParamType):
    """A setting's own reader as a click type, so that a bad value is a usage error."""

    def __init__(self, setting: Setting) -> None:
        self.name = setting.unit
        self._read = setting.kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value as the table reads it, or fail with the reader's sentence."""
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(f"{value!r} cannot be used: {error}.", param, ctx)


def setting_options(*names: str) -> Callable[[F], F]:
    """Return a decorator that adds ``--name`` for each setting; ``None`` means not given."""

    def decorate(function: F) -> F:
        for name in reversed(names):
            function = _option(_BY_NAME[name])(function)
        return function

    return decorate


def _option(setting: Setting) -> Callable[[F], F]:
    default = "" if setting.default in ("", ()) else f" Default: {setting.default}."
    # `--no-speaker` alone says yes.
    alone: dict[str, Any] = {"is_flag": False, "flag_value": "yes"} if setting.kind is flag else {}
    return click.option(
        "--" + setting.name.replace("_", "-"),
        setting.name,
        type=SettingType(setting),
        default=None,
        **alone,
        help=f"{setting.help}{default} [{setting.variable}]",
    )


def settings_from(**given: Any) -> Settings:
    """Return the settings of this process: command line first, then environment, then default."""
    return load_settings(os.environ, **given)


def as_environment(given: Mapping[str, object]) -> dict[str, str]:
    """Return command-line values as the variables that hand them to a child process."""
    return {
        _BY_NAME[name].variable: str(value) for name, value in given.items() if value is not None
    }
