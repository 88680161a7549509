"""``panggil run``: the whole hall on one machine, server and speaker under one supervisor."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from typing import TYPE_CHECKING, Any

import click

from display.commands.command_line.options import as_environment, setting_options, settings_from
from display.commands.startup.first_hall import asked_sample
from display.commands.startup.folder import hold_folder, writable_folder
from display.commands.supervision.child import Job
from display.commands.supervision.service_manager import ServiceManager
from display.commands.supervision.supervisor import Supervisor

if TYPE_CHECKING:
    from display.settings import Settings

#: What the other children have no use for, and therefore do not get to know.
_SERVER_SECRETS = ("PANGGIL_ADMIN_PASSWORD", "PANGGIL_API_TOKEN", "PANGGIL_DATABASE_URL")


@click.command()
@setting_options(
    "data", "host", "port", "zone", "device", "speaker_name", "no_speaker", "microphone", "sample"
)
def run(**given: Any) -> None:
    """Run everything on this machine: server, database, PA speaker, and the ear if it has one.

    The first start creates the database in the data folder, asks whether the hall is to be the
    sample or empty, makes the admin's one-time password and an API token, and prints the addresses.
    Ctrl-C stops all of it.
    """
    manager = ServiceManager.of(os.environ)  # before the children get their environment
    settings = settings_from(**given)
    writable_folder(settings.data)  # here, so that two children do not both complain of it
    with hold_folder(settings.data, "run"):
        given["sample"] = asked_sample(settings) or None
        given["port"] = port = settings.port or _free_port(settings.host)
        environ = {**os.environ, **as_environment(given)}
        jobs = _jobs(environ, local_url(settings.host, port), settings)
        if settings.local_name and not _is_alone(settings.host):
            jobs.append(Job("name", _program("name"), _bare(environ)))
        code = Supervisor(jobs, manager).run()
    sys.exit(code)


def _jobs(environ: dict[str, str], url: str, settings: Settings) -> list[Job]:
    """Return the jobs; each shares with the server a token that is made anew for every run."""
    speaks, hears = not settings.no_speaker, bool(settings.microphone)
    tokens = {name: secrets.token_urlsafe(32) for name in ("speaker", "ear")}
    server = {
        **environ,
        "PANGGIL_LOCAL_SPEAKER_TOKEN": tokens["speaker"] if speaks else "",
        "PANGGIL_LOCAL_EAR_TOKEN": tokens["ear"] if hears else "",
    }
    speaker, ear = (
        {**_bare(environ), "PANGGIL_SERVER": url, "PANGGIL_TOKEN": tokens[name]} for name in tokens
    )
    return [
        Job("server", _program("serve"), server),
        *([Job("speaker", _program("speak"), speaker)] if speaks else []),
        *([Job("ear", _program("listen"), ear)] if hears else []),
    ]


def _bare(environ: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in environ.items() if name not in _SERVER_SECRETS}


def _is_alone(host: str) -> bool:
    """Say whether a server that listens there is for this machine only."""
    return host in {"localhost", "::1"} or host.startswith("127.")


def _program(command: str) -> tuple[str, ...]:
    # -P: a file in the current folder must not stand in for a module of ours.
    return (sys.executable, "-P", "-m", "display.commands", command, "--supervised")


def local_url(host: str, port: int) -> str:
    """Return the server's address as seen from this machine."""
    everywhere = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}  # noqa: S104
    name = everywhere.get(host, host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _free_port(host: str) -> int:
    """Return a port that is free now; a restarted server must come back on the same one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
