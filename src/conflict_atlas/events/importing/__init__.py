"""From a file to rows of the schema; others use ``reader.read`` and what it returns."""
