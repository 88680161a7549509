"""The error of a sound whose end cannot be known."""

from __future__ import annotations


class UncertainEnd(ValueError):
    """Raised when a sound may go on where a decoder would stop; the message goes after its name.

    Such a sound is refused: what is heard of it would lose its end without a word.
    """
