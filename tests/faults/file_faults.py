"""Files that are damaged, in another format, or not files."""

import os
from collections.abc import Callable

from draft import KINDS, Draft, NotHereError, Place, Seed, kind

HOW = {
    "empty file": lambda _: b"",
    "header only a blank": lambda _: b" \n",
    "file in Latin-1": lambda raw: raw.decode().encode("latin-1", "replace") + b"\xe9\n",
    "file in UTF-16": lambda raw: raw.decode().encode("utf-16"),
    "byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "zero byte": lambda raw: raw[:-1] + b"\0\n",
    "file cut off": lambda raw: raw[:-3],
    "row too short": lambda raw: raw + b"a,b\n",
    "row too long": lambda raw: raw.rstrip(b"\n") + b",,,,\n",
    "empty line": lambda raw: raw + b"\n",
    "quotation mark left open": lambda raw: raw + b'"a,b\n',
    "extra column": lambda raw: raw.replace(b"\n", b",spare\n", 1),
    "column without a header": lambda raw: raw.partition(b",")[2],
    "column twice": lambda raw: raw.split(b",")[0] + b"," + raw,
    "semicolons": lambda raw: raw.replace(b",", b";"),
    "header gone": lambda raw: raw.partition(b"\n")[2],
    "header twice": lambda raw: raw.partition(b"\n")[0] + b"\n" + raw,
    "cell of a million letters": lambda raw: raw + b"x" * 1_000_000 + b"\n",
    "line break in a value": lambda raw: raw[:-1] + b'"\n"\n',
    "carriage return in a value": lambda raw: raw[:-1] + b"\rx\n",
}


def _damage(how: Callable[[bytes], bytes]) -> Seed:
    def seed(draft: Draft) -> Place:
        return draft.bytes(draft.table(), how)

    return seed


KINDS |= {name: _damage(how) for name, how in HOW.items()}


@kind("columns in another order")
def _(draft: Draft) -> Place:
    file = draft.table()
    draft.write(file, [dict(reversed(row.items())) for row in draft.rows(file)])
    return Place(file)


@kind("file missing")
def _(draft: Draft) -> Place:
    file = draft.table()
    (draft.path / file).unlink()
    return Place(file)


@kind("folder in place of a file")
def _(draft: Draft) -> Place:
    file = draft.table()
    (draft.path / file).unlink()
    (draft.path / file).mkdir()
    return Place(file)


@kind("pipe in place of a file")
def _(draft: Draft) -> Place:
    if not hasattr(os, "mkfifo"):
        raise NotHereError("no pipes on this system")
    file = draft.table()
    (draft.path / file).unlink()
    os.mkfifo(draft.path / file)
    return Place(file)


@kind("link out of the package")
def _(draft: Draft) -> Place:
    file = draft.table()
    (draft.path / file).rename(draft.path.parent / f"{draft.path.name}-outside.csv")
    (draft.path / file).symlink_to(draft.path.parent / f"{draft.path.name}-outside.csv")
    return Place(file)


@kind("link inside the package")
def _(draft: Draft) -> Place:
    file = draft.table()
    (draft.path / file).rename(draft.path / "kept.txt")
    (draft.path / file).symlink_to("kept.txt")
    return Place(file)


@kind("link that leads nowhere")
def _(draft: Draft) -> Place:
    file = draft.table()
    (draft.path / file).unlink()
    (draft.path / file).symlink_to("nowhere.csv")
    return Place(file)


@kind("table of another name")
def _(draft: Draft) -> Place:
    file = draft.table()
    (draft.path / file).rename(draft.path / f"{file}.bak")
    return Place(file)
