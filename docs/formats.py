"""Write the import formats of the registry into docs/events.md and data/datapackage.json."""

import re
from pathlib import Path

from conflict_atlas.events.formats.registry import AUTO, FORMATS, NAMES

ROOT = Path(__file__).resolve().parents[1]
DOCS, DESCRIPTOR = ROOT / "docs" / "events.md", ROOT / "data" / "datapackage.json"
BEGIN, END = "<!-- made by `make formats` -->\n", "<!-- end of what is made -->"


def in_docs(text: str) -> str:
    """Put the table of formats and the names of the option into the page."""
    rows = "".join(
        f"| `{one.name}` | {one.file} | {one.becomes} | {' '.join(one.endings)} |\n"
        for one in FORMATS
    )
    table = f"| Format | File | What becomes of it | Read from |\n| --- | --- | --- | --- |\n{rows}"
    made = re.sub(
        f"{BEGIN}.*?{END}", lambda _: f"{BEGIN}\n{table}\n{END}", text, count=1, flags=re.DOTALL
    )
    return re.sub(r"\[--format [^\]]*\]", f"[--format {'|'.join((AUTO, *NAMES))}]", made, count=1)


def in_descriptor(text: str) -> str:
    """Put the names into the codes of ``dataset_format``, and leave the rest as it is written."""
    codes = "".join(f',\n                "{name}"' for name in NAMES)
    return re.sub(
        r'("name": "dataset_format".*?"enum": \[\s*"any")[^\]]*?(\s*\])',
        lambda found: found[1] + codes + found[2],
        text,
        count=1,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    for file, write in ((DOCS, in_docs), (DESCRIPTOR, in_descriptor)):
        file.write_text(write(file.read_text(encoding="utf-8")), encoding="utf-8")
        print(file.relative_to(ROOT))
