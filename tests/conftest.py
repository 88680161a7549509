"""What every test shares."""

from __future__ import annotations

import os

# Nothing here may find a sound device, a proxy or a setting of the machine it runs on.
for _name in [name for name in os.environ if name.startswith(("PANGGIL_", "SDL_"))]:
    del os.environ[_name]
