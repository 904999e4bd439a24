"""Stores and queries imported datasets.

Others use ``library`` and ``memory_library``, and the errors of ``dataset_folder``.
"""
