"""From a file to rows of the schema; others use ``reader.read_events`` and what it returns."""
