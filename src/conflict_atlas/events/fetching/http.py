"""Requests over HTTP: what a server answers, or one clear line; keys go to their own host only."""

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any

SECONDS = 60.0
_AGENT = "conflict-atlas"
_LARGEST_ANSWER = 256 << 20


class FetchError(Exception):
    """A file could not be fetched; its words say what would settle it, and hold no key."""


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follow a redirection, without what only the first host may see."""

    def redirect_request(self, req: Any, *answered: Any) -> Any:
        newurl = answered[-1]
        if urllib.parse.urlsplit(newurl).scheme not in ("http", "https"):
            raise FetchError(
                f"{without_secrets(req.full_url)} leads to an address that is not of the web"
            )
        following = super().redirect_request(req, *answered)
        if following is not None and host(newurl) != host(req.full_url):
            for name in list(following.headers):
                if name.casefold() not in ("user-agent", "range", "if-range"):
                    following.remove_header(name)
        return following


def request(
    address: str,
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> http.client.HTTPResponse:
    """Ask a server, with GET or a form with POST; raises FetchError."""
    if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
        raise FetchError(f"{without_secrets(address)}: expected http:// or https://")
    body = urllib.parse.urlencode(form).encode() if form else None
    asked = urllib.request.Request(  # noqa: S310 - the scheme is looked at above
        address, body, {"User-Agent": _AGENT, **(headers or {})}
    )
    try:
        opener = urllib.request.build_opener(_SameHost)
        answer: http.client.HTTPResponse = opener.open(asked, timeout=seconds)
    except urllib.error.HTTPError as error:
        error.close()
        raise FetchError(
            f"{without_secrets(address)} answers {error.code} {error.reason}"
        ) from None
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise FetchError(
            f"{host(address)} cannot be reached ({reason}): is there a network?"
        ) from None
    return answer


def ask_json(
    address: str, headers: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None
) -> Any:
    """Ask for JSON; raises FetchError."""
    with request(address, headers, form) as answer:
        try:
            return json.loads(answer.read(_LARGEST_ANSWER))
        except (ValueError, RecursionError):
            raise FetchError(
                f"{without_secrets(address)} answers with something else than JSON"
            ) from None
        except (OSError, http.client.HTTPException) as error:
            raise FetchError(
                f"{without_secrets(address)}: the answer broke off ({error})"
            ) from None


def host(address: str) -> str:
    """The host and port of an address, and its scheme: a key sent over https stays there."""
    parts = urllib.parse.urlsplit(address)
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}"


def without_secrets(address: str) -> str:
    """An address to be shown: without user name, password and query."""
    parts = urllib.parse.urlsplit(address)
    return f"{host(address)}{parts.path}"
