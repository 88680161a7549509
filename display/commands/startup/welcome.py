"""What a server says when it is ready: addresses, and at the first start the secrets.

Every line that a program may look for is a word, blanks and one value:
``TV        http://192.168.1.5:8080/tv``. Explanations stand on lines that begin with a blank.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TextIO

import segno

from display.network_addresses import reachable_hosts

if TYPE_CHECKING:
    from display.server import Ready

_WIDTH = 10


def announce_ready(ready: Ready, out: TextIO, *, again: bool = False) -> None:
    """Print the addresses; ``again``: this is a restart, which needs only one line."""
    tv = f"{_base_url(ready)}/tv"
    lines = [_line("TV", tv)] if again else _welcome(ready)
    if not again and (ready.first_start or out.isatty()):
        lines += ["", *_qr_lines(tv, out.encoding)]
    print("\n".join(lines), file=out, flush=True)


def _base_url(ready: Ready) -> str:
    return f"http://{_bracketed(reachable_hosts(ready.host)[0])}:{ready.port}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _line(word: str, value: str) -> str:
    return f"{word:<{_WIDTH}}{value}"


def _note(indonesian: str, english: str) -> str:
    return f"{'':<{_WIDTH}}{indonesian} / {english}"


def _welcome(ready: Ready) -> list[str]:
    url = _base_url(ready)
    lines = [
        "",
        "Panggil siap. / Panggil is ready.",
        "",
        _line("TV", f"{url}/tv"),
        _note("Buka di setiap TV.", "Open this on every TV."),
        _line("Papan", f"{url}/"),
        _note("Papan antrean untuk ponsel.", "The board, for phones."),
        _line("Konsol", f"{url}/console"),
        _note("Konsol untuk petugas.", "The console, for staff."),
        _line("API", f"{url}/docs"),
    ]
    lines += [_line("TV", f"{other}/tv") for other in _other_urls(ready)]
    return lines + (_secrets(ready) if ready.first_start else [])


def _other_urls(ready: Ready) -> list[str]:
    hosts = reachable_hosts(ready.host)[1:]
    return [f"http://{_bracketed(host)}:{ready.port}" for host in hosts]


def _secrets(ready: Ready) -> list[str]:
    """Return the lines that are shown once and never again."""
    lines = ["", " Catat sekarang; tidak ditampilkan lagi. / Note these now; not shown again."]
    if ready.admin_password:
        lines += [_line("Admin", "admin"), _line("Sandi", ready.admin_password)]
    if ready.api_token:
        lines += [_line("Token", ready.api_token)]
    return lines if len(lines) > 2 else []


def _qr_lines(url: str, encoding: str | None) -> list[str]:
    """Return a QR code in half blocks, or nothing where the terminal cannot print them."""
    try:
        "█▀▄".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return []
    picture = io.StringIO()
    segno.make(url, micro=False, error="m").terminal(picture, compact=True, border=2)
    return picture.getvalue().rstrip("\n").split("\n")
