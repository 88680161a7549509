"""Templates compiled once per process, for every application that the tests make in it.

A test makes an application of its own, and Jinja compiles a page for each anew: 40 ms for every
template. What was compiled of a source is kept here; a source that has changed is another one.
"""

from __future__ import annotations

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class _Kept(BytecodeCache):
    """Keeps compiled templates in memory; Jinja compares the source's checksum itself."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


def keep_compiled_templates() -> None:
    """Let every application that is made from now on use what another one has compiled."""
    Flask.jinja_options = {"bytecode_cache": _Kept()}
