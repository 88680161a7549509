"""Tests of the one file that a hall is backed up to."""
