"""How a claim's figure compares with what others say."""

import math
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_atlas.claims import by_speaker
from conflict_atlas.claims.comparison import compare, comparisons, competing
from conflict_atlas.claims.judgement import ABOUT, FAR, judge, meet, to_range
from conflict_atlas.claims.phrase import bound_of

NAN = math.nan
ORDER = {"below": 0, "within": 1, "above": 2}

amounts = st.floats(min_value=1, max_value=1e10)
bounds = st.sampled_from(["exact", "about", "at_least", "at_most", "nearly"])


def single(value, bound):
    """Low and high of a claim that states one number, as in the package."""
    if bound == "at_least":
        return value, NAN
    if bound in ("at_most", "nearly"):
        return NAN, value
    return value, value


@pytest.mark.parametrize(
    ("claim", "others", "kind"),
    [
        ((300, NAN, "at_least"), (292, 324), "within"),
        ((300, NAN, "at_least"), (100, 299), "above"),  # contradicted: nobody gives so many
        ((3.3e6, NAN, "at_least"), (3.34e6, 3.39e6), "within"),  # true of all, and close
        ((40, NAN, "at_least"), (3189, 3189), "below"),  # true, but far lower
        ((40, 117, "at_most"), (10, 203), "within"),
        ((NAN, 117, "at_most"), (150, 203), "below"),  # contradicted: nobody gives so few
        ((NAN, 117, "at_most"), (10, 58), "above"),  # true, but allows far more
        ((40, 117, "at_most"), (10, 39), "above"),
        ((NAN, 5000, "nearly"), (3825, 4550), "within"),  # 4,500 to 5,000
        ((NAN, 5000, "nearly"), (3825, 4400), "above"),
        ((NAN, 5000, "nearly"), (5001, 6000), "below"),
        ((5000, 5000, "about"), (5400, 6000), "within"),  # "about" is open on both sides
        ((5000, NAN, "about"), (4000, 4999), "above"),  # "just over" is not
        ((50, 50, "exact"), (50, 50), "within"),
        ((50, 50, "exact"), (51, 60), "below"),
        ((10, 20, "exact"), (20, 30), "within"),
        ((10, 20, "exact"), (21, 30), "below"),
    ],
)
def test_rules(claim, others, kind):
    assert judge(*claim, *others) == kind


EXACT = (NAN, 50, NAN)
AT_LEAST = (50, NAN, NAN)


def figure(low, best, high):
    """A figure by others, with its bound as it is read from its numbers."""
    return {"low": low, "best": best, "high": high, "bound": bound_of(low, best, high)}


@pytest.mark.parametrize(
    ("claim", "others", "meeting"),
    [
        ((50, 50, "exact"), [EXACT], "equal"),
        ((50, 50, "exact"), [EXACT, (50, 50, 50)], "equal"),
        ((50, 50, "exact"), [AT_LEAST], "consistent"),  # they have not said 50
        ((50, 50, "exact"), [EXACT, AT_LEAST], "consistent"),
        ((50, 50, "about"), [EXACT], "consistent"),  # nor has the claim
        ((NAN, 50, "nearly"), [EXACT], "consistent"),
        ((50, NAN, "at_least"), [EXACT], "consistent"),
        ((NAN, 50, "at_most"), [EXACT], "consistent"),
        ((50, 50, "exact"), [(40, NAN, 60)], "inside"),
        ((50, 50, "exact"), [(50, NAN, 60)], "inside"),
        ((50, 50, "exact"), [(NAN, 40, NAN), (NAN, 60, NAN)], "inside"),
        ((50, 50, "about"), [(44, NAN, 56)], "inside"),
        ((50, 50, "about"), [(48, NAN, 60)], "consistent"),  # 45 would be outside
        ((50, NAN, "at_least"), [(40, NAN, 60)], "consistent"),  # any larger number fits
        ((NAN, 50, "at_most"), [(40, NAN, 60)], "consistent"),
        ((50, NAN, "at_least"), [(55, NAN, 60)], "consistent"),
        ((10, 20, "exact"), [(10, NAN, 20)], "inside"),
        ((10, 20, "at_most"), [(5, NAN, 20)], "inside"),
        ((10, 20, "exact"), [(15, NAN, 30)], "overlapping"),
        ((10, 20, "exact"), [(5, NAN, 15)], "overlapping"),
        ((10, 20, "exact"), [(12, NAN, 18)], "overlapping"),
        ((10, 20, "exact"), [(20, NAN, 30)], "touching"),
        ((10, 20, "exact"), [(5, NAN, 10)], "touching"),
        ((10, 20, "exact"), [(NAN, 15, NAN)], "consistent"),  # a number is no range to overlap
        ((60, 70, "exact"), [(50, NAN, NAN), (55, NAN, NAN)], "consistent"),  # by their words
    ],
)
def test_how_a_claim_meets_others(claim, others, meeting):
    low, high, bound = claim
    stated = {"low": low, "high": high, "bound": bound}
    assert meet(stated, [figure(*numbers) for numbers in others]) == meeting


@given(bounds, amounts, st.lists(amounts, min_size=1, max_size=4))
def test_only_what_is_stated_makes_a_claim_equal_and_only_closed_words_put_it_inside(
    bound, value, others
):
    low, high = single(value, bound)
    figures = [figure(NAN, other, NAN) for other in others]
    meeting = meet({"low": low, "high": high, "bound": bound}, figures)
    assert (meeting == "equal") == (bound == "exact" and set(others) == {value})
    lower, upper = to_range(low, high, bound)
    if meeting == "inside":
        assert min(others) <= lower <= upper <= max(others)
        assert math.isfinite(lower)
        assert math.isfinite(upper)


@given(bounds, amounts, amounts, amounts, amounts)
def test_more_is_never_lower(bound, value, step, lowest, width):
    highest = lowest + width
    less = judge(*single(value, bound), bound, lowest, highest)
    more = judge(*single(value + step, bound), bound, lowest, highest)
    assert ORDER[less] <= ORDER[more]


@given(bounds, amounts, amounts, amounts, amounts)
def test_a_further_figure_only_ever_brings_agreement(bound, value, lowest, width, further):
    highest = lowest + width
    before = judge(*single(value, bound), bound, lowest, highest)
    after = judge(*single(value, bound), bound, min(lowest, further), max(highest, further))
    assert after in (before, "within") or further < lowest or further > highest
    if before == "within":
        assert after == "within"


@given(bounds, amounts, amounts, amounts)
def test_a_number_somebody_else_states_is_within(bound, value, lower, upper):
    lowest, highest = min(value, lower), max(value, upper)
    assert judge(*single(value, bound), bound, lowest, highest) == "within"


@given(bounds, amounts, amounts, amounts, st.sampled_from([0.5, 2, 1024]))
def test_the_unit_of_measurement_does_not_matter(bound, value, lowest, width, scale):
    # Powers of two, so that scaling is exact and no verdict turns on rounding.
    low, high = single(value, bound)
    plain = judge(low, high, bound, lowest, lowest + width)
    scaled = judge(low * scale, high * scale, bound, lowest * scale, (lowest + width) * scale)
    assert plain == scaled


@given(amounts, amounts)
def test_open_bounds_are_disputed_only_from_their_closed_side(value, other):
    at_least = judge(value, NAN, "at_least", other, other)
    assert (at_least == "above") == (value > other)
    assert (at_least == "below") == (FAR * value < other)
    at_most = judge(NAN, value, "at_most", other, other)
    assert (at_most == "below") == (value < other)
    assert (at_most == "above") == (value > FAR * other)


def test_read_leaves_open_what_the_words_leave_open():
    assert to_range(300, NAN, "at_least") == (300, math.inf)
    assert to_range(NAN, 117, "at_most") == (-math.inf, 117)
    assert to_range(NAN, 100, "nearly") == (100 * (1 - ABOUT), 100)
    assert to_range(100, NAN, "about") == (100, 100 * (1 + ABOUT))
    assert to_range(100, 100, "about") == pytest.approx((90, 110))
    with pytest.raises(ValueError, match="without a figure"):
        to_range(NAN, NAN, "")


@pytest.fixture
def claim_id(invented_package):
    """A claim of the invented package with other figures, one of them not comparable."""
    figures = invented_package.figures
    counts = figures.loc[figures["comparable"].fillna(value=False), "claim_id"].value_counts()
    return counts.index[0]


def changed(package, claim_id, figure):
    """The package with only one figure for a claim, made from its first comparable one."""
    figures = package.figures
    row = figures[(figures["claim_id"] == claim_id) & figures["comparable"].fillna(value=False)]
    return replace(package, figures=row.head(1).assign(**figure))


def test_the_article_comes_first_and_is_marked(invented_package, claim_id):
    table = competing(invented_package, claim_id)
    assert table["is_article"].tolist() == [True] + [False] * (len(table) - 1)
    assert len(table) == 1 + (invented_package.figures["claim_id"] == claim_id).sum()
    dates = table.loc[~table["is_article"], "date"]
    assert dates.dropna().is_monotonic_increasing
    assert dates.isna().tolist() == sorted(dates.isna())


def test_missing_numbers_stay_missing(invented_package, claim_id):
    package = changed(invented_package, claim_id, {"low": NAN, "best": NAN, "high": 12.0})
    other = competing(package, claim_id).iloc[1]
    assert math.isnan(other["low"])
    assert math.isnan(other["best"])
    assert other["bound"] == "at_most"


@pytest.mark.parametrize(
    "figure",
    [
        {"unit": "something else"},
        {"comparable": False},
        {"comparable": pd.NA},
        {"low": NAN, "best": NAN, "high": NAN},
    ],
)
def test_what_does_not_count_the_same_is_not_compared(invented_package, claim_id, figure):
    package = changed(invented_package, claim_id, figure)
    assert compare(package, claim_id).kind == "not_comparable"


def test_incomparable_figures_do_not_change_a_verdict(invented_package, claim_id):
    figures = invented_package.figures
    only = replace(invented_package, figures=figures[figures["comparable"].fillna(value=False)])
    assert compare(only, claim_id) == compare(invented_package, claim_id)


def test_nobody_else(invented_package, claim_id):
    alone = replace(invented_package, figures=invented_package.figures.head(0))
    assert compare(alone, claim_id).kind == "nobody_else"


def test_unknown_claim(invented_package):
    with pytest.raises(KeyError):
        compare(invented_package, "no-such-claim")


def test_a_minimum_of_others_is_said_to_leave_room(invented_package, claim_id):
    package = changed(invented_package, claim_id, {"low": 1.0, "best": NAN, "high": NAN})
    verdict = compare(package, claim_id)
    assert verdict.kind == "above"
    assert verdict.sentence.endswith("1 of these leaves room for more.")


def test_card_and_sentence_compare_by_the_same_rule(real_package, invented_package):
    """The sentence on all others, and the clause on the one kind of speaker that there is."""
    verbs = {
        "equals": "Equal to",
        "lies inside": "Inside",
        "overlaps": "Overlapping",
        "touches": "Touching",
        "agrees with": "Consistent with",
    }
    found = set()
    for package in (real_package, invented_package):
        for claim_id, row in comparisons(package).iterrows():
            if row["kind"] == "within" and len(by_speaker.rivals(package, claim_id)) == 1:
                (clause,) = by_speaker.clauses(package, claim_id)
                verb = next(verb for verb in verbs if f" {verb} " in row["sentence"])
                assert clause.startswith(verbs[verb])
                found.add(verb)
    assert len(found) > 1


def test_a_single_number_of_others_keeps_their_words(invented_package, claim_id):
    package = changed(invented_package, claim_id, {"low": 1.0, "best": NAN, "high": NAN})
    assert " against at least 1 " in compare(package, claim_id).sentence


def test_every_claim_with_a_figure_has_a_verdict(real_package):
    claims = real_package.claims
    stated = claims[claims["low"].notna() | claims["high"].notna()]
    table = comparisons(real_package)
    assert table.index.tolist() == stated.index.tolist()
    for claim_id, sentence in table["sentence"].items():
        assert sentence.endswith(".")
        assert not re.search(r"\bnan\b", sentence, re.IGNORECASE), claim_id


def test_known_verdicts_of_the_real_article(real_package):
    kinds = comparisons(real_package)["kind"]
    assert kinds["baghdad-bombing-july-2016-deaths"] == "within"
    assert kinds["manbij-strikes-july-2016-deaths"] == "within"
    assert kinds["iraqis-displaced-over-3-3-million"] == "within"
    assert kinds["russian-bombing-kills-civilians"] == "not_comparable"  # its scope is open


def test_nothing_is_comparable_with_a_claim_that_gives_no_figure(real_package, invented_package):
    for package in (real_package, invented_package):
        figures, claims = package.figures, package.claims
        held = figures.loc[figures["comparable"].fillna(value=False), "claim_id"]
        assert claims.loc[held, ["low", "high"]].notna().any(axis=1).all()


def test_others_that_a_claim_does_not_meet_are_counted(real_package):
    """Opposing figures span a range that none of them states: being inside is not agreement."""
    sentence = compare(real_package, "manbij-strikes-july-2016-deaths").sentence
    others = competing(real_package, "manbij-strikes-july-2016-deaths")
    others = others[~others["is_article"] & others["comparable"]]
    numbers = others[["low", "best", "high"]].astype("float64")
    lower = int((numbers.max(axis=1) < 40).sum())
    higher = int((numbers.min(axis=1) > 117).sum())
    assert lower
    assert higher
    told = f"Compared with each alone, it is above {lower} and below {higher} of the {len(others)}."
    assert sentence.endswith(told)


def test_a_figure_whose_words_hold_for_the_claim_is_not_counted(real_package):
    """“Up to 6,000” does not contradict nearly 5,000."""
    others = competing(real_package, "us-troops-iraq-nearly-5000")
    assert "at_most" in others.loc[~others["is_article"], "bound"].tolist()
    sentence = compare(real_package, "us-troops-iraq-nearly-5000").sentence
    assert sentence.endswith("Compared with each alone, it is above 1 and below 1 of the 4.")


def test_sentence_names_numbers_and_publishers(real_package):
    sentence = compare(real_package, "iraqis-displaced-over-3-3-million").sentence
    assert sentence == (
        "Within what others say: at least 3.3 million displaced people agrees with "
        "3.34 million to 3.39 million (3 figures from IOM)."
    )
