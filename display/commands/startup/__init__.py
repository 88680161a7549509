"""What a process of the hall does first: its folder, its logs, its addresses, its welcome."""
