"""The guide through the first set-up: its steps, and the test call."""
