"""The sentence that calls a ticket: its names, its English, and every phrase it can need."""
