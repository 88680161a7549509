"""The screen pages: TVs and the phone page, drawn on the server first and kept up by scripts."""
