"""``panggil demo``: a morning of the hall, played through the public API at a chosen pace."""

from __future__ import annotations

import time
import uuid
from typing import Any

import click

from display.commands.command_line.options import setting_options, settings_from
from display.commands.demo.morning import Act, Desk, Morning
from display.commands.hall_api import ApiError, HallApi, HallState
from display.commands.run import local_url
from display.settings import Settings

OPENING_MINUTE = 8 * 60  # the hall opens at eight


@click.command()
@click.option("--server", default=None, help="The server's address. Default: this machine's.")
@click.option("--token", default=None, help="A token of scope calls and announcements.")
@click.option(
    "--pace",
    type=click.FloatRange(0.1, 1000),
    default=1.0,
    show_default=True,
    help="How many times faster than life.",
)
@click.option(
    "--minutes",
    type=click.FloatRange(0.1, 240),
    default=240.0,
    show_default=True,
    help="How much of the hall's morning to play, in minutes of the hall.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Which morning.")
@setting_options("port")
def demo(
    server: str | None, token: str | None, pace: float, minutes: float, seed: int, **given: Any
) -> None:
    """Play a morning: calls, recalls, visitors who do not come, announcements.

    It uses the public API only, as a queue system would. The token comes from --token, else from
    PANGGIL_API_TOKEN.
    """
    settings = settings_from(**given)
    api = HallApi(_address(server, settings), token or settings.api_token or None)
    desks = _desks(api.state())
    click.echo(f"Demo: {len(desks)} loket, {minutes:g} menit pagi hari, {pace:g} kali lebih cepat.")
    began = time.monotonic()
    stage = Stage(api)
    for act in Morning(desks, seed).acts(minutes * 60):
        time.sleep(max(0.0, began + act.at_s / pace - time.monotonic()))
        click.echo(f"{_hall_time(act.at_s)}  {stage.play(act)}")
    click.echo(f"Selesai: {stage.summary()}.")


class Stage:
    """Plays acts against the API and tells each in a sentence."""

    def __init__(self, api: HallApi) -> None:
        self._api = api
        self._run = uuid.uuid4().hex[:12]
        self._told = {"call": 0, "recall": 0, "serve": 0, "no_show": 0, "announce": 0}

    def play(self, act: Act) -> str:
        """Do one act; what the server refuses is told, only a bad token ends the demo."""
        try:
            sentence = self._announce(act) if act.desk is None else self._step(act, act.desk)
        except ApiError as error:
            if error.status in (0, 401, 403):
                raise
            return f"Ditolak: {error}"
        self._told[act.kind] += 1
        return sentence

    def summary(self) -> str:
        """Return how much was played."""
        told = self._told
        return (
            f"{told['call']} panggilan, {told['recall']} panggilan ulang, "
            f"{told['serve']} dilayani, {told['no_show']} tidak hadir, "
            f"{told['announce']} pengumuman"
        )

    def _event_id(self, act: Act) -> str:
        return f"demo-{self._run}-{act.visit}"

    def _announce(self, act: Act) -> str:
        self._api.announce(f"demo-{self._run}-text-{act.at_s:g}", act.text)
        return f"Pengumuman: {act.text}"

    def _step(self, act: Act, desk: Desk) -> str:
        where = f"Loket {desk.counter}"
        if act.kind == "call":
            self._api.call(self._event_id(act), act.ticket, desk.service, desk.counter)
            return f"{where} memanggil {act.ticket}."
        self._api.follow(self._event_id(act), act.kind.replace("_", "-"))
        return {
            "recall": f"{where} memanggil ulang {act.ticket}.",
            "serve": f"{where} selesai melayani {act.ticket}.",
            "no_show": f"{act.ticket} tidak hadir di {where.lower()}.",
        }[act.kind]


def _address(server: str | None, settings: Settings) -> str:
    if server is None:
        return local_url(settings.host, settings.port)
    if not server.startswith(("http://", "https://")):
        raise click.BadParameter("must begin with http:// or https://", param_hint="--server")
    return server


def _desks(state: HallState) -> list[Desk]:
    """Return the desks of the hall as its snapshot tells them: each counter's first service."""
    prefixes = {service["id"]: service["prefix"] for service in state["services"]}
    return [
        Desk(counter["id"], counter["services"][0], prefixes[counter["services"][0]])
        for counter in state["counters"]
        if counter["services"] and counter["state"] == "open"
    ]


def _hall_time(at_s: float) -> str:
    """Return the hall's clock as Indonesian writes it: 08.03."""
    hours, minutes = divmod(OPENING_MINUTE + int(at_s // 60), 60)
    return f"{hours:02d}.{minutes:02d}"
