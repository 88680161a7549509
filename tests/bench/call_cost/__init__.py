"""What one call costs the server, however many announcements wait to be spoken."""
