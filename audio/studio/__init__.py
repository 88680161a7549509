"""The studio: raw speech becomes a clip (48 kHz, trimmed, of even loudness) and is measured.

Uses numpy and soundfile only; loaded by the voice worker and the pack builder, never by the server.
"""

from audio.studio.compression import compress
from audio.studio.encode import decode_samples, encode_flac, encode_opus
from audio.studio.loudness import RATE_HZ, clip_lufs, integrated_lufs
from audio.studio.master import Facts, master, measure
from audio.studio.peaks import true_peak_dbtp

__all__ = [
    "RATE_HZ",
    "Facts",
    "clip_lufs",
    "compress",
    "decode_samples",
    "encode_flac",
    "encode_opus",
    "integrated_lufs",
    "master",
    "measure",
    "true_peak_dbtp",
]
