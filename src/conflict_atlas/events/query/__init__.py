"""Questions about events, written once for every engine; ``dataset`` and ``store`` use it."""
