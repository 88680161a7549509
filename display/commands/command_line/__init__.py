"""How the command line works: commands found by name, options made of settings, exit codes."""
