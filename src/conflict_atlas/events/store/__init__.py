"""Where imported datasets are kept and asked; others use ``library``."""
