"""The display service: the journal of the hall, its pages, its pushes and its announcer.

This package is a Flask service. It speaks to the sound side only through the names that
:mod:`audio` exports.
"""
