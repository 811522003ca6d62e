"""How things look: the frame of the site, its charts and its French words."""
