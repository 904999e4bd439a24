"""What readers of recorded events ask for first, made before they do."""

from collections.abc import Callable, Iterator
from functools import partial

from conflict_atlas.ui.events import event_charts, event_layer, event_question
from conflict_atlas.ui.session import datasets, process_state


def pieces() -> Iterator[Callable[[], object]]:
    """Give the answers with which each dataset opens; nothing, and no engine, without datasets."""
    loaded = datasets.loaded()
    for dataset in loaded:
        for by in event_layer.COLOURS.values():
            yield partial(event_question.kinds, dataset, by)
            yield partial(event_layer.open_on_start, dataset, by)
        yield from event_charts.openings(dataset)
    for dataset in loaded:
        yield from _verdicts(dataset)


def _verdicts(dataset: datasets.Dataset) -> Iterator[Callable[[], object]]:
    """Hold each claim against a dataset: all together they take seconds of a large one."""
    from conflict_atlas.evidence import finding, verdict_table  # noqa: PLC0415 - import the engine

    package, library, source = process_state.package(), dataset.library, dataset.source
    for claim_id, window in verdict_table.windows(package):
        yield partial(finding.find, package, claim_id, library, source, window)
