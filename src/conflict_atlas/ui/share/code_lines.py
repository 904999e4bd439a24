"""Lines of code that fetch a selection from the API: curl, Python with pandas, and R."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

AT_ONCE = 10_000  # rows that the API gives on a page


@dataclass(frozen=True)
class Lines:
    """The same rows in three languages."""

    curl: str
    python: str
    r: str


def site_root(here: str, page: str, base: str) -> str:
    """Address of the first page, without a slash at its end, for the address of a page.

    What stands before the page's name in the browser holds behind a proxy too; ``base`` (as in
    ``/atlas``, or empty) tells a base path that is called like the page.
    """
    parts = urlsplit(here)
    path = parts.path.rstrip("/")
    above = path.removesuffix(f"/{page}")
    path = above if above.endswith(base) else path
    # Nothing that means something to a shell or ends a string is left in it.
    return f"{parts.scheme}://{quote(parts.netloc, safe=':[]')}{quote(path, safe='/')}"


def write(
    root: str, name: str, params: Iterable[tuple[str, str]], rows: int, at_once: int = AT_ONCE
) -> Lines:
    """Write the lines that fetch ``rows`` rows of ``/claims`` or ``/events`` as CSV.

    More than ``at_once`` are fetched in pages of so many.
    """
    query = urlencode([*params, ("format", "csv"), ("limit", str(at_once))], quote_via=quote)
    address = f"{root}/{name}?{query}"
    if rows <= at_once:
        return _on_one_page(address, name)
    return _in_pages(address, name, rows, at_once)


def _on_one_page(address: str, name: str) -> Lines:
    return Lines(
        curl=f'curl --fail --output {name}.csv "{address}"',
        python=f'import pandas as pd\n\n{name} = pd.read_csv("{address}")',
        r=f'{name} <- read.csv("{address}", encoding = "UTF-8", na.strings = "")',
    )


def _in_pages(address: str, name: str, rows: int, at_once: int) -> Lines:
    last = (rows - 1) // at_once * at_once
    return Lines(
        curl=f'curl --fail --output "{name}-#1.csv" "{address}&offset=[0-{last}:{at_once}]"',
        python=(
            "import pandas as pd\n\n"
            f'address = "{address}&offset="\n'
            f"{name} = pd.concat(\n"
            f'    [pd.read_csv(f"{{address}}{{offset}}")'
            f" for offset in range(0, {rows}, {at_once})],\n"
            "    ignore_index=True,\n"
            ")"
        ),
        r=(
            f'address <- "{address}&offset="\n'
            f"{name} <- do.call(rbind, lapply(seq(0, {last}, by = {at_once}), function(offset) {{\n"
            '  read.csv(sprintf("%s%.0f", address, offset), encoding = "UTF-8", na.strings = "")\n'
            "}))"
        ),
    )
