"""Production: clip packs built from a voice or from an announcer's recordings, and reported on."""
