"""What the recogniser listens to: balanced calls, and announcements as halls make them."""

from __future__ import annotations

import random
import string
from dataclasses import dataclass

from audio import CallWords, Sentence, parse_ticket, word_call, word_text

SERVICES = (
    "DPMPTSP",
    "Dukcapil",
    "Dinkes",
    "Dinsos",
    "Perpustakaan dan Kearsipan",
    "Bank SumselBabel",
)
COUNTERS = 12
ANNOUNCEMENTS = (
    "Layanan beristirahat pukul dua belas sampai pukul tiga belas.",
    "Bapak dan Ibu yang membawa anak kecil, harap menjaga anaknya masing-masing.",
    "Pelayanan hari ini ditutup pukul 15.30. Terima kasih atas kunjungan Anda.",
    "Pemilik mobil BG 1234 EA, mohon memindahkan kendaraannya.",
    "Mohon perhatian, loket 4 untuk sementara tidak melayani. Silakan menuju loket 5.",
    "Biaya pengurusan paspor sebesar Rp350.000 dibayar melalui bank.",
    "Telah ditemukan sebuah dompet berwarna hitam di lantai 2. Silakan menghubungi petugas.",
    "Petugas kebersihan, harap segera menuju pintu utama.",
    "Dilarang merokok di seluruh ruangan ini.",
    "Simpan nomor antrean Anda dan perhatikan layar.",
    "Pengambilan nomor antrean terakhir hari ini pukul 14.00.",
    "Kami mohon maaf, pelayanan terhenti sementara karena gangguan jaringan.",
    "Segera tinggalkan gedung dengan tenang melalui tangga darurat.",
    "Syarat pembuatan kartu keluarga adalah surat nikah dan akta kelahiran.",
)


@dataclass(frozen=True, slots=True)
class BalancedCall:
    """A call by its parts; ``number`` has three figures."""

    letter: str
    number: str
    counter: int
    service: str

    def sentence(self, repeats: int) -> Sentence:
        """Return the words of the call as the hall says them."""
        ticket = parse_ticket(f"{self.letter}-{self.number}")
        return word_call(CallWords(ticket, f"Loket {self.counter}", self.service, repeats=repeats))


def balanced_calls(rounds: int, seed: str = "") -> list[BalancedCall]:
    """Return ``26 * rounds`` calls: each letter once a round, all counters and services in turn.

    The numbers are drawn so that every figure is as often at every place; the same for every run
    with the same ``seed``. With one, letters meet other counters and services as well.
    """
    chance = random.Random(f"places {seed}")
    turn = chance.randrange(COUNTERS * len(SERVICES)) if seed else 0
    calls = []
    for at, letter in enumerate(string.ascii_uppercase * rounds):
        number = "".join(figures[at % 10] for figures in _figures(at // 10, seed))
        counter, service = (at + turn) % COUNTERS + 1, SERVICES[(at + turn) // 2 % 6]
        calls.append(BalancedCall(letter, number, counter, service))
    return calls


def announcements() -> list[Sentence]:
    """Return the free texts as the hall says them."""
    return [word_text(text) for text in ANNOUNCEMENTS]


def _figures(block: int, seed: str) -> list[str]:
    """Return for each of three places the ten figures in an order of its own."""
    chance = random.Random(f"figures {seed} {block}" if seed else f"figures {block}")
    return ["".join(chance.sample(string.digits, 10)) for _ in range(3)]
