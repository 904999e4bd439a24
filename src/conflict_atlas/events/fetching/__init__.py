"""Files of events from a network: a module for each source; ``http`` and ``download`` for all."""
