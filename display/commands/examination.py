"""The examinations of ``panggil doctor``: each looks at one thing and says it in plain words.

Indonesian, because the people of the hall read them.
"""

from __future__ import annotations

import os
import socket
import urllib.request
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from display import clock
from display.commands.phrases.coverage import cover
from display.commands.run import local_url
from display.commands.startup.folder import writable_folder
from display.commands.startup.open_journal import has_hall, open_ledger
from display.errors import PanggilError, StartError
from display.finding import Finding, examine_room, examine_time
from display.hall.faults import SPEAKER_SILENT, no_library
from display.network_addresses import reachable_hosts
from display.network_name import held_name
from display.settings import Settings

if TYPE_CHECKING:
    from audio.speaker import DeviceReport
    from display.journal import Fault


def examine_folder(settings: Settings) -> Finding:
    """Can the data folder be written?"""
    folder = settings.data.resolve()
    if not folder.exists():
        parent = _existing_parent(folder)
        if parent.is_dir() and os.access(parent, os.W_OK):
            return Finding("folder data", f"{folder} akan dibuat saat mulai pertama.")
    try:
        writable_folder(folder)
    except StartError as error:
        remedy = "Beri izin tulis, atau pilih folder lain dengan --data."
        return Finding("folder data", str(error), remedy)
    return Finding("folder data", f"{folder} dapat ditulis.")


def examine_disk(settings: Settings) -> Finding:
    """Is there room for clips, sounds and the journal?"""
    return examine_room(settings.data)


def examine_database(settings: Settings) -> Finding:
    """Does the journal open, and does it know the hall?"""
    if not has_hall(settings):
        return Finding("basis data", "Belum ada; dibuat saat mulai pertama.")
    try:
        with open_ledger(settings) as journal:
            _, seq = journal.position(settings.hall)
    except PanggilError as error:
        return Finding("basis data", str(error), "Periksa PANGGIL_DATA atau PANGGIL_DATABASE_URL.")
    return Finding("basis data", f"Terbuka, {seq} kejadian tercatat.")


def examine_backup(settings: Settings) -> Finding:
    """Is there a backup of last night?"""
    from display.backup import kept_backups
    from display.hall.backups import OLD_AFTER

    kept = kept_backups(settings.data / "backups")
    if not has_hall(settings):
        return Finding("cadangan", "Belum perlu; belum ada aula.")
    remedy = "Buat di Pengaturan → Cadangan, atau dengan `panggil backup BERKAS`."
    if not kept:
        first = _moment_of_event(settings, 1)
        is_new = first is None or clock.now() - first < OLD_AFTER
        return Finding("cadangan", "Belum ada cadangan.", "" if is_new else remedy, mild=True)
    age = clock.now() - kept[0].made_at
    hours = max(0, round(age.total_seconds() / 3600))
    told = f"Cadangan terakhir {hours} jam yang lalu, {kept[0].size / 10**6:.0f} MB."
    return Finding("cadangan", told, remedy if age > OLD_AFTER else "", mild=True)


def examine_clock(settings: Settings) -> Finding:
    """Is the time plausible, and not before what the journal has already seen?"""
    return examine_time(_latest_event(settings))


def examine_clips(settings: Settings) -> Finding:
    """Can every call of this hall be said?"""
    try:
        coverage = cover(settings)
    except Exception as error:  # whatever is wrong with the pack, the other examinations go on
        remedy = "Periksa PANGGIL_PACK." if settings.pack else "Pasang ulang Panggil."
        return Finding("klip suara", f"Tidak dapat diperiksa: {error}", remedy)
    if coverage.whole:
        return Finding("klip suara", f"Lengkap, {coverage.needed} frasa.")
    sentence = f"{len(coverage.missing)} frasa belum ada, {len(coverage.damaged)} klip rusak."
    if settings.pack:
        remedy = "Lengkapi paket itu; `panggil clips check` menyebut frasanya."
        return Finding("klip suara", sentence, remedy)
    if coverage.damaged:
        return Finding("klip suara", sentence, "Pasang ulang Panggil.")
    return Finding("klip suara", sentence, "Jalankan `panggil run`; frasa itu dibuat sendiri.")


def examine_sound(settings: Settings) -> Finding:
    """Does the PA's sound device take samples?"""
    from audio.speaker import OutputChoice, probe_device

    choice = OutputChoice(settings.data / "speaker", settings.device or None)
    report = probe_device(choice.device)
    if report.present:
        return _examine_output(report)
    if report.lack:
        lacking = no_library(report.lack)
        return Finding("perangkat suara", lacking.sentence, lacking.action)
    wanted = choice.device or "bawaan"
    return Finding(
        "perangkat suara",
        f"Perangkat {wanted} tidak menerima suara: {report.detail}.",
        "Sambungkan dan nyalakan perangkat suara, atau pilih yang lain dengan PANGGIL_DEVICE.",
    )


def _examine_output(report: DeviceReport) -> Finding:
    """The device takes samples; does the hall hear them?"""
    title, output = "perangkat suara", report.output
    if output.silent:
        fault = SPEAKER_SILENT[output.state]
        return Finding(title, f"{report.device}: {fault.sentence}", fault.action)
    if output.state == "ok":
        return Finding(title, f"{report.device} menerima suara dan tidak dibisukan.")
    told = f"{report.device} menerima suara; tidak ada yang dapat memeriksa apakah ia terdengar."
    return Finding(title, told)


def examine_microphone(settings: Settings) -> Finding:
    """Does the hall's ear hear, where the hall has one?"""
    title, trouble = "mikrofon", _ear_fault(settings)
    if trouble:
        return Finding(title, trouble.sentence, trouble.action)
    if not settings.microphone:
        return Finding(title, "Tidak disetel di komputer ini.")
    if _answers(settings):
        return Finding(title, "Dipakai Panggil yang sedang berjalan; tidak ada gangguan.")
    from audio.ear import probe_microphone

    chosen = settings.microphone_name
    report = probe_microphone(chosen)
    if report.opens:
        return Finding(title, f"{report.device or 'Mikrofon bawaan'} terbuka.")
    return Finding(
        title,
        f"Mikrofon {chosen or 'bawaan'} tidak dapat dibuka: {report.detail}.",
        "Periksa kabelnya; `panggil listen --list` menyebut nama mikrofon yang ada.",
    )


def examine_port(settings: Settings) -> Finding:
    """Is the port free, or is it Panggil itself that answers there?"""
    try:
        _listen_once(settings)
    except OSError as error:
        if _answers(settings):
            return Finding("port", f"Panggil sedang berjalan di port {settings.port}.")
        return Finding(
            "port",
            f"Port {settings.port} tidak dapat dipakai: {error.strerror}.",
            "Hentikan program lain itu, atau pilih port lain dengan --port.",
        )
    return Finding("port", f"Port {settings.port} bebas.")


def examine_network(settings: Settings) -> Finding:
    """Can a TV reach this machine?"""
    host = reachable_hosts(settings.host)[0]
    if host.startswith("127.") or host in ("localhost", "::1"):
        return Finding(
            "jaringan",
            "Mesin ini tidak dapat dicapai dari TV.",
            "Sambungkan kabel jaringan atau Wi-Fi; jangan setel --host ke 127.0.0.1.",
        )
    return Finding("jaringan", f"TV membuka http://{host}:{settings.port}/tv.")


def examine_name(settings: Settings) -> Finding:
    """By which name does a TV reach this machine?"""
    title, wanted = "nama jaringan", f"{settings.local_name}.local"
    if not settings.local_name:
        return Finding(title, "Tidak disetel (PANGGIL_LOCAL_NAME kosong).")
    held = held_name(settings.data)
    if held is None:
        return Finding(title, f"{wanted} diumumkan selama `panggil run` berjalan.")
    url = f"http://{held}:{settings.port}/tv"
    if held == wanted:
        return Finding(title, f"TV yang mengenal nama itu membuka {url}.")
    return Finding(
        title,
        f"{wanted} dipakai komputer lain; komputer ini bernama {held}.",
        f"Buka {url} di TV, atau pilih nama lain dengan PANGGIL_LOCAL_NAME.",
        mild=True,
    )


EXAMINATIONS: tuple[Callable[[Settings], Finding], ...] = (
    examine_folder,
    examine_disk,
    examine_database,
    examine_backup,
    examine_clock,
    examine_clips,
    examine_sound,
    examine_microphone,
    examine_port,
    examine_network,
    examine_name,
)


def _existing_parent(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


def _latest_event(settings: Settings) -> datetime | None:
    """Return when the journal's last event occurred; ``None`` when there is none to be had."""
    if not has_hall(settings):
        return None
    return _moment_of_event(settings, None)


def _moment_of_event(settings: Settings, wanted: int | None) -> datetime | None:
    """Return when the event at a position occurred, None: the last."""
    try:
        with open_ledger(settings) as journal:
            seq = wanted or journal.position(settings.hall)[1]
            events = journal.events(settings.hall, max(0, seq - 1), 1)
            return clock.parse(events[-1].occurred_at) if events else None
    except PanggilError:  # examine_database says it
        return None


def _ear_fault(settings: Settings) -> Fault | None:
    """Return what the journal says is wrong with loudspeakers or microphone by the ear's word."""
    if not has_hall(settings):
        return None
    from display.journal import Fault

    try:
        with open_ledger(settings) as journal:
            standing = journal.read(settings.hall, lambda tx: tx.all(Fault))
    except PanggilError:  # examine_database says it
        return None
    return next((fault for fault in standing if fault.code.startswith("ear.")), None)


def _listen_once(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # as the server does: a port in TIME_WAIT is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((settings.host, settings.port))


def _answers(settings: Settings) -> bool:
    """Say whether a Panggil server answers on the port."""
    url = f"{local_url(settings.host, settings.port)}/api/v1/openapi.json"
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:  # noqa: S310 - our own address
            return b"Panggil" in answer.read(65536)
    except (OSError, ValueError):
        return False
