"""A siege of a running server, with what it saw told as it was: ``python -m tests.security.siege``.

Attackers, staff and screens are processes and connections of their own; nothing of the server is
replaced. The full size is not part of the suite; ``tests/security/test_siege.py`` runs a short one.
"""
