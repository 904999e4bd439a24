"""From a request's parameters to a selection; names are written as in links, or as identifiers."""

from collections.abc import Mapping
from difflib import get_close_matches

from conflict_atlas.api.parameters import AnyQuery
from conflict_atlas.api.problem import ParameterFault, fault, refuse
from conflict_atlas.claims import phrase
from conflict_atlas.claims.filter_options import FilterOptions, look_up
from conflict_atlas.claims.selection import Selection, fold

_ALIKE = 0.4  # similarity from which a name is suggested


def select(options: FilterOptions, query: AnyQuery, *, typed: bool = True) -> Selection:
    """Turn a request into the selection of the same filters; raises RequestError for unknown names.

    ``typed`` is False where ``type`` is no type of claim; the selection then has none.
    """
    faults: list[ParameterFault] = []
    chosen = {
        name: _identify(name, given, known, faults)
        for name, given, known in (
            ("actor", query.actor, options.actors),
            ("type", query.type if typed else [], options.types),
            ("place", query.place, options.places),
        )
    }
    if faults:
        raise refuse(faults)
    return Selection(
        start=query.start,
        end=query.end,
        actors=chosen["actor"],
        types=chosen["type"],
        places=chosen["place"],
        text=query.q,
    )


def expect(kind: str, value: str, known: list[str]) -> ParameterFault:
    """The fault of an unknown name, with similar known names."""
    folded = {fold(name): name for name in known}
    near = get_close_matches(fold(value), folded, 5, _ALIKE)
    alike = [folded[name] for name in near] or sorted(known)[:5]
    such = f"such as {phrase.either(alike)}" if alike else "but there is none"
    return fault(kind, value, f"a name that /api/openapi.json lists, {such}")


def _identify(
    kind: str, given: list[str], known: Mapping[str, str], faults: list[ParameterFault]
) -> tuple[str, ...]:
    """Look up identifiers, each once; what is neither a name nor an identifier is a fault."""
    found, unknown = look_up(given, known)
    faults += [expect(kind, value, list(known)) for value in unknown]
    return found
