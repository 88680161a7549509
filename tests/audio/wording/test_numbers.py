"""Numbers in words: the rules of the hall, and num2words as an independent witness."""

from __future__ import annotations

import pytest
from num2words import num2words

from audio.wording.numbers import (
    HIGHEST_CARDINAL,
    cardinal_pieces,
    spell_cardinal,
    spell_decimal,
    spell_digits,
    spell_ordinal,
)
from audio.wording.readings.figures import group_figures, spell_amount

SE_FORMS = {
    0: "nol",
    10: "sepuluh",
    11: "sebelas",
    12: "dua belas",
    19: "sembilan belas",
    20: "dua puluh",
    100: "seratus",
    101: "seratus satu",
    110: "seratus sepuluh",
    111: "seratus sebelas",
    200: "dua ratus",
    300: "tiga ratus",
    1_000: "seribu",
    1_001: "seribu satu",
    1_100: "seribu seratus",
    1_250: "seribu dua ratus lima puluh",
    11_000: "sebelas ribu",
    100_000: "seratus ribu",
    101_000: "seratus satu ribu",
    1_000_000: "satu juta",
    1_001_000: "satu juta seribu",
    1_000_000_000: "satu miliar",
    1_000_000_000_000: "satu triliun",
}


@pytest.mark.parametrize(("number", "words"), SE_FORMS.items())
def test_the_se_forms_end_at_a_thousand(number: int, words: str) -> None:
    """Sepuluh, sebelas, seratus, seribu; but satu juta, satu miliar, satu triliun."""
    assert spell_cardinal(number) == words


def test_cardinals_agree_with_num2words_up_to_99999() -> None:
    """An independent library words every number to 99,999 the same."""
    wrong = [n for n in range(100_000) if spell_cardinal(n) != num2words(n, lang="id")]
    assert wrong == []


@pytest.mark.parametrize("scale", [10**6, 10**9, 10**12])
def test_cardinals_agree_with_num2words_beyond(scale: int) -> None:
    """The same up to triliun, but for "satu ribu" inside a million, where we keep *seribu*."""
    for number in range(scale, 999 * scale, 7 * scale + 12_345):
        witness = num2words(number, lang="id").replace(" satu ribu", " seribu")
        assert spell_cardinal(number).replace(" satu ribu", " seribu") == witness


def test_seribu_stays_seribu_inside_a_million() -> None:
    """The one place where num2words is not followed."""
    assert spell_cardinal(2_001_106) == "dua juta seribu seratus enam"


@pytest.mark.parametrize("number", [-1, HIGHEST_CARDINAL + 1])
def test_a_number_without_a_name_is_refused(number: int) -> None:
    """Nothing is said rather than something wrong."""
    with pytest.raises(ValueError, match="no words"):
        spell_cardinal(number)


def test_pieces_say_every_ticket_number() -> None:
    """The clips of 0 to 9,999, joined, are the number in words."""
    assert all(" ".join(cardinal_pieces(n)) == spell_cardinal(n) for n in range(10_000))


def test_118_pieces_are_enough() -> None:
    """0 to 99 whole, nine hundreds, nine thousands: the pack stays small."""
    assert len({piece for n in range(10_000) for piece in cardinal_pieces(n)}) == 118


def test_zero_is_nol_never_kosong() -> None:
    """Figure by figure, zeros included."""
    assert spell_digits("0120") == "nol satu dua nol"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "pertama"), (2, "kedua"), (10, "kesepuluh"), (11, "kesebelas"), (21, "kedua puluh satu")],
)
def test_ordinals(number: int, words: str) -> None:
    """The first is *pertama*, the others are ke- and the cardinal."""
    assert spell_ordinal(number) == words


def test_zero_has_no_ordinal() -> None:
    """Nothing is the zeroth."""
    with pytest.raises(ValueError, match="no ordinal"):
        spell_ordinal(0)


def test_decimals_go_figure_by_figure() -> None:
    """A comma is *koma*."""
    assert spell_decimal(2, "05") == "dua koma nol lima"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1.250", "seribu dua ratus lima puluh"),
        ("2,5", "dua koma lima"),
        ("007", "nol nol tujuh"),
        ("1.250.500,75", "satu juta dua ratus lima puluh ribu lima ratus koma tujuh lima"),
        ("9" * 16, " ".join(["sembilan"] * 16)),
    ],
)
def test_amounts_as_people_write_them(written: str, words: str) -> None:
    """Dots part thousands; a leading zero or too many figures are read one by one."""
    assert spell_amount(written) == words


@pytest.mark.parametrize(
    ("figures", "sizes"),
    [("1234", [4]), ("12345", [2, 3]), ("1234567", [3, 4]), ("1" * 16, [4] * 4)],
)
def test_long_rows_fall_into_groups(figures: str, sizes: list[int]) -> None:
    """No group is longer than four: more is not kept in mind."""
    assert [len(group.split()) for group in group_figures(figures)] == sizes
