"""What readers of recorded events ask for first, made before they do."""

from collections.abc import Callable, Iterator
from functools import partial

from conflict_atlas.ui import datasets, event_charts, event_layer, event_question


def pieces() -> Iterator[Callable[[], object]]:
    """Give the answers with which each dataset opens; nothing, and no engine, without datasets."""
    for dataset in datasets.loaded():
        for by in event_layer.COLOURS.values():
            yield partial(event_question.kinds, dataset, by)
            yield partial(event_layer.open_on_start, dataset, by)
        yield from event_charts.openings(dataset)
