"""What an address asks for: its parameters, the pages, and how both are read and written."""
