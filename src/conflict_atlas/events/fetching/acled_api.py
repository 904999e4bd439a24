"""ACLED over its API, with the user's own account: OAuth, then pages of events.

Described at acleddata.com/api-documentation. ACLED's terms apply to the events fetched.
"""

import json
import urllib.parse
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from conflict_atlas.events.fetching.download import Downloaded
from conflict_atlas.events.fetching.http import FetchError, ask_json
from conflict_atlas.events.fetching.wanted_events import Wanted

SERVER = "https://acleddata.com"
USER_VARIABLE, PASSWORD_VARIABLE = "CONFLICT_ATLAS_ACLED_USER", "CONFLICT_ATLAS_ACLED_PASSWORD"
_PAGE = 5000
_LAST = "9999-12-31"


@dataclass(frozen=True)
class Account:
    """The user's account; neither part is stored, logged or shown."""

    user: str
    password: str = field(repr=False)


def from_api(
    folder: Path, wanted: Wanted, account: Account, *, server: str = SERVER, page: int = _PAGE
) -> tuple[Downloaded, str]:
    """Ask for events page by page; returns the address too. Raises FetchError."""
    token = _token(server, account)
    address = f"{server}/api/acled/read"
    asked = {"_format": "json", "limit": str(page)}
    if wanted.countries:
        asked["country"] = ":OR:country=".join(wanted.countries)
    if wanted.first or wanted.last:
        begins = f"{wanted.first}-01-01" if wanted.first else "1997-01-01"
        ends = f"{wanted.last}-12-31" if wanted.last else _LAST
        asked |= {"event_date": f"{begins}|{ends}", "event_date_where": "BETWEEN"}
    made, found = folder / f"{uuid.uuid4().hex}.json", 0
    with made.open("w", encoding="utf-8") as file:
        number, length = 1, page
        while length >= page:
            query = urllib.parse.urlencode(asked | {"page": str(number)}, safe=":=|")
            answer = ask_json(f"{address}?{query}", {"Authorization": f"Bearer {token}"})
            rows = answer.get("data") if isinstance(answer, dict) else None
            if not isinstance(rows, list):
                raise FetchError(f"{address} answers without a list of events")
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            number, length, found = number + 1, len(rows), found + len(rows)
    if not found:
        raise FetchError(
            f"{address} has no event for what is asked: {wanted.words or 'everything'}"
        )
    return Downloaded(made, f"acled {wanted.words}.json"), address


def _token(server: str, account: Account) -> str:
    form = {
        "username": account.user,
        "password": account.password,
        "grant_type": "password",
        "client_id": "acled",
    }
    answer = ask_json(f"{server}/oauth/token", form=form)
    token = answer.get("access_token") if isinstance(answer, dict) else None
    if not isinstance(token, str) or not token:
        raise FetchError(f"{server}/oauth/token gives no token: are name and password right?")
    return token
