"""The pages of the atlas: address and file, title, what each shows, and what its links hold.

All that deals with pages reads it here: navigation, links, heads and previews, screenshots, tests.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from conflict_atlas.link import parameter_names as names

if TYPE_CHECKING:  # the server knows its pages before pandas is there
    from conflict_atlas.claims.package import Package


@dataclass(frozen=True)
class Page:
    """One page, at the address ``name`` and in the file ``pages/<name>.py``.

    ``lead`` may name author, article and year, which the package gives. ``parameters`` are those of
    its links beside the ones that every page has. ``charts`` says what is drawn in its charts;
    those of events are empty until a dataset is chosen. Pages of one ``heading`` stand together in
    the navigation, under its name.
    """

    name: str
    title: str
    lead: str
    parameters: tuple[str, ...] = ()
    charts: Literal["", "claims", "events"] = ""
    heading: str = ""

    def sentence(self, package: "Package") -> str:
        """Say what the page shows."""
        article = package.article
        return self.lead.format(
            author=article.author, article=article.title, year=article.published[:4]
        )


# The first that is shown is the one at the bare address. Without icons: Streamlit would ask a font
# server for each page's icon as the browser's own.
PAGES = (
    Page(
        "story",
        "Story",
        "What {article} ({year}) by {author} says, step by step, beside what others say. Every mark"
        " is a claim, not a fact.",
        parameters=(names.STEP,),
    ),
    Page(
        "map",
        "Map",
        "What {author} says happened, where and when, in {article} ({year}). Every mark is a claim,"
        " not a fact.",
        parameters=(
            names.MEASURE,
            names.AT,
            names.AGAINST,
            names.VIEW,
            names.COLOUR,
            names.CELL,
            names.MONTH,
        ),
    ),
    Page(
        "timeline",
        "Timeline",
        "Which days each claim can mean: a dot is a day that the article gives, a bar the days it"
        " leaves open, a ring a day found in another source.",
        parameters=(names.LANES,),
    ),
    Page(
        "displacement",
        "Displacement",
        "How many people had to leave or could return: the article's words beside the counts.",
        parameters=(names.AT, names.PEOPLE, names.AREA),
        charts="claims",
        heading="Numbers",
    ),
    Page(
        "deployments",
        "Deployments",
        "Troops sent: what was authorised, counted and announced, and what the article says.",
        charts="claims",
        heading="Numbers",
    ),
    Page(
        "costs",
        "Costs",
        "What the operation cost: the article's figure beside official totals, and what it"
        " implies.",
        charts="claims",
        heading="Numbers",
    ),
    Page(
        "actors",
        "Actors",
        "Who backs, fights, arms or hosts whom. Each line is something a claim says.",
        parameters=(names.FOCUS,),
        charts="claims",
    ),
    Page(
        "claims",
        "Claims",
        "Every claim, searchable and sortable. Choose one to see it beside every competing figure.",
        charts="claims",
    ),
    Page(
        "evidence",
        "Evidence",
        "What event datasets record around a claim’s place and date, each dataset separately.",
        parameters=(names.CENTRE, names.DAYS, names.KM),
        charts="events",
        heading="Evidence",
    ),
    Page(
        "events",
        "Events",
        "What other sources recorded where and when: how many events, and how many people they"
        " count. The words and figures are theirs.",
        parameters=(
            names.AT,
            names.VIEW,
            names.COLOUR,
            names.CELL,
            names.MONTH,
            names.YEAR,
            names.COUNT,
            names.ROW_SCALE,
            names.AREA,
        ),
        charts="events",
        heading="Evidence",
    ),
    Page("about", "About", "What this is, what it rests on, and what it cannot tell."),
)
BY_NAME = {page.name: page for page in PAGES}


def pages_of(package: "Package") -> tuple[Page, ...]:
    """Pages that a package has: without a story, no page of that name."""
    return PAGES[1:] if package.story.empty else PAGES
