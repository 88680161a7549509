"""The wire: messages and their frames, the one writer of each socket, its bounds."""
