"""The reading edition as a folder of files, for any file host: pages, pictures, data."""
