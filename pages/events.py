"""Events: what another source recorded, month by month and day by day, and where."""

from conflict_atlas.ui import datasets, event_empty, event_page, frame, own_file, scene

package, selection = frame.ask()
dataset = datasets.chosen()
with frame.page(
    "Events",
    "What other sources recorded where and when: how many events, and how many people they count. "
    "The words and figures are theirs.",
    scene.event_map_file if dataset else None,
):
    if dataset:
        event_page.show(dataset, selection)
    else:
        event_empty.show()
    own_file.draw()
