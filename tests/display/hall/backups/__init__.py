"""Tests of the backups that a hall makes by itself."""
