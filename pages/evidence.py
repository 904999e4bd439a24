"""Evidence: one claim beside what event datasets record around it, and all claims as a table."""

import streamlit as st

from conflict_atlas.ui import evidence, evidence_empty, frame, own_file

package, selection = frame.ask()
with frame.page(
    "Evidence",
    "What event datasets record around a claim’s place and date, each dataset for itself.",
) as found:
    own_file.draw()
    datasets = evidence.shown()
    if not datasets:
        evidence_empty.show()
    evidence_empty.tell_sample(datasets)
    claim_id = evidence.choose_claim(selection)
    left, right = st.columns([3, 5])
    with left:
        evidence.show_card()
    if datasets:
        # Imported late: without a dataset nobody waits for the engine.
        from conflict_atlas.ui import evidence_show, evidence_table

        if claim_id:
            with right:
                window = evidence.draw_window(claim_id)
                findings = evidence_show.findings(claim_id, datasets, window)
                evidence_show.tell(findings)
                evidence_show.show_sums(claim_id, findings)
            evidence_show.show_window(datasets, findings)
        evidence_table.show(selection, datasets)
