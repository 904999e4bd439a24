"""A request for a picture: of what, how large, in which colours, in which format."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from conflict_atlas.claims.filter_options import FilterOptions
from conflict_atlas.link import link_request
from conflict_atlas.link.link_request import LONGEST, LinkRequest
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.pictures.sheet import LARGE, PAPER, PHONE, PREVIEW, SCREEN, Size
from conflict_atlas.views.look import DARK, LIGHT, Look

MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",  # half of a JPEG's bytes, for browsers
}
SIZES: dict[str, Size] = {
    "preview": PREVIEW, "large": LARGE, "paper": PAPER, "screen": SCREEN, "phone": PHONE,
}  # fmt: skip
LOOKS: dict[str, Look] = {"light": LIGHT, "dark": DARK}
MAP, STORY, EVENTS, EVIDENCE = "map", "story", "events", "evidence"


class PictureRefusal(Exception):  # noqa: N818 - refusing a picture is not an error
    """A picture that is not drawn, and what was expected; ``is_unknown`` if it does not exist."""

    def __init__(self, words: str, *, is_unknown: bool = False) -> None:
        """Take what was expected."""
        super().__init__(words)
        self.is_unknown = is_unknown


@dataclass(frozen=True)
class PictureRequest:
    """A picture of what an address shows; for a claim a card, unless its map is asked for."""

    link: LinkRequest
    is_card: bool
    form: str
    size: str = "preview"
    look: str = "light"

    @property
    def events(self) -> str:
        """Identifier of the one dataset that the picture shows, ``""`` for none."""
        shows = self.link.page.name in (MAP, EVENTS) and not self.is_card
        return self.link.events if shows else ""

    @property
    def compares(self) -> bool:
        """Whether the picture shows what datasets record around a claim."""
        return self.link.page.name == EVIDENCE and bool(self.link.claim) and not self.is_card

    @property
    def query(self) -> str:
        """The rest of the request in its canonical form."""
        chosen = [("size", self.size), ("look", self.look)]
        more = [pair for pair in chosen if pair[1] not in ("preview", "light")]
        given = () if self.is_card else self.link.params
        return urlencode([*given, *more])


def read_page(name: str, form: str, query: str, options: FilterOptions) -> PictureRequest:
    """Read a request for the picture of a page; raises PictureRefusal."""
    page = BY_NAME.get(name)
    if page is None or form not in MEDIA_TYPES:
        raise PictureRefusal(f"No such picture: expected {_offered()}.", is_unknown=True)
    own, rest = _split(query)
    link = link_request.read(page, urlencode(rest), options)
    return _checked(PictureRequest(link, is_card=False, form=form, **own), query)


def read_claim(claim_id: str, form: str, query: str, options: FilterOptions) -> PictureRequest:
    """Read a request for the card of a claim; raises PictureRefusal."""
    if claim_id not in options.claims or form not in MEDIA_TYPES:
        raise PictureRefusal("No such claim: /claim lists all of them.", is_unknown=True)
    own, rest = _split(query)
    if rest:
        raise PictureRefusal("A claim's card takes size and look only.")
    link = LinkRequest(BY_NAME[MAP], claim=claim_id, params=(("claim", claim_id),))
    return _checked(PictureRequest(link, is_card=True, form=form, **own), query)


def _split(query: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Separate the parameters of the picture from those of the page."""
    if len(query) > LONGEST:
        raise PictureRefusal(f"The query is too long: expected at most {LONGEST} bytes.")
    given = parse_qsl(query, keep_blank_values=True)
    own = {name: value for name, value in given if name in ("size", "look")}
    for name, known in (("size", SIZES), ("look", LOOKS)):
        if own.get(name, next(iter(known))) not in known:
            raise PictureRefusal(f"{name}: expected {' or '.join(known)}.")
    return own, [(name, value) for name, value in given if name not in own]


def _checked(request: PictureRequest, query: str) -> PictureRequest:
    """Accept only the canonical form, or the same picture would be drawn for every variant."""
    if sorted(parse_qsl(query, keep_blank_values=True)) != sorted(parse_qsl(request.query)):
        expected = request.query or "none"
        raise PictureRefusal(f"The query has parts that decide nothing: expected {expected}.")
    return request


def _offered() -> str:
    return f"/picture/PAGE.{'|'.join(MEDIA_TYPES)} with PAGE one of {', '.join(BY_NAME)}"
