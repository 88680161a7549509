"""The address by which visitors' phones find the hall, as people write it."""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?"
    r"(?:/[A-Za-z0-9._~%/\-]*)?(?:\?[A-Za-z0-9._~%=&\-]*)?"
)


def read_address(written: str) -> str:
    """Return an address as a QR code holds it: ``192.168.1.5:8080`` is ``http://192.168.1.5:8080/``.

    "" stays so. Raises ``ValueError`` for what no browser opens, and for a name and password in it.
    """
    if not written:
        return ""
    address = written if "://" in written else f"http://{written}"
    if not _ADDRESS.fullmatch(address):
        raise ValueError("write an address such as http://192.168.1.5:8080")
    return f"{address}/" if address.count("/") == 2 and "?" not in address else address
