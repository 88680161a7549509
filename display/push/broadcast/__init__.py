"""Broadcast: the hub, what it keeps for those who missed something, and who is there."""
