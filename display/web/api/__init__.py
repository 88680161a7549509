"""The API: a family of calls per file, each with what is asked, what is answered and who may."""
