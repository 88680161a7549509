"""The speaker as a whole: link, player, sounds and the supervised worker, put together."""

import logging
import socket
import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from audio.address import split_address
from audio.speaker.link import Link
from audio.speaker.orders import (
    BadMessage,
    Order,
    Part,
    Report,
    SoundRef,
    Status,
    read_names,
    read_volume,
)
from audio.speaker.outbox import Outbox
from audio.speaker.output_choice import OutputChoice
from audio.speaker.player import Player
from audio.speaker.sounds import Sounds
from audio.speaker.worker.process import SoundWorker
from audio.witness import Witness

log = logging.getLogger(__name__)


def run_speaker(
    server_url: str,
    token: str,
    *,
    zone: str = "main",
    name: str = "",
    device: str | None = None,
    owns_output: bool = False,
    folder: Path,
    stop: threading.Event,
) -> None:
    """Be the speaker of a zone until `stop` is set; then end within about 2 s.

    `server_url` is the server's address (http, https, ws or wss; ValueError for any other), `name`
    what staff know this speaker by ("": the machine's name),
    `device` the name of an output or None for the one that staff choose, else the first that is
    heard; `folder` keeps fetched sounds and that name. With `owns_output` nobody else uses it:
    muted or turned down, it is opened up.
    Neither an absent server nor an absent device ends it: it waits for both.
    """
    speaker = Speaker(
        server_url,
        token,
        zone=zone,
        name=name or socket.gethostname(),
        device=device,
        owns_output=owns_output,
        folder=folder,
    )
    speaker.start()
    try:
        stop.wait()
    finally:
        speaker.close()


class Speaker:
    """The parts of a speaker; run_speaker is its usual life."""

    def __init__(
        self,
        server_url: str,
        token: str,
        *,
        zone: str,
        name: str,
        device: str | None,
        owns_output: bool,
        folder: Path,
    ) -> None:
        http_url, websocket_url = split_address(server_url)
        self._zone = zone
        self._outbox = Outbox()
        sounds = Sounds(folder, http_url, token)
        choice = OutputChoice(folder, device)
        self._player = Player(
            sounds,
            SoundWorker,
            partial(Witness, owns_output=owns_output),
            choice,
            self._report,
            self._wake_link,
        )
        hello = {"zone": zone, "name": name, "parts": True}
        self._refusal: object = None
        self._told_of_lease: tuple[bool, object] | None = None
        self._link = Link(websocket_url, token, hello, self, self._outbox)
        self._link_thread = threading.Thread(target=self._link.run, name="link", daemon=True)

    def start(self) -> None:
        """Open the device and the link, side by side."""
        self._player.start()
        self._link_thread.start()

    def close(self) -> None:
        """Fall silent, close the link, leave no process behind."""
        self._player.close()
        self._link.close()
        self._link_thread.join(1.0)

    def status(self) -> Status:
        """Return how the speaker is now."""
        return self._player.status()

    def take(self, message: Mapping[str, Any]) -> None:
        """Do what the server asks; what is not understood is logged and left."""
        try:
            self._obey(message)
        except BadMessage as error:
            log.warning("message ignored: %s", error)

    def _obey(self, message: Mapping[str, Any]) -> None:
        kind = message.get("type")
        if kind == "play":
            self._player.play(Order.from_message(message))
        elif kind == "part":
            self._player.add(Part.from_message(message))
        elif kind == "prepare":
            self._player.prepare(SoundRef.from_message(message))
        elif kind == "stop":
            self._player.stop(str(message.get("announcement_id")))
        elif kind == "volume" and message.get("zone", self._zone) == self._zone:
            self._player.set_volume(read_volume(message.get("volume")))
        elif kind == "output" and message.get("zone", self._zone) == self._zone:
            device = message.get("device")
            fallbacks = read_names(message.get("fallback_devices"))
            self._player.set_output(str(device) if device else None, fallbacks)
        elif kind == "lease" and message.get("zone", self._zone) == self._zone:
            self._take_lease(message.get("granted") is True, message.get("holder"))
        elif kind == "error" and message.get("detail") != self._refusal:
            self._refusal = message.get("detail")
            log.warning("the server refuses this speaker: %s", self._refusal)

    def _take_lease(self, granted: bool, holder: object) -> None:
        """Speak or stand by; whoever looks at this machine is told which, once."""
        self._player.set_lease(granted)
        if self._told_of_lease == (granted, holder):
            return
        self._told_of_lease = (granted, holder)
        if granted:
            log.info("speaks for the zone %s", self._zone)
        elif holder:
            log.warning("stands by: %s speaks for the zone %s", holder, self._zone)
        else:
            log.warning("stands by: this server lets nobody speak for the zone %s", self._zone)

    def _report(self, report: Report) -> None:
        log.info("%s %s %s", report.order.key, report.outcome, report.reason or "")
        self._outbox.add(report)
        self._link.wake()

    def _wake_link(self) -> None:
        self._link.wake()
