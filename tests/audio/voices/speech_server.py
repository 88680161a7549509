"""A stand-in for the endpoint that gTTS asks: a real HTTP server with good and bad days."""

import base64
import io
import json
import threading
import time
import urllib.parse
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy
import soundfile

RATE_HZ = 24_000
SIGN_IN = b"<!doctype html><html><body>Sign in to this network</body></html>"


def mp3_of(text):
    """A tone as long as the words would take, as the endpoint would send it: mono, 24 kHz."""
    return tone_mp3(0.3 + 0.07 * len(text))


@cache
def tone_mp3(seconds):
    steps = numpy.arange(int(seconds * RATE_HZ)) / RATE_HZ
    buffer = io.BytesIO()
    soundfile.write(buffer, 0.3 * numpy.sin(2 * numpy.pi * 440 * steps), RATE_HZ, format="MP3")
    return buffer.getvalue()


class Answers(BaseHTTPRequestHandler):
    """Answers by the name that is next in the server's script; ``good`` when it is empty."""

    def do_POST(self):
        text = asked_text(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((text, time.monotonic()))
        name, *details = (self.server.script.pop(0) if self.server.script else "good").split()
        getattr(self, f"answer_{name}")(text, *details)

    def answer_good(self, text):
        self.speak(mp3_of(text))

    def answer_torn(self, text):
        self.speak(mp3_of(text)[:-50])

    def answer_short(self, text):
        self.speak(tone_mp3(0.2))

    def answer_foreign(self, text):
        self.speak(b"this is no sound")

    def answer_cut(self, text):
        """The connection ends in the middle of the announced length."""
        page = envelope(mp3_of(text))
        self.begin(200, len(page))
        self.wfile.write(page[: len(page) // 2])

    def answer_page(self, text):
        self.send(200, SIGN_IN)

    def answer_nothing(self, text):
        self.send(200, b')]}\'\n\n[["wrb.fr","jQ1olc",null,null]]\n')

    def answer_garbled(self, text):
        self.send(200, b'["wrb.fr","jQ1olc","[\\"AAA\\"]"]\n')

    def answer_status(self, text, status, retry_after=None):
        headers = {"Retry-After": retry_after.replace("_", " ")} if retry_after else {}
        self.send(int(status), b"<html>no</html>", headers)

    def answer_slow(self, text, seconds):
        self.server.over.wait(float(seconds))
        self.answer_good(text)

    def answer_drip(self, text):
        """A byte now and then: no read ever times out."""
        self.begin(200, 1_000_000)
        while not self.server.over.wait(0.05):
            self.wfile.write(b"x")

    def speak(self, mp3):
        self.send(200, envelope(mp3))

    def send(self, status, body, headers=()):
        self.begin(status, len(body), headers)
        self.wfile.write(body)

    def begin(self, status, length, headers=()):
        self.send_response(status)
        for name, value in {"Content-Length": str(length), **dict(headers)}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *arguments):
        pass


class SpeechServer(ThreadingHTTPServer):
    """``script``: the answers to come; ``asked``: (text, when) of every request so far."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.script, self.asked, self.over = [], [], threading.Event()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def texts(self):
        return [text for text, _ in self.asked]

    def stop(self):
        self.over.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        pass  # a client that gave up


def envelope(mp3):
    sound = base64.b64encode(mp3).decode()
    return f')]}}\'\n\n[["wrb.fr","jQ1olc","[\\"{sound}\\"]",null,null]]\n'.encode()


def asked_text(body):
    """The words in gTTS's request, and proof that it asks for Indonesian."""
    outer = json.loads(urllib.parse.parse_qs(body.decode())["f.req"][0])
    text, language, _, _ = json.loads(outer[0][0][1])
    assert language == "id"
    return text
