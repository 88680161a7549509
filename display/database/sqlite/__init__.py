"""What is SQLite's alone: its file, and the short way of statements to its driver."""
