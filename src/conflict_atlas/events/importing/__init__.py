"""From a file to rows of the schema.

Others use ``reader`` and ``isolated_reader``, and the ``reading`` that comes of it.
"""
