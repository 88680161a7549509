"""The pages about people: sign-in, account, users, tokens, the audit log."""
