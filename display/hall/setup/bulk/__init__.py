"""A hall set up in one step: what a file says, and what of that would change."""
