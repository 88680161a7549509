"""What a sound that staff bring may be."""

from __future__ import annotations

RATE_HZ = 48_000
# The national anthem in full is five minutes. The speaker takes sounds of up to nine.
LONGEST_S = 480.0
SHORTEST_S = 0.3
# Below is telephone sound of the worst kind; nobody records above.
LOWEST_HZ, HIGHEST_HZ = 8_000, 192_000
MOST_CHANNELS = 2
SILENT_DBFS = -60.0
# From -45 LUFS to -16 the noise of a room is raised by 29 dB and is heard in every pause.
QUIETEST_LUFS = -45.0
