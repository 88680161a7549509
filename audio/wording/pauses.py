"""How long the voice rests after a phrase, in milliseconds of added silence.

Inside a number the gaps are the joins measured in the study of the voice, where phrase clips with
them were understood as well as whole sentences. At punctuation the longer pauses of the wording
rules hold, although 220 ms was measured too: in a hall with a reverberation of 0.8 s the tail of
the number has to die away before the counter is named, and a visitor looks at the ticket meanwhile.
A clip carries about 65 ms of near silence of its own at a join (50 ms tail, 15 ms lead), which
comes on top.
"""

from __future__ import annotations

WITHIN_CARDINAL_MS = 30  # "dua ratus" | "lima": study of the voice, joins
BETWEEN_DIGITS_MS = 70  # study of the voice, joins
BETWEEN_LETTERS_MS = 70  # "Nomor antrean A" | "be": as between digits
BEFORE_NUMBER_MS = 160  # study of the voice, joins
BETWEEN_GROUPS_MS = 160  # "satu nol" | "nol satu": heard as a comma, as before the number
COMMA_MS = 350  # wording rules
FULL_STOP_MS = 600  # wording rules
BEFORE_REPEAT_MS = 1000  # wording rules: 1 s before "Sekali lagi"
SHORT_COMMA_MS = 220  # short form under backlog: the closest join that was measured as understood
BREATH_MS = 220  # inside a clause too long for one breath: as the short comma
