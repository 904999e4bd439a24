"""Claims that cite the wrong passage: only the article's text can show this."""

from draft import Draft, NotHereError, Place, kind


def _with_article(draft: Draft) -> None:
    if draft.article is None:
        raise NotHereError("the article is not at hand")


@kind("anchor that stands nowhere")
def _(draft: Draft) -> Place:
    _with_article(draft)
    return draft.alter("claims.csv", "anchor", lambda _: "zebra crossing")


@kind("anchor of another paragraph")
def _(draft: Draft) -> Place:
    _with_article(draft)
    number, row = draft.pick("claims.csv")
    _, other = draft.pick("claims.csv", lambda r: r["paragraph"] != row["paragraph"])
    return draft.change("claims.csv", number, anchor=other["anchor"])


@kind("anchor inside a word")
def _(draft: Draft) -> Place:
    _with_article(draft)
    return draft.alter(
        "claims.csv", "anchor", lambda a: a[:-1], lambda r: r["anchor"][-2:].isalpha()
    )


@kind("claim of another paragraph")
def _(draft: Draft) -> Place:
    _with_article(draft)
    told = "".join(step["text"] for step in draft.rows("story.csv"))  # reported first
    number, row = draft.pick("claims.csv", lambda r: f"({r['claim_id']})" not in told)
    other = draft.pick("paragraphs.csv", lambda r: r["paragraph"] != row["paragraph"])[1]
    return draft.change("claims.csv", number, paragraph=other["paragraph"])


@kind("fingerprint of another text")
def _(draft: Draft) -> Place:
    _with_article(draft)
    return draft.alter("paragraphs.csv", "sha256", lambda sha: sha[::-1])
