"""What the clock below the map shows, as plain data for the browser."""
