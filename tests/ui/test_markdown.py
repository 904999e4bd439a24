"""Texts of the data in labels; browser/test_event_texts.py tests how a browser shows them."""

import re

import pytest

from conflict_atlas.ui import markdown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("GED [2016]", r"GED \[2016\]"),
        ("[Danger](https://example.org)", r"\[Danger\]\(https\:\/\/example\.org\)"),
        ("*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"),
        (":red[hot] :smile: $x$", r"\:red\[hot\] \:smile\: \$x\$"),
        ("back\\slash", r"back\\slash"),
        ("Östrel, زاخو 2016", r"Östrel\, زاخو 2016"),
        ("a -> b", "a \\-\u2060\\> b"),
        (":streamlit:", "\\:\u2060streamlit\\:"),
    ],
)
def test_signs_that_mean_something_are_escaped(text: str, written: str):
    assert markdown.escape(text) == written


@pytest.mark.parametrize("text", ["<->--><-->=<=~=", "# 1. - [x] | ![a](b)", "", "plain words"])
def test_nothing_is_lost(text: str):
    read = re.sub(r"\\(.)", r"\1", markdown.escape(text)).replace("\u2060", "")
    assert read == text
