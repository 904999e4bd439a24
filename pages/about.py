"""About: the one source, how its claims were read, what the marks mean, licences, downloads."""

from conflict_atlas.ui.page import about, layout

package, selection = layout.ask()
with layout.page("About", "What this is, what it rests on, and what it cannot tell."):
    about.show(selection)
