"""What only one of the databases can get wrong, and what needs processes, signals or a full disk."""
