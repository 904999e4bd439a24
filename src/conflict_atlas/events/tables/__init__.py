"""From the bytes of a file to one table of texts; others use ``open_table``."""
