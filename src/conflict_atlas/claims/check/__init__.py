"""Whether a data package is sound.

Others use ``package_check``, ``package_warnings``, ``fingerprint`` and ``sound_packages``.
"""
