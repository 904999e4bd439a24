"""Evidence: one claim beside what event datasets record around it, and all claims as a table."""

import streamlit as st

from conflict_atlas.ui.events import no_dataset, upload_form
from conflict_atlas.ui.evidence import (
    evidence_controls,
    evidence_findings,
    evidence_table,
)
from conflict_atlas.ui.page import layout

package, selection = layout.ask()
with layout.page("evidence") as found:
    upload_form.draw()
    datasets = evidence_controls.shown()
    if not datasets:
        no_dataset.show_for_evidence()
    no_dataset.tell_invented(datasets)
    claim_id = evidence_controls.choose_claim(selection)
    left, right = st.columns([3, 5])
    with left:
        evidence_controls.show_card()
    if datasets:
        if claim_id:
            with right:
                window = evidence_controls.draw_window(claim_id)
                findings = evidence_findings.findings(claim_id, datasets, window)
                evidence_findings.tell(findings)
                evidence_findings.show_sums(claim_id, findings)
            evidence_findings.show_window(findings)
        evidence_table.show(selection, datasets)
