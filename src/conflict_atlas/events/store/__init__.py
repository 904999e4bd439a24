"""Stores and queries imported datasets; other packages use ``library``."""
