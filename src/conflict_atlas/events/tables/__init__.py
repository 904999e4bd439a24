"""From the bytes of a file to one table of texts.

Importing uses ``open_table``, ``source_file`` and ``table_writer``.
"""
