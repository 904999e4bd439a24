"""The state of a session: link, filters, datasets, picks."""
