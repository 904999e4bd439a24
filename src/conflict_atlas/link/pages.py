"""The pages of the atlas: addresses, titles, and the sentence that says what each shows.

The live page, the head of its address and its preview say the same, since all of them read it here.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the server knows its pages before pandas is there
    from conflict_atlas.claims.package import Package


@dataclass(frozen=True)
class Page:
    """One page; ``lead`` may name author, article and year, which the package gives."""

    name: str
    title: str
    lead: str

    def sentence(self, package: "Package") -> str:
        """Say what the page shows."""
        article = package.article
        return self.lead.format(
            author=article.author, article=article.title, year=article.published[:4]
        )


# The first is the one at the bare address.
PAGES = (
    Page(
        "map",
        "Map",
        "What {author} says happened, where and when, in {article} ({year}). Every mark is a claim,"
        " not a fact.",
    ),
    Page(
        "timeline",
        "Timeline",
        "When each claim happened. A mark is a day the article fixes, a bar the days it leaves"
        " open.",
    ),
    Page(
        "displacement",
        "Displacement",
        "How many people had to leave or could return: the article's words beside the counts.",
    ),
    Page(
        "deployments",
        "Deployments",
        "Troops sent: what was authorised, counted and announced, and what the article says.",
    ),
    Page(
        "costs",
        "Costs",
        "What the operation cost: the article's figure beside official totals, and what it"
        " implies.",
    ),
    Page(
        "actors",
        "Actors",
        "Who backs, fights, arms or hosts whom. Each line is something a claim says.",
    ),
    Page(
        "claims",
        "Claims",
        "Every claim, searchable and sortable. Choose one to see it beside every competing figure.",
    ),
    Page(
        "events",
        "Events",
        "What other sources recorded where and when: how many events, and how many people they"
        " count. The words and figures are theirs.",
    ),
    Page(
        "evidence",
        "Evidence",
        "What event datasets record around a claim’s place and date, each dataset for itself.",
    ),
    Page("about", "About", "What this is, what it rests on, and what it cannot tell."),
)
BY_NAME = {page.name: page for page in PAGES}
