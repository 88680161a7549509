"""One request to the online voice, by gTTS's own client, and what each kind of answer means."""

from __future__ import annotations

import email.utils
import time
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from gtts import tts as library

from audio.errors import AudioError, Unspeakable, VoiceError
from audio.voices.gtts.manners import Manners
from audio.voices.gtts.reach import Task, why_unreachable

LANGUAGE = "id"
_TOO_MANY, _TOO_SLOW, _SERVER_ERROR = 429, 408, 500


class Trouble(AudioError):
    """Raised when it is worth asking again, after ``retry_after_s`` if the server said so."""

    def __init__(self, reason: str, retry_after_s: float = 0.0, *, busy: bool = False) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s
        self.busy = busy


def fetch_mp3(text: str, manners: Manners) -> bytes:
    """Return the spoken ``text`` (at most 100 characters) as the server sent it.

    Raises :class:`Trouble` for what may pass, :class:`VoiceError` for what will not: within 5 s
    when there is no internet. A request that is given up ends by itself in the background.
    """
    request = Task(lambda: _stream(text, manners))
    try:
        return _answer(request, manners)
    except TimeoutError:
        raise Trouble(f"no answer within {manners.answer_s:g} s") from None
    except library.gTTSError as error:
        raise _meaning(error.rsp, manners) from None
    except AssertionError:
        raise Unspeakable(f"There is nothing to say in {text!r}.") from None
    except ValueError as error:  # not base64, not UTF-8
        raise Trouble(f"a damaged answer ({error})") from None
    except (AttributeError, KeyError, OSError, TypeError) as error:
        raise VoiceError(f"gTTS failed: {error!r}.") from error


def _stream(text: str, manners: Manners) -> bytes:
    timeout = (manners.connect_s, manners.answer_s)
    speech = library.gTTS(text, lang=LANGUAGE, lang_check=False, timeout=timeout)
    mp3 = b"".join(speech.stream())
    if not mp3:  # gTTS takes any page for an answer
        raise Trouble("an answer without speech; perhaps this network wants a sign-in")
    return mp3


def _answer(request: Task[bytes], manners: Manners) -> bytes:
    """Wait for the answer; after a first silence make sure that there is a network at all."""
    try:
        return request.result(manners.doubt_s)
    except TimeoutError:
        _require_network(manners)
        return request.result(manners.answer_s - manners.doubt_s)


def _require_network(manners: Manners) -> None:
    url = library._translate_url(tld="com")
    reason = why_unreachable(url, manners.reach_s)
    if reason is not None:
        host = urlsplit(url).hostname
        raise VoiceError(f"There is no internet: {host} cannot be reached ({reason}).")


def _meaning(response: Any, manners: Manners) -> Exception:
    """Return what to raise for gTTS's error: its ``response``, or ``None`` without an answer."""
    if response is None:
        _require_network(manners)
        return Trouble("the connection failed")
    status = response.status_code
    if status in (_TOO_MANY, _TOO_SLOW) or status >= _SERVER_ERROR:
        wait_s = retry_after_s(response.headers.get("Retry-After"))
        return Trouble(f"the server answered {status}", wait_s, busy=status == _TOO_MANY)
    if status == 200:
        return Trouble("an answer without speech")
    return VoiceError(f"The online voice refuses: {status} {response.reason}.")


def retry_after_s(value: str | None) -> float:
    """Return the seconds that a ``Retry-After`` header asks for (RFC 9110), 0 for nonsense."""
    with suppress(ValueError, TypeError, OverflowError):
        if value and value.strip().isdecimal():
            return float(value)
        if value:
            return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    return 0.0
