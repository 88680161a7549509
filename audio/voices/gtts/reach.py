"""Is there a network? A connection to where gTTS would ask, tried in a bounded time."""

from __future__ import annotations

import queue
import socket
import threading
import urllib.request
from collections.abc import Callable
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from requests.utils import select_proxy

T = TypeVar("T")
_PORTS = {"http": 80, "https": 443}


class Task(Generic[T]):
    """Work on a thread of its own that may be given up: name look-ups know no time limit."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._result: queue.Queue[T | BaseException] = queue.Queue()
        threading.Thread(target=self._run, args=(work,), name="online voice", daemon=True).start()

    def result(self, timeout_s: float) -> T:
        """Return what the work returned or raise what it raised; ``TimeoutError``."""
        try:
            result = self._result.get(timeout=max(0.0, timeout_s))
        except queue.Empty:
            raise TimeoutError from None
        if isinstance(result, BaseException):
            raise result
        return result

    def _run(self, work: Callable[[], T]) -> None:
        try:
            self._result.put(work())
        except BaseException as error:
            self._result.put(error)


def why_unreachable(url: str, timeout_s: float) -> str | None:
    """Return why the server of ``url`` (or its proxy) cannot be reached, else ``None``."""
    place = urlsplit(select_proxy(url, urllib.request.getproxies()) or url)
    address = (place.hostname or "", place.port or _PORTS.get(place.scheme, 80))
    try:
        Task(lambda: socket.create_connection(address, timeout_s).close()).result(timeout_s)
    except TimeoutError:
        return "no answer"
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or str(error)
    return None
