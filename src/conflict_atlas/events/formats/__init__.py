"""How the columns of a file become events: field mappings, the known formats, one module each."""
