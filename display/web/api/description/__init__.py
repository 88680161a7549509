"""The API described: how a view says what it is asked and answers, and the pages that tell it."""
