"""Every way in which a hall's output can fall silent, on real sound servers, heard at the card."""
