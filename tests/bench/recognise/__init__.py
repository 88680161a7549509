"""Is the voice understood? A speech recogniser listens to whole calls and announcements."""
