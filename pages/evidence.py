"""Evidence: one claim beside what event datasets record around it, and all claims as a table."""

import streamlit as st

from conflict_atlas.ui.events import no_dataset, upload_form
from conflict_atlas.ui.evidence import (
    evidence_controls,
    evidence_findings,
    evidence_table,
)
from conflict_atlas.ui.page import clock, layout
from conflict_atlas.ui.session import filters, session_keys
from conflict_atlas.ui.share import picture_link

package, selection = layout.ask()
with layout.page("evidence") as found:
    clock.show_strip(selection)
    datasets = evidence_controls.shown()
    if not datasets:
        no_dataset.show_for_evidence()
        upload_form.draw()
        evidence_controls.choose_claim(selection)
        evidence_controls.show_card()
    elif not evidence_controls.is_comparable(filters.selected_claim()):
        no_dataset.tell_invented(datasets)
        evidence_controls.choose_claim(selection)
        evidence_controls.show_card()
        with st.container(key=session_keys.EVIDENCE_TABLES):
            evidence_table.show(selection, datasets)
        upload_form.draw()
    else:
        with st.container(key=session_keys.EVIDENCE_PAGE):
            frame = st.container(key=session_keys.EVIDENCE_FRAME)
            with st.container(key=session_keys.EVIDENCE_PANEL):
                no_dataset.tell_invented(datasets)
                claim_id = evidence_controls.choose_claim(selection)
                evidence_controls.show_brief(claim_id)
                words = st.container()
                window = evidence_controls.draw_window(claim_id)
                findings = evidence_findings.findings(claim_id, datasets, window)
                with words:
                    evidence_findings.tell(findings)
            with frame:
                plotted = evidence_findings.show_map(findings)
                picture_link.offer("evidence", session_keys.EVIDENCE_MAP, datasets)
            with st.container(key=session_keys.EVIDENCE_LIST):
                evidence_findings.show_list(findings)
            with st.container(key=session_keys.EVIDENCE_DAYS):
                days = evidence_findings.show_days(findings)
        upload_form.draw()
        evidence_findings.show_sums(claim_id, findings)
        with st.container(key=session_keys.EVIDENCE_TABLES):
            evidence_findings.show_tables(plotted, days, findings)
            evidence_table.show(selection, datasets)
