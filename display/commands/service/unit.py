"""The unit files: how systemd starts the hall, watches it, and what it may touch.

Sound decides much of it (docs/operations.md, "Start at boot"): a service finds PipeWire or
PulseAudio by XDG_RUNTIME_DIR alone, and they refuse another user's streams. So the hall has a user
whose own sound server runs without a login (linger), or it is a unit of the user who is logged in.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from display.errors import StartError

NAME: Final = "panggil.service"
WATCHDOG_S: Final = 60
"""The supervisor kills a silent child after 20 s; the watchdog is for when that does not help."""

# Drives and shares for a second backup are mounted below /media, /mnt or /srv.
# What it does not need, and what breaks neither sound nor the voice: no ProtectHome (it hides
# /run/user, where the sound server is), no PrivateDevices and no ProtectClock (they hide /dev/snd),
# no MemoryDenyWriteExecute (the voice's library makes code), no RestrictRealtime (sound asks for
# it).
_HARDENING: Final = """\
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths={data} -/run/user/{uid} -/media -/mnt -/srv
PrivateTmp=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectProc=invisible
RestrictNamespaces=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=no
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
AmbientCapabilities=CAP_NET_BIND_SERVICE
"""

# Whatever ends it, it comes back; only a wrong setting (2) or a database of a newer release (4)
# waits for somebody. OOMPolicy: a voice worker that takes too much must not end the hall.
_SERVICE: Final = """\
Type=notify
NotifyAccess=main
ExecStart={command}
WorkingDirectory={data}
EnvironmentFile=-{environment}
Environment=PYTHONUNBUFFERED=1
WatchdogSec={watchdog}
TimeoutStartSec=600
TimeoutStopSec=15
KillMode=mixed
Restart=always
RestartSec=2
RestartPreventExitStatus=2 4
OOMPolicy=continue
LimitNOFILE=65536
UMask=0077
"""

_SYSTEM: Final = """\
[Unit]
Description=Panggil: calls the visitors of a waiting hall
Documentation=man:systemd.service(5)
Wants=network-online.target user@{uid}.service
After=network-online.target time-sync.target sound.target user@{uid}.service
StartLimitIntervalSec=0

[Service]
{service}User={account}
SupplementaryGroups=audio
Environment="HOME={home}"
Environment=XDG_RUNTIME_DIR=/run/user/{uid}
{hardening}
[Install]
WantedBy=multi-user.target
"""

_USER: Final = """\
[Unit]
Description=Panggil: calls the visitors of a waiting hall
Documentation=man:systemd.service(5)
After=pipewire.service pipewire-pulse.service wireplumber.service pulseaudio.service
StartLimitIntervalSec=0

[Service]
{service}NoNewPrivileges=yes

[Install]
WantedBy=default.target
"""


@dataclass(frozen=True, slots=True)
class Account:
    """Whose the service is."""

    name: str
    uid: int
    home: Path


def system_unit(account: Account, data: Path, environment: Path) -> str:
    """Return the unit of a hall that starts with the machine, as a user of its own."""
    return _SYSTEM.format(
        service=_service(data, environment),
        hardening=_HARDENING.format(data=_path(data), uid=account.uid),
        account=account.name,
        uid=account.uid,
        home=_escaped(account.home),
    )


def user_unit(data: Path, environment: Path) -> str:
    """Return the unit of a hall that runs as the user who is logged in, with their sound."""
    return _USER.format(service=_service(data, environment))


def _service(data: Path, environment: Path) -> str:
    # -P: a file in the working folder must not stand in for a module of ours.
    command = f"{_path(Path(sys.executable))} -P -m display.commands run --data {_path(data)}"
    return _SERVICE.format(
        command=command,
        data=_escaped(data),
        environment=_escaped(environment),
        watchdog=WATCHDOG_S,
    )


def _path(path: Path) -> str:
    """Write a path as it stands in a list of words: a blank would part it."""
    text = _escaped(path)
    return f'"{text}"' if " " in text else text


def _escaped(path: Path) -> str:
    """Write a path as a setting of one path takes it, which knows no quotes."""
    text = str(path)
    if set(text) & set('"\\\n'):
        raise StartError(f"No unit file can name the path {text!r}; choose a plain one.")
    return text.replace("%", "%%")
