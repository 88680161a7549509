"""Windows' own mixer: the endpoint's mute and volume, and those of our session on it.

The only file that knows pycaw, which calls Core Audio; the extra ``windows`` installs it.
"""

from __future__ import annotations

from typing import Any, Final

try:
    from comtypes import COMError
    from pycaw.pycaw import AudioUtilities, IAudioSessionControl2, ISimpleAudioVolume
except (ImportError, OSError):  # another system, or the extra is not installed
    AudioUtilities = None

from audio.witness.output import Output, judge_level, volume_db

FULL: Final = 1.0
_RENDER, _ACTIVE = 0, 1  # EDataFlow.eRender, DEVICE_STATE.ACTIVE


class WindowsMixer:
    """Looks at an endpoint by the name that SDL gives it: Windows' friendly name.

    Our own session, muted or turned down in the volume mixer, is mended at each look: Windows keeps
    both for a program's name.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid

    @classmethod
    def of_this_machine(cls, pid: int) -> WindowsMixer | None:
        """Return the mixer of this machine; None without pycaw."""
        return None if AudioUtilities is None else cls(pid)

    def look(self, device: str) -> Output:
        """Say how the endpoint is; see :class:`audio.witness.mixer.Mixer`."""
        try:
            endpoint = self._find(device)
            if endpoint is None:
                return Output()
            level = endpoint.EndpointVolume
            muted, level_db = bool(level.GetMute()), float(level.GetMasterVolumeLevel())
            name = str(endpoint.FriendlyName or device) or None
            for session in self._sessions(endpoint):
                shut, volume = bool(session.GetMute()), float(session.GetMasterVolume())
                muted, level_db = muted or shut, level_db + volume_db(volume)
                if shut or volume < FULL:
                    self._mend(session)
        except (COMError, OSError):  # gone meanwhile; the next look tells
            return Output()
        return judge_level(muted, level_db, name, "windows")

    def open_up(self, device: str) -> None:
        """Unmute the endpoint and set it to 100 %."""
        try:
            if endpoint := self._find(device):
                endpoint.EndpointVolume.SetMute(0, None)
                endpoint.EndpointVolume.SetMasterVolumeLevelScalar(FULL, None)
        except (COMError, OSError):  # gone meanwhile; the next look tells
            return

    def _find(self, device: str) -> Any:
        if not device:
            return AudioUtilities.GetSpeakers()
        there = AudioUtilities.GetAllDevices(_RENDER, _ACTIVE)
        return next((each for each in there if each and each.FriendlyName == device), None)

    def _sessions(self, endpoint: Any) -> list[Any]:
        """Return the volumes of our own sessions on the endpoint."""
        listed = endpoint.AudioSessionManager.GetSessionEnumerator()
        each = [listed.GetSession(at) for at in range(listed.GetCount())]
        known = [one.QueryInterface(IAudioSessionControl2) for one in each if one]
        ours = [one for one in known if one.GetProcessId() == self._pid]
        return [one.QueryInterface(ISimpleAudioVolume) for one in ours]

    def _mend(self, session: Any) -> None:
        session.SetMute(0, None)
        session.SetMasterVolume(FULL, None)
