"""What JSON Schema cannot say: a relation between two values. Such requests are left out here.

That they are refused is tested in test_refusal.py.
"""

from collections.abc import Mapping
from typing import Any

import schemathesis


@schemathesis.hook
def filter_query(_context: Any, query: Any) -> bool:
    """Keep a query unless only the order of two of its values is wrong."""
    if not isinstance(query, Mapping):
        return True
    first, last, box = query.get("from"), query.get("to"), query.get("bbox")
    if isinstance(first, str) and isinstance(last, str) and first > last:
        return False
    return not _is_upside_down(box.split(",") if isinstance(box, str) else box)


def _is_upside_down(box: Any) -> bool:
    """Whether south lies above north in what is a box otherwise; it may be written already."""
    try:
        _, south, _, north = map(float, box)
    except (TypeError, ValueError):
        return False
    return south > north
