"""What the API answers, as pydantic models, a file per family: they feed the OpenAPI document.

Answers are built from the journal's own rows, not from these models; tests hold the real answers
against them, and unknown keys fail there, so that the document cannot drift.
"""
