"""Entity tags of HTTP: which content a reader holds already."""


def is_held(if_none_match: str, tag: str) -> bool:
    """Whether an If-None-Match header names a tag (RFC 9110)."""
    return tag in {one.strip().removeprefix("W/") for one in if_none_match.split(",")}
