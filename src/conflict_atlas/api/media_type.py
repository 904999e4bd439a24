"""The formats of an answer, and the one that a request asks for."""

from http import HTTPStatus

from conflict_atlas.api.parameters import AnyQuery
from conflict_atlas.api.problem import RequestError
from conflict_atlas.claims import phrase

MEDIA_TYPE = {
    "geojson": "application/geo+json",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


def negotiate(query: AnyQuery, accept: str) -> str:
    """Choose a format: by ``format``, else by Accept, else the first; raises RequestError."""
    if query.format:
        return query.format
    ranges = _ranges(accept)
    weights = {form: _weigh(form, ranges) for form in query.forms}
    best = max(query.forms, key=lambda form: weights[form])  # the first of equals
    if weights[best] > 0:
        return best
    offered = phrase.either([MEDIA_TYPE[form].partition(";")[0] for form in query.forms])
    raise RequestError(HTTPStatus.NOT_ACCEPTABLE, f"Accept: {accept[:80]}: expected {offered}.")


def takes_gzip(accept_encoding: str) -> bool:
    """Whether an answer may be compressed."""
    weights = dict(_ranges(accept_encoding)) if accept_encoding.strip() else {}
    return weights.get("gzip", weights.get("*", 0)) > 0


def _weigh(form: str, ranges: list[tuple[str, float]]) -> float:
    """Weight of a format in Accept, by the most specific range that matches it."""
    media_type = MEDIA_TYPE[form].partition(";")[0]
    family = f"{media_type.partition('/')[0]}/*"
    # GeoJSON is JSON: programs that ask only for JSON get it.
    exact = {media_type, "application/json"} if form == "geojson" else {media_type}
    for wanted in (exact, {family}, {"*/*"}):
        found = [weight for name, weight in ranges if name in wanted]
        if found:
            return max(found)
    return 0


def _ranges(header: str) -> list[tuple[str, float]]:
    found = []
    for part in (header or "*/*").lower().split(","):
        name, *settings = (piece.strip() for piece in part.split(";"))
        weight = next((setting[2:] for setting in settings if setting.startswith("q=")), "1")
        try:
            found.append((name, float(weight)))
        except ValueError:
            continue  # a weight that is not a number: ignore the range
    return found
