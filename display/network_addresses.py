"""This machine's addresses on the hall's network, found without asking the internet."""

from __future__ import annotations

import ipaddress
import socket

import ifaddr

#: Networks that live inside this machine only; no TV can reach them.
_INNER = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vethernet")


def reachable_hosts(host: str) -> list[str]:
    """Return the hosts by which other machines reach a server that listens on ``host``.

    Best first. When there is no network the answer is ``["127.0.0.1"]``.
    """
    if host not in ("0.0.0.0", "::", ""):  # noqa: S104
        return [host]
    best = _routed_address()
    found = sorted(_lan_addresses(), key=lambda address: (address != best, not _private(address)))
    return found or ["127.0.0.1"]


def own_addresses() -> set[str]:
    """Return every IPv4 address of this machine, also those that no other machine reaches."""
    return {str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4}


def is_loopback(host: str) -> bool:
    """Tell whether a host, by name or address, is this machine's word for itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _routed_address() -> str | None:
    """Return the address this machine would send from; a UDP connect sends no packet."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))
        except OSError:  # no route at all, as on a network without a gateway
            return None
        address: str = probe.getsockname()[0]
        return address


def _lan_addresses() -> list[str]:
    return [
        str(address.ip)
        for adapter in ifaddr.get_adapters()
        if not adapter.nice_name.lower().startswith(_INNER)
        for address in adapter.ips
        if address.is_IPv4 and _usable(str(address.ip))
    ]


def _usable(address: str) -> bool:
    known = ipaddress.ip_address(address)
    return not (known.is_loopback or known.is_link_local or known.is_unspecified)


def _private(address: str) -> bool:
    return ipaddress.ip_address(address).is_private
