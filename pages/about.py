"""About: the one source, how its claims were read, what the marks mean, licences, downloads."""

from conflict_atlas.ui.page import about, layout

package, selection = layout.ask()
with layout.page("about"):
    about.show(selection)
