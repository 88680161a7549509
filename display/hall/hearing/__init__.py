"""Hearing: what the hall's ear says of each announcement, what follows from it, and how loud."""

from display.hall.hearing.desk import EarDesk, ExpectedChime
from display.hall.hearing.noise_compensation import next_volume
from display.hall.hearing.requests import EarRequest, JudgementRequest
from display.hall.hearing.rule import MISSED_ARE_FAULT, TARGET_DB, Hearing, hearing_of
from display.hall.hearing.verdicts import keep_verdict

__all__ = [
    "MISSED_ARE_FAULT",
    "TARGET_DB",
    "EarDesk",
    "EarRequest",
    "ExpectedChime",
    "Hearing",
    "JudgementRequest",
    "hearing_of",
    "keep_verdict",
    "next_volume",
]
