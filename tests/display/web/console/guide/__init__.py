"""The guide through the first set-up."""
