"""The sound worker, a process that can be killed at will, and how it is spoken with."""
