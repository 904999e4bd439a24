"""Files of events from a network; each source has a module, all use ``http`` and ``download``."""
