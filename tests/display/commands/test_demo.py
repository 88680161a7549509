"""`panggil demo` plays against a real hall."""

from __future__ import annotations

import subprocess
import sys

TOKEN = "pgl_demo-token-of-a-test"


def demo(run, *more: str, **environ: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-P", "-m", "display.commands", "demo", "--port", str(run.port)]
    return subprocess.run(
        [*program, *more], capture_output=True, text=True, timeout=60, env=environ, check=False
    )


def test_it_plays_and_tells(start):
    """The token comes from the environment; every sentence is an act that the server took."""
    run = start(PANGGIL_API_TOKEN=TOKEN).until_up()
    played = demo(run, "--minutes", "2", "--pace", "60", PANGGIL_API_TOKEN=TOKEN)
    assert played.returncode == 0, played.stderr
    assert "08.00  Pengumuman: Selamat pagi." in played.stdout
    assert "Loket 1 memanggil A-001." in played.stdout
    assert "Ditolak" not in played.stdout
    assert played.stdout.splitlines()[-1].startswith("Selesai: 1")
    refused = demo(run, "--minutes", "1", "--token", "pgl_wrong")
    assert refused.returncode == 1
    assert refused.stderr.startswith("panggil: The server answered 401")
