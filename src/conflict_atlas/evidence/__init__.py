"""Claims beside recorded events: the one package that knows both."""
