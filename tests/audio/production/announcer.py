"""A hall's announcer who whistles: recordings as files of every kind, folders and zips of them."""

import io
import zipfile

import numpy
import soundfile

RATE_HZ = 48_000
FORMATS = {
    "wav": {"format": "WAV", "subtype": "PCM_16"},
    "flac": {"format": "FLAC"},
    "mp3": {"format": "MP3"},
    "opus": {"format": "OGG", "subtype": "OPUS"},
}
TEXTS = ("nol", "satu", "Nomor antrean A")


def whistle(seconds=0.5, level=0.3, rate_hz=RATE_HZ, pitch_hz=440.0):
    """Samples of a tone with quiet around it."""
    steps = numpy.arange(int(seconds * rate_hz)) / rate_hz
    return numpy.pad(level * numpy.sin(2 * numpy.pi * pitch_hz * steps), rate_hz // 10)


def recorded(kind="wav", samples=None, rate_hz=RATE_HZ):
    """The bytes of a whole file."""
    file = io.BytesIO()
    sound = whistle(rate_hz=rate_hz) if samples is None else samples
    soundfile.write(file, sound, rate_hz, **FORMATS[kind])
    return file.getvalue()


def csv_of(files):
    """A manifest of text to file name."""
    rows = [f'"{text}","{file}"' for text, file in files.items()]
    return "\n".join(["text,file", *rows]).encode()


def zipped(path, entries):
    """A zip of name (or ZipInfo) to bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path
