"""One formatter for voice, caption and preview: tickets, calls and free text as Indonesian words.

Pure Python, no state, no dependency; every function gives the same answer for the same question.
"""

from audio.wording.calls.call import CallWords, word_call
from audio.wording.calls.coverage import (
    again_phrases,
    call_phrases,
    invitation_phrases,
    pair_phrases,
    template_phrases,
    whole_numbers,
)
from audio.wording.calls.names import read_counter
from audio.wording.dictionary import Dictionary
from audio.wording.entries import SHIPPED, check_entry, make_dictionary
from audio.wording.errors import WordingError
from audio.wording.letters import LETTER_NAMES
from audio.wording.sentence import Phrase, Sentence, in_print
from audio.wording.texts import word_text
from audio.wording.ticket_number import LetterMode, number_phrase
from audio.wording.tickets import (
    LONGEST_PREFIX,
    LONGEST_TICKET,
    Ticket,
    parse_ticket,
    print_ticket,
)

__all__ = [
    "LETTER_NAMES",
    "LONGEST_PREFIX",
    "LONGEST_TICKET",
    "SHIPPED",
    "CallWords",
    "Dictionary",
    "LetterMode",
    "Phrase",
    "Sentence",
    "Ticket",
    "WordingError",
    "again_phrases",
    "call_phrases",
    "check_entry",
    "in_print",
    "invitation_phrases",
    "make_dictionary",
    "number_phrase",
    "pair_phrases",
    "parse_ticket",
    "print_ticket",
    "read_counter",
    "template_phrases",
    "whole_numbers",
    "word_call",
    "word_text",
]
