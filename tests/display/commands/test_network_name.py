"""The hall's name on its network: real responders, on this machine's own loopback alone."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest
from zeroconf import AddressResolverIPv4, IPVersion, ServiceInfo, Zeroconf

from display.commands import examination
from display.commands.network_name import answering
from display.commands.network_name.answering import NetworkName, answer_until
from display.errors import SettingsError
from display.network_name import held_name, tell_name
from display.settings import load_settings
from tests.acceptance.hall_process import wait_until

LOOPBACK = "127.0.0.1"
WANTED = f"panggil-test-{os.getpid()}"
FIRST, SECOND = f"{WANTED}.local", f"{WANTED}-2.local"


@pytest.fixture
def network():
    """A machine on the loopback: asks for names, and answers for them as another would."""
    machine = Zeroconf(interfaces=[LOOPBACK], ip_version=IPVersion.V4Only)

    def ask(name: str) -> list[str]:
        resolver = AddressResolverIPv4(f"{name}.")
        resolver.request(machine, 3000)
        return resolver.parsed_addresses()

    def answer(name: str, address: str) -> None:
        kind = "_panggil-test._tcp.local."
        at = [address]
        machine.register_service(
            ServiceInfo(kind, f"{WANTED}.{kind}", 9, server=f"{name}.", parsed_addresses=at)
        )

    yield SimpleNamespace(ask=ask, answer=answer)
    machine.close()


@pytest.fixture
def machine():
    """What a machine has for addresses; the test changes them."""
    at = [LOOPBACK]
    name = NetworkName(WANTED, 8080, lambda: at, lambda: {LOOPBACK})
    yield SimpleNamespace(at=at, name=name)
    name.leave()


def test_the_name_leads_to_this_machine_until_it_leaves(network, machine):
    """And then to nobody."""
    machine.name.look()
    assert machine.name.held == FIRST
    assert network.ask(FIRST) == [LOOPBACK]
    machine.name.leave()
    assert machine.name.held is None


def test_a_name_that_another_has_is_not_taken(network, machine):
    """The second is, for as long as the first is another's."""
    network.answer(FIRST, "192.0.2.77")
    machine.name.look()
    assert machine.name.held == SECOND
    assert network.ask(SECOND) == [LOOPBACK]


@pytest.mark.parametrize(("address", "stays"), [("1.2.3.4", False), ("192.0.2.77", True)])
def test_of_two_who_took_it_at_once_the_lower_address_keeps_it(network, machine, address, stays):
    """So that exactly one gives way."""
    machine.name.look()
    network.answer(FIRST, address)
    wait_until(lambda: machine.name._others(FIRST) == {address})
    machine.name.look()
    assert machine.name.held == (FIRST if stays else SECOND)


def test_another_responder_of_this_machine_is_nobody_else(network):
    """Avahi answers for the machine's own name with addresses that no other machine reaches."""
    network.answer(FIRST, "172.17.0.1")
    name = NetworkName(WANTED, 8080, lambda: [LOOPBACK], lambda: {LOOPBACK, "172.17.0.1"})
    name.look()
    assert name.held == FIRST
    name.leave()


def test_a_network_that_goes_and_comes_is_followed(machine):
    """Nothing fails without one, and a machine's new address is answered with."""
    machine.at.clear()
    machine.name.look()
    assert machine.name.held is None
    machine.at.append("203.0.113.9")  # no address of this machine: the interface went meanwhile
    machine.name.look()
    assert machine.name.held is None
    machine.at[:] = [LOOPBACK]
    machine.name.look()
    assert machine.name.held == FIRST


def test_what_is_held_is_told_and_taken_back(tmp_path, monkeypatch, capfd):
    """On the terminal, and to the doctor by the data folder."""
    monkeypatch.setattr(answering, "reachable_hosts", lambda host: ["127.0.0.1", "localhost"])
    settings = replace(load_settings({}, data=tmp_path), local_name=WANTED, port=8123)
    assert "panggil run" in examination.examine_name(settings).sentence
    monkeypatch.setattr(answering, "_is_reached", lambda host: host == LOOPBACK)
    stop = threading.Event()
    thread = threading.Thread(target=answer_until, args=(stop, settings))
    thread.start()
    assert wait_until(lambda: held_name(tmp_path)) == FIRST
    assert f"http://{FIRST}:8123/tv" in examination.examine_name(settings).sentence
    stop.set()
    thread.join()
    assert held_name(tmp_path) is None
    assert f"Nama      http://{FIRST}:8123/tv" in capfd.readouterr().out


def test_another_name_is_told_with_a_remedy(tmp_path):
    """By the doctor; a file that a dead process left counts for nothing."""
    settings = replace(load_settings({}, data=tmp_path), local_name=WANTED)
    tell_name(tmp_path, SECOND)
    finding = examination.examine_name(settings)
    assert SECOND in finding.sentence
    assert "PANGGIL_LOCAL_NAME" in finding.remedy
    os.utime(tmp_path / "network-name", (0, 0))
    assert held_name(tmp_path) is None


@pytest.mark.parametrize("name", ["loket satu", "-a", "a.b", "ü", "x" * 61])
def test_what_is_no_name_is_refused_by_its_variable(name):
    """As every setting; with or without .local."""
    with pytest.raises(SettingsError, match="PANGGIL_LOCAL_NAME"):
        load_settings({"PANGGIL_LOCAL_NAME": name})
    assert load_settings({"PANGGIL_LOCAL_NAME": "Antrean.local"}).local_name == "antrean"
