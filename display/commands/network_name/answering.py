"""Answers for a name below ``.local`` by multicast DNS (RFC 6762), in a process of its own.

The library has an event loop in a thread of its own, which the server's hub could not bear.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

import structlog
import zeroconf
from zeroconf import IPVersion, ServiceInfo, Zeroconf

from display.network_addresses import own_addresses, reachable_hosts
from display.network_name import FRESH_S, tell_name

if TYPE_CHECKING:
    from display.settings import Settings

LOOK_S: Final = 5.0
"""How often the machine's addresses are looked at: a new one is answered with within this."""

_ASK_MS: Final = 1500
_MOST_NAMES: Final = 9
_KIND: Final = "_http._tcp.local."
_WORD: Final = 10  # the width of the first word of a line of `panggil run`

# The library gives them out by its door without naming them among what it exports.
_Record: Final[Any] = vars(zeroconf)["DNSAddress"]
_Resolver: Final[Any] = vars(zeroconf)["AddressResolverIPv4"]

log = structlog.get_logger(__name__)

Addresses = Callable[[], Collection[str]]


class NetworkName:
    """The name of this machine on its network: taken, kept, followed, given back.

    ``reachable`` returns the addresses to answer with, ``own`` all that this machine has: another
    responder on it (Avahi, say) may answer for the same name, and is nobody else.
    """

    def __init__(self, wanted: str, port: int, reachable: Addresses, own: Addresses) -> None:
        self._wanted, self._port = wanted, port
        self._reachable, self._own = reachable, own
        self._at: tuple[str, ...] = ()
        self._responder: Zeroconf | None = None
        self.held: str | None = None

    def look(self) -> None:
        """Follow the machine's addresses, and give way where another has the name as well."""
        # Its own alone: an interface may go between two looks, and a setting may name another's.
        at = tuple(sorted(set(filter(_is_version_4, self._reachable())) & set(self._own())))
        if at != self._at or self._gives_way():
            self.leave()
            if at:
                self._join(at)

    def leave(self) -> None:
        """Answer no more; the network is told so."""
        self._at, self.held = (), None
        if self._responder is not None:
            self._responder.close()
            self._responder = None

    def _join(self, at: tuple[str, ...]) -> None:
        try:
            self._responder = Zeroconf(interfaces=list(at), ip_version=IPVersion.V4Only)
            name = next((name for name in self._names() if not self._others(name, ask=True)), None)
            if name is None:
                log.warning("no name is free", wanted=self._wanted)
                return
            self._responder.register_service(
                ServiceInfo(
                    _KIND,
                    f"{name.removesuffix('.local')}.{_KIND}",
                    port=self._port,
                    server=f"{name}.",
                    parsed_addresses=list(at),
                    properties={"path": "/tv"},
                ),
                allow_name_change=True,
            )
        except OSError as error:  # an interface that went between two looks
            log.warning("the network takes no name", at=at, why=str(error))
            self.leave()
            return
        self._at, self.held = at, name

    def _names(self) -> Iterator[str]:
        yield f"{self._wanted}.local"
        for number in range(2, _MOST_NAMES + 1):
            yield f"{self._wanted}-{number}.local"

    def _others(self, name: str, *, ask: bool = False) -> set[str]:
        """Return the addresses at which other machines answer for a name."""
        if self._responder is None:
            return set()
        if ask:
            _Resolver(f"{name}.").request(self._responder, _ASK_MS)
        heard = self._responder.cache.entries_with_name(f"{name}.")
        found = {_written(one) for one in heard if isinstance(one, _Record)}
        return set(filter(_is_version_4, found)) - set(self._own())

    def _gives_way(self) -> bool:
        """Say whether another took the name at the same time, and keeps it: the lower address."""
        others = self._others(self.held) if self.held else set()
        return bool(others) and min(map(_order, others)) < min(map(_order, self._at))


def answer_until(stop: threading.Event, settings: Settings) -> None:
    """Answer for the name of the settings until ``stop`` is set, whatever the network does."""
    name = NetworkName(
        settings.local_name,
        settings.port,
        lambda: list(filter(_is_reached, reachable_hosts(settings.host))),
        own_addresses,
    )
    told, written = None, 0.0
    try:
        while settings.local_name:
            name.look()
            if name.held != told or time.monotonic() - written > FRESH_S:
                tell_name(settings.data, name.held)
                written = time.monotonic()
            if name.held != told:
                told = name.held
                _say(told, settings)
            if stop.wait(LOOK_S):
                return
        stop.wait()
    finally:
        name.leave()
        tell_name(settings.data, None)


def _say(held: str | None, settings: Settings) -> None:
    if held is None:
        log.info("no name on the network at present")
        return
    print(f"{'Nama':<{_WORD}}http://{held}:{settings.port}/tv", flush=True)
    if held != f"{settings.local_name}.local":
        first = f"{settings.local_name}.local"
        print(f"{'':<{_WORD}}{first} dipakai komputer lain / is another machine's", flush=True)
        log.warning("another machine has the name", wanted=first, held=held)


def _written(record: Any) -> str:
    return str(ipaddress.ip_address(record.address))


def _is_reached(host: str) -> bool:
    return not host.startswith("127.")


def _is_version_4(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).version == 4
    except ValueError:  # a name: whoever gave it answers for it
        return False


def _order(address: str) -> int:
    return int(ipaddress.ip_address(address))
