"""Access: who may come in, how many may be in at a time, and who may stay."""
