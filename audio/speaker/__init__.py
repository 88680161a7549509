"""The speaker: takes sounds from the server and plays them on the PA line, once, in order."""
