"""Google's Indonesian voice through gTTS: for building packs where there is internet.

Only a build uses it (:mod:`audio.production.build`); neither the server nor the voice worker
ever does, so no call waits for a network. gTTS does not verify the server's certificate: build on
a network that you trust, and listen to the pack before a hall does.
"""

from audio.voices.gtts.engine import Gtts
from audio.voices.gtts.manners import Manners
from audio.voices.gtts.name import VOICE

__all__ = ["VOICE", "Gtts", "Manners"]
