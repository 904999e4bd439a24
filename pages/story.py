"""Story: the article step by step, each step beside its map, chart or plot."""

import streamlit as st

from conflict_atlas.claims.selection import Selection
from conflict_atlas.claims.story import steps
from conflict_atlas.link import link_schema, parameter_names
from conflict_atlas.ui.map_page import map_panels
from conflict_atlas.ui.page import layout
from conflict_atlas.ui.session import session_keys, story_step
from conflict_atlas.ui.story import story_stage
from conflict_atlas.views.story import step_link, step_page

package, _ = layout.ask()
layout.share("story", Selection())
with st.container(key=session_keys.STORY):
    number = story_step.draw()
    step = steps(package)[number - 1]
    link = step_link.read(package, step.link)
    request = link.request
    is_map = request.page.name == "map"
    with st.container(key=session_keys.STORY_TEXT):
        day = story_stage.day(link) if is_map else None
        address = link_schema.query({parameter_names.STEP: [str(number)]}, package.data_version)
        st.html(step_page.write(package, number, request, day, address))
    with st.container(key=session_keys.STAGE):
        story_stage.show(step, link)
    with st.container(key=session_keys.CARD):
        map_panels.show(Selection(), story_stage.day(link).date())
