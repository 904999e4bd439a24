"""How the columns of a file become events: field mappings, the known formats, one module each.

Others use ``registry``, ``mapping_file``, ``mapped`` and ``import_fault``; all else is for
importing.
"""
