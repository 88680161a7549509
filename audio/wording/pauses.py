"""How long the voice rests after a phrase, in milliseconds of added silence.

Inside a number the gaps are the joins measured in the study of the voice, where phrase clips with
them were understood as well as whole sentences. A text that is read out has the longer pauses of
the wording rules at its punctuation: its words come once, and nobody knows what comes next. A call
is said to people who know its form and wait for their number: with the rests of one who calls it is
understood no worse (docs/voices.md, "One breath"). The short form names the counter but once, and
keeps the longer rest before it; a service that no clip says with its counter has one of its own,
since nobody knows where it begins. A clip carries about 65 ms of near silence of its own at a join
(50 ms tail, 15 ms lead), which comes on top.
"""

from __future__ import annotations

WITHIN_CARDINAL_MS = 30  # "dua ratus" | "lima": study of the voice, joins
BETWEEN_DIGITS_MS = 70  # study of the voice, joins
BETWEEN_LETTERS_MS = 70  # "Nomor antrean A" | "be": as between digits
BEFORE_NUMBER_MS = 160  # study of the voice, joins
BETWEEN_GROUPS_MS = 160  # "satu nol" | "nol satu": heard as a comma, as before the number
COMMA_MS = 350  # wording rules
FULL_STOP_MS = 600  # wording rules
# A call, in the order of its sense: letter and number, comma, service, full stop, repeat.
CALL_NUMBER_MS = 80
CALL_COMMA_MS = 90
CALL_SERVICE_MS = 160  # as before a number, so that two names stay two
CALL_STOP_MS = 190
CALL_REPEAT_MS = 220
SHORT_COMMA_MS = 220  # short form under backlog: the closest join that was measured as understood
BREATH_MS = 220  # inside a clause too long for one breath: as the short comma
