"""Every import format. A new one is a module beside this one and a line in ``_MODULES``.

Nothing here imports a query engine: the command line and the page list the formats as they start.
"""

from importlib import import_module

from conflict_atlas.events.formats.format import Format

_MODULES = (
    "ucdp_ged",
    "acled",
    "airwars",
    "dtm",
    "hxl",
    "mapped",
)
FORMATS: tuple[Format, ...] = tuple(
    import_module(f"conflict_atlas.events.formats.{module}").FORMAT for module in _MODULES
)
_BY_NAME = {format_.name: format_ for format_ in FORMATS}
NAMES = tuple(_BY_NAME)
# The value that means "recognise it" wherever a name is accepted.
AUTO = "auto"
ENDINGS = tuple(dict.fromkeys(ending for format_ in FORMATS for ending in format_.endings))


def named(name: str) -> Format:
    """Return the format of a name; raises KeyError."""
    return _BY_NAME[name]
