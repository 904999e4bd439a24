"""Events: what another source recorded, month by month and day by day, and where."""

from conflict_atlas.ui.events import event_page, no_dataset, recorded_counts, upload_form
from conflict_atlas.ui.map_page import map_layers
from conflict_atlas.ui.page import clock, layout
from conflict_atlas.ui.session import datasets

package, selection = layout.ask()
dataset = datasets.chosen()
with layout.page("events", map_layers.event_map_file if dataset else None):
    is_of_clock = dataset is not None and event_page.show(dataset, selection)
    recorded_counts.show(selection)
    if not dataset:
        no_dataset.show_for_events()
    upload_form.draw()
    clock.show_strip(selection, "day of the calendar" if is_of_clock else "")
