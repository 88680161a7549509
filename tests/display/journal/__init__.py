"""What one of the databases alone can get wrong; processes, signals, a full disk."""
