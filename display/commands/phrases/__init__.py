"""What a hall's calls need to say, what of it no clip says yet, and how a command says it."""
