"""The studio: raw speech becomes a clip (48 kHz, trimmed, of even loudness) and is measured.

Uses numpy and soundfile only; loaded by the voice worker and the pack builder, never by the server.
"""

from audio.studio.compression import compress
from audio.studio.encode import decode_samples, encode_flac, encode_opus
from audio.studio.loudness import RATE_HZ, clip_lufs, integrated_lufs
from audio.studio.master import Facts, master, measure
from audio.studio.peaks import true_peak_dbtp
from audio.voices.making import make_clip, record_clip

__all__ = [
    "RATE_HZ",
    "Facts",
    "clip_lufs",
    "compress",
    "decode_samples",
    "encode_flac",
    "encode_opus",
    "integrated_lufs",
    "make_clip",
    "master",
    "measure",
    "record_clip",
    "true_peak_dbtp",
]
