"""The table of settings as Markdown, between two marks in docs/settings.md.

``python -m tests.docs.settings_table`` writes it anew.
"""

from __future__ import annotations

from pathlib import Path

from display.settings import SETTINGS, Setting

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
BEGIN, END = "<!-- settings -->", "<!-- /settings -->"


def table() -> str:
    """Return the table with its head."""
    head = "| Variable | Default | Unit | Meaning |\n|---|---|---|---|\n"
    return head + "\n".join(map(_row, SETTINGS))


def _row(setting: Setting) -> str:
    default = f"`{setting.default}`" if setting.default not in ("", ()) else ""
    if isinstance(setting.default, bool):
        default = "`yes`" if setting.default else "`no`"
    secret = " *Secret.*" if setting.secret else ""
    return f"| `{setting.variable}` | {default} | {setting.unit} | {setting.help}{secret} |"


def written() -> str:
    """Return the table that the page holds now."""
    return PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0].strip()


def main() -> None:
    """Write the table into the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
