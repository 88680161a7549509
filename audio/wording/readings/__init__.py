"""Running text, read aloud: every kind of writing has a reading; the reader tries them in order."""
