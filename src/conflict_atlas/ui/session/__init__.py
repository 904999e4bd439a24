"""What a session and its process hold: link, filters, datasets, picks, turns."""
