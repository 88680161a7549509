"""Cutting what is too long for a voice at the places where a speaker would breathe."""

from __future__ import annotations


def cut(sounds: str, longest: int) -> list[str]:
    """Cut into parts of at most ``longest``: at a mark, else at a space, else anywhere."""
    parts = []
    rest = sounds.strip()
    while len(rest) > longest:
        head = rest[:longest]
        at = max(head.rfind(f"{mark} ") + 1 for mark in ",.!?") or head.rfind(" ") or longest
        at = at if at > 0 else longest
        parts.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [part for part in [*parts, rest] if part]
