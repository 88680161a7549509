"""The health of the hall as the running server sees it, as plain sentences with what to do.

Each check looks at one thing and never raises: what cannot be read is itself a finding. Whatever
stands here as ``bad`` for longer than a moment is a fault as well
(:mod:`display.hall.health.monitor`), except a database that is gone: nothing can be journalled
then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

import structlog

from display import clock
from display.errors import PanggilError
from display.finding import EARLIEST, Finding, examine_room, thousands
from display.hall.backups import OLD_AFTER
from display.hall.faults import (
    BACKUP_OLD,
    BACKUP_SECOND,
    DATABASE_LOCKED,
    DATABASE_RESTORED,
    DEAD_MICROPHONE,
    DISK_FULL,
    EAR_ABSENT,
    EAR_NOT_HEARD,
    FALLBACK,
    NO_DEVICE,
    PACK_BROKEN,
    SPEAKER_ABSENT,
    SPEAKER_SILENT,
    no_library,
)
from display.hall.health.clock import DRIFT_S, drifts_of, told_drift_s
from display.hall.health.screens import silent
from display.hall.hearing import TARGET_DB

if TYPE_CHECKING:
    from display.hall.backups import BackupDesk
    from display.hall.context import HallContext
    from display.hall.health.clock import ClockMonitor
    from display.hall.health.monitor import Monitor
    from display.hall.health.screens import ScreenMonitor
    from display.hall.health.writing import WriteMonitor
    from display.hall.hearing import EarDesk
    from display.hall.playback import SpeakerState, Zones
    from display.journal import Row
    from display.push import Hub, SnapshotMessage, SpeakerNow

log = structlog.get_logger(__name__)

State: TypeAlias = "SnapshotMessage | None"
"""The hall as the hub has it; None while the journal cannot be read."""
#: A disk that takes this long to keep a call makes the pads wait.
SLOW_COMMIT_MS: Final = 250.0

UNWATCHED: Final = "Tidak ada yang memeriksa apakah suaranya sampai ke perangkat itu."

TITLES: Final = {
    "pa": "Pengeras suara",
    "ear": "Mikrofon ruangan",
    "voice": "Suara",
    "screens": "Layar",
    "clock": "Jam",
    "disk": "Ruang disk",
    "database": "Basis data",
    "backup": "Cadangan",
}
"""What is checked, in the order in which it is told."""


def check_health(
    hall: HallContext, hub: Hub, zones: Zones, ears: EarDesk, monitor: Monitor
) -> dict[str, Finding]:
    """Return a finding for each of :data:`TITLES`; of an ear only where the hall has one."""
    try:
        state: State = hub.snapshot_message()
    except PanggilError:
        state = None
    looks: dict[str, Callable[[], Finding]] = {
        "pa": lambda: check_zones(zones, state, _tally(hall, state)),
        "ear": lambda: check_ear(ears),
        "voice": lambda: check_voice(monitor.pack_trouble, state),
        "screens": lambda: check_screens(hub, monitor.screens, state),
        "clock": lambda: check_clock(hub, monitor.clock, state),
        "disk": lambda: check_disk(hall, monitor.writing),
        "database": lambda: check_database(hall, monitor.writing),
        "backup": lambda: check_backup(monitor.backups, state),
    }
    if state is None or not ears.is_expected:
        del looks["ear"]
    return {name: _safely(name, look) for name, look in looks.items()}


def _safely(name: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except (PanggilError, OSError) as error:
        log.warning("health cannot be read", check=name, error=str(error))
        return _found(name, "Tidak dapat diperiksa.", "Lihat keterangan basis data dan disk.")


def check_zones(zones: Zones, state: State, tally: Mapping[str, int]) -> Finding:
    """Does the PA speak in every zone? Of several, those in trouble are told by name."""
    # As the whole hall has it: a speaker may be connected to another server.
    speakers = list(state["speakers"] if state else zones.describe())
    if len(speakers) <= 1:
        return check_pa(state["speaker"] if state else zones.main.speakers.describe(), tally)
    names = {row["id"]: row["name"] for row in state["zones"]} if state else {}
    found = [(names.get(each["zone"], each["zone"]), check_pa(each, tally)) for each in speakers]
    wrong = [(name, each) for name, each in found if each.remedy] or found
    sentence = " ".join(f"{name}: {each.sentence}" for name, each in wrong)
    remedy = " ".join(dict.fromkeys(each.remedy for _, each in wrong if each.remedy))
    return _found("pa", sentence, remedy, mild=all(each.mild for _, each in wrong))


def check_pa(speaker: SpeakerNow | SpeakerState, tally: Mapping[str, int]) -> Finding:
    """Does the PA speak? ``tally`` counts today's ends by the event's name."""
    heard = tally.get("announcement.finished", 0)
    failed = tally.get("announcement.failed", 0)
    if speaker["state"] == "absent":
        return _found("pa", SPEAKER_ABSENT.sentence, SPEAKER_ABSENT.action)
    if speaker["reason"] == "no_library":
        lacking = no_library(speaker["lack"])
        return _found("pa", lacking.sentence, lacking.action)
    if speaker["state"] == "no_device":
        return _found("pa", NO_DEVICE.sentence, NO_DEVICE.action)
    if speaker["state"] == "silent":
        kind = SPEAKER_SILENT.get(speaker["reason"] or "", NO_DEVICE)
        return _found("pa", kind.sentence, kind.action)
    if speaker["state"] == "starting":
        return _found("pa", "Sedang dimulai.", "Tunggu beberapa detik.", mild=True)
    device = speaker["device"] or "Perangkat suara bawaan"
    unwatched = f" {UNWATCHED}" if speaker["witness"] == "none" else ""
    if speaker["fallback"]:
        told = f"Perangkat aula tidak ditemukan; {device} menggantikannya.{unwatched}"
        return _found("pa", told, FALLBACK.action, mild=True)
    if failed:
        told = f"{device}; hari ini {thousands(heard)} terdengar, {thousands(failed)} gagal."
        action = "Buka Riwayat untuk melihat sebabnya."
        return _found("pa", f"{told}{unwatched}", action, mild=True)
    told = f"{device}; hari ini {thousands(heard)} terdengar, tidak ada yang gagal."
    return _found("pa", f"{told}{unwatched}")


def check_ear(ears: EarDesk) -> Finding:
    """Does the hall's ear hear the loudspeakers?"""
    ear, hearing = ears.ear, ears.hearing()
    if ear is None:
        return _found("ear", EAR_ABSENT.sentence, EAR_ABSENT.action)
    if ear.state == "starting":
        return _found("ear", "Sedang dimulai.", "Tunggu beberapa detik.", mild=True)
    if ear.state != "listening":
        kind = DEAD_MICROPHONE[ear.state]
        return _found("ear", kind.sentence, kind.action)
    if hearing.is_fault:
        return _found("ear", EAR_NOT_HEARD.sentence, EAR_NOT_HEARD.action)
    name = ear.microphone or "Mikrofon bawaan"
    level_db = hearing.over_noise_db
    if level_db is None:
        return _found("ear", f"{name} mendengarkan; belum ada pengumuman yang didengarnya.")
    told = f"{name}: pengumuman terdengar {decibels(level_db)} di atas bising ruangan."
    if ear.clips:
        return _found("ear", told, "Kecilkan peka mikrofon itu: suaranya terpotong.", mild=True)
    lowest, highest = TARGET_DB
    if level_db < lowest:
        return _found("ear", told, "Naikkan volume: di bawah 6 dB sulit dipahami.", mild=True)
    if level_db > highest:
        return _found("ear", f"{told} Di atas 10 dB terasa keras; volume boleh diturunkan.")
    return _found("ear", told)


def decibels(level_db: float) -> str:
    """Write a level: ``8,5 dB``."""
    return f"{level_db:.1f} dB".replace(".", ",").replace("-", "−")


def check_voice(pack_trouble: str, state: State) -> Finding:
    """Can everything be said, and in one voice?"""
    if pack_trouble:
        return _found("voice", PACK_BROKEN.sentence, PACK_BROKEN.action, mild=True)
    fault = _fault(state, "voice.")
    if fault:
        return _found("voice", fault["sentence"], fault["action"], mild=True)
    voice = state.get("voice") if state else None
    progress = voice["state"] if voice else ""
    needed, missing = (voice["needed"], voice["missing"]) if voice else (0, 0)
    waits = sum(row["state"] == "preparing" for row in (state["announcements"] if state else ()))
    making = f" {waits} pengumuman sedang dibuatkan suaranya." if waits else ""
    if progress == "making":
        done = thousands(needed - missing)
        told = f"Menyiapkan suara: {done} dari {thousands(needed)} frasa.{making}"
        return _found("voice", told)
    if progress == "incomplete":
        told = f"{thousands(missing)} dari {thousands(needed)} frasa belum dapat dibuat.{making}"
        action = "Periksa ruang disk dan memori; frasa itu dicoba lagi setiap sepuluh menit."
        return _found("voice", told, action, mild=True)
    if waits:
        return _found("voice", making.strip())
    return _found("voice", "Semua nomor, loket, dan layanan dapat diucapkan.")


def check_screens(hub: Hub, screens: ScreenMonitor, state: State) -> Finding:
    """Do the screens show the hall as it is?"""
    clients = hub.presence.all()
    here = [seen for seen in clients if seen.role == "screen"]
    lost = screens.lost()
    broken, mute = screens.broken, silent(clients)
    old = sum(seen.is_known and seen.version not in (None, hub.version) for seen in here)
    troubles = [
        *(
            f"Layar {who} terputus sejak {_time(at, state)}."
            for who, at in sorted(lost.items())[:3]
        ),
        *(f"Layar {who} mengalami galat." for who in broken[:3]),
        *(f"Layar {who} tidak memberi kabar." for who in sorted(set(mute))[:3]),
        *([f"{old} layar masih memakai halaman lama."] if old else ()),
    ]
    unknown = sum(not seen.is_known for seen in here)
    watched = f" {unknown} di antaranya tanpa token: gangguannya tidak dipantau." if unknown else ""
    told = f"{len(here)} layar tersambung.{watched}"
    if troubles:
        action = "Periksa listrik dan jaringan layar itu, lalu muat ulang halamannya."
        return _found("screens", " ".join((told, *troubles)), action, mild=not broken)
    if not here:
        return _found("screens", "Belum ada layar.", "Buka alamat /tv di setiap TV.", mild=True)
    return _found("screens", told)


def check_clock(hub: Hub, clock_monitor: ClockMonitor, state: State) -> Finding:
    """Does this machine know what time it is?"""
    now = clock.now()
    told = f"Pukul {_time(clock.iso(now), state)}."
    set_it = "Setel jam komputer server, dan sambungkan penyelaras waktunya (NTP)."
    # A PC with an empty clock battery starts years ago; once NTP has set it, all that waits would
    # expire at once.
    if now < EARLIEST or clock_monitor.behind_s:
        return _found("clock", f"{told} Jam server tertinggal.", set_it)
    jumped = clock_monitor.jumped_s
    if jumped:
        return _found("clock", f"{told} {jump_words(jumped)}", set_it)
    drift = told_drift_s(drifts_of(hub.presence.all()))
    if drift:
        far = f"{abs(drift) / DRIFT_S:.0f} menit {'lebih lambat' if drift > 0 else 'lebih cepat'}"
        return _found("clock", f"{told} Jam server {far} daripada jam layar.", set_it, mild=True)
    return _found("clock", f"{told} Berjalan rata.")


def jump_words(seconds: float) -> str:
    """Say by how much the clock was set: ``Jam server melompat maju 3 menit.``"""
    far, whole = abs(seconds), f"{abs(seconds):.0f} detik"
    if far >= 7200:
        whole = f"{far / 3600:.0f} jam"
    elif far >= 120:
        whole = f"{far / 60:.0f} menit"
    return f"Jam server melompat {'maju' if seconds > 0 else 'mundur'} {whole}."


def check_disk(hall: HallContext, writing: WriteMonitor) -> Finding:
    """Is there room, and can it be used?"""
    if writing.disk == "full":
        return _found("disk", DISK_FULL.sentence, DISK_FULL.action)
    if writing.disk:
        action = "Periksa hak tulis folder data Panggil, dan apakah disknya rusak."
        return _found("disk", "Folder data tidak dapat ditulisi.", action)
    return _titled("disk", examine_room(hall.settings.data))


def check_database(hall: HallContext, writing: WriteMonitor) -> Finding:
    """Is the journal there, and does it keep a call quickly?"""
    if writing.database == "locked":
        return _found("database", DATABASE_LOCKED.sentence, DATABASE_LOCKED.action)
    try:
        _, seq = hall.journal.position(hall.id)
    except PanggilError as error:
        log.warning("journal not reachable", error=str(error))
        action = "Panggilan tidak dapat dicatat. Periksa disk, atau server basis data."
        return _found("database", "Basis data tidak dapat dicapai.", action)
    if hall.journal.restored(hall.id):
        return _found("database", DATABASE_RESTORED.sentence, DATABASE_RESTORED.action, mild=True)
    told = f"{thousands(seq)} kejadian tercatat."
    took = hall.journal.commit_ms()
    if took is None:
        return _found("database", told)
    if took > SLOW_COMMIT_MS:
        told = f"{told} Pencatatannya lambat."
        return _found("database", told, "Disk lambat: periksa beban dan kesehatannya.", mild=True)
    return _found("database", told)


def check_backup(backups: BackupDesk, state: State) -> Finding:
    """Is there a backup of last night, in both places?"""
    if not backups.is_made_here:
        return _found("backup", "Dibuat oleh server yang sedang memimpin aula ini.")
    now = backups.state()
    failed = {each.place for each in now.results if each.fault}
    if now.newest is None:
        told = "Belum ada cadangan."
        making = now.running or (backups.is_nightly and "first" not in failed)
        action = "" if making else "Buka Pengaturan → Cadangan dan pilih Cadangkan sekarang."
        return _found("backup", told, action, mild=True)
    at = clock.iso(now.newest.made_at)
    told = f"Cadangan terakhir {_day(at, state)} pukul {_time(at, state)}."
    if "first" in failed:
        action = "Cadangan sesudahnya gagal: lihat sebabnya di Pengaturan → Cadangan."
        return _found("backup", told, action, mild=True)
    if clock.now() - now.newest.made_at > OLD_AFTER:
        return _found("backup", told, BACKUP_OLD.action, mild=True)
    if "second" in failed:
        return _found("backup", f"{told} {BACKUP_SECOND.sentence}", BACKUP_SECOND.action, mild=True)
    return _found("backup", told)


def _tally(hall: HallContext, state: State) -> dict[str, int]:
    """Count today's events by name; today begins at the hall's midnight."""
    ahead = timedelta(minutes=state["hall"]["utc_offset_min"]) if state else timedelta()
    local = clock.now() + ahead
    # The hall's midnight, by the offset of the snapshot: the journal is in UTC.
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) - ahead
    return hall.journal.tally(hall.id, clock.iso(midnight))


def _fault(state: State, family: str) -> Row | None:
    faults = state["faults"] if state else []
    standing = [row for row in faults if row["code"].startswith(family)]
    return standing[-1] if standing else None


def _time(iso: str, state: State) -> str:
    """Write a moment on the hall's clock: ``09.40``."""
    ahead = timedelta(minutes=state["hall"]["utc_offset_min"]) if state else timedelta()
    return (clock.parse(iso) + ahead).strftime("%H.%M")


def _day(iso: str, state: State) -> str:
    """Write a day on the hall's calendar: ``hari ini``, else ``28-11-2026``."""
    ahead = timedelta(minutes=state["hall"]["utc_offset_min"]) if state else timedelta()
    day, today = (clock.parse(iso) + ahead).date(), (clock.now() + ahead).date()
    return "hari ini" if day == today else f"{day:%d-%m-%Y}"


def _titled(name: str, finding: Finding) -> Finding:
    return _found(name, finding.sentence, finding.remedy, mild=finding.mild)


def _found(name: str, sentence: str, action: str = "", *, mild: bool = False) -> Finding:
    return Finding(TITLES[name], sentence, action, mild)
