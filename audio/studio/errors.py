"""What is wrong with a sound: the error of an unknown end, and a decoder's own in one line."""

from __future__ import annotations


class UncertainEnd(ValueError):
    """Raised when a sound may go on where a decoder would stop; the message goes after its name.

    Such a sound is refused: what is heard of it would lose its end without a word.
    """


def words_of(error: Exception) -> str:
    """Return in one line, without its full stop, what is wrong with a sound.

    libsndfile's whole message names the file or an object in memory, which is nobody's business.
    """
    said = getattr(error, "error_string", None) or str(error)
    return " ".join(said.split()).rstrip(".")
