"""The meaning of marks in a column's figures, found from all its cells; doubt is an error."""

import re
from collections.abc import Mapping

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile

_MARK = re.compile(r"[-+]?\d[\d.,\s'’]*[.,\s'’][\d.,\s'’]*")
_OTHER = {".": ",", ",": "."}
_LONG = 7


def has_marks(values: list[str]) -> bool:
    """Whether some of these cells have a mark inside a figure."""
    return any(_MARK.fullmatch(value) for value in values)


def find_decimal(
    found: Mapping[str, str | None], name: str, stated: MappingFile, degrees: str, file: str
) -> str:
    """Find the decimal separator of a column; raises ImportFault if it is in doubt.

    ``found`` are examples by kind and mark, as ``number_sql.evidence`` asks for them; ``degrees``
    is the sign in the coordinates of the file, "" where there are none.
    """
    held = {key: example for key, example in found.items() if example}
    # For point and comma: conditions that prove it to be the decimal separator.
    sure = {
        mark: held.get(f"decimal {mark}") or held.get(f"thousands {_OTHER[mark]}")
        for mark in _OTHER
    }
    meant = _OTHER.get(stated.thousands) or stated.decimal
    if meant and (against := sure[_OTHER[meant]]) and not sure[meant]:
        reason = f'{against} shows that "{_OTHER[meant]}" is the decimal sign of this column'
        raise ImportFault(file, f"{reason}, and not as stated", column=name, value=against)
    if stated.thousands in _OTHER:
        return meant
    if stated.decimal:
        other = held.get(f"likely {stated.decimal}")
        if other and not sure[stated.decimal]:
            raise _doubt(other, name, file)
        return stated.decimal
    if sure["."] and sure[","]:
        raise _doubt(f"{sure['.']} and {sure[',']}", name, file)
    if certain := next((mark for mark in _OTHER if sure[mark]), ""):
        return certain
    # People are counted in whole numbers: 1.200 of them are twelve hundred.
    likely = [mark for mark in _OTHER if held.get(f"likely {mark}")]
    doubtful = [mark for mark in _OTHER if held.get(f"open {mark}") and mark not in likely]
    if len(likely) == 1 and not doubtful:
        return _OTHER[likely[0]]
    if not likely and len(doubtful) == 1 and degrees == _OTHER[doubtful[0]]:
        return degrees
    if likely or doubtful:
        shown = [held[f"likely {mark}"] for mark in likely] + [
            held[f"open {mark}"] for mark in doubtful
        ]
        raise _doubt(" and ".join(shown), name, file)
    return degrees or "."


def _doubt(example: str, name: str, file: str) -> ImportFault:
    first = example.partition(" and ")[0]
    mark = "." if "." in first else ","
    as_decimal = first.replace(mark, ".")
    as_thousands = first.replace(mark, "").replace(_OTHER[mark], ".")
    reason = (
        f"{example} can be read in two ways: {first} is {_plain(as_decimal)} or"
        f' {_plain(as_thousands)}. A mapping file with thousands = "{mark}"'
        f' (or decimal = "{mark}") settles it'
    )
    return ImportFault(file, reason, column=name, value=first)


def _plain(text: str) -> str:
    try:
        return f"{float(text):g}" if len(text) < _LONG else text
    except ValueError:
        return text
