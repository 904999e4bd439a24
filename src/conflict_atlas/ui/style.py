"""The few styles Streamlit's theme does not give; colours come from the theme in force."""

import streamlit as st

CSS = """<style>
.atlas-count { font-size: 1.25rem; margin: 0; }
.atlas-words, .atlas-asked, .atlas-lead { margin: .1rem 0 .3rem; opacity: .86; font-size: .92rem; }
.atlas-lead { font-size: 1rem; max-width: 62rem; }
.atlas-hint { opacity: .8; padding: .6rem 0; }
.atlas-notice { border-left: 4px solid #b7791f; padding: .35rem .8rem; margin: .2rem 0;
  background: rgba(183, 121, 31, .12); border-radius: 3px; }
.atlas-notice p { margin: .2rem 0; }
.atlas-notice code { overflow-wrap: anywhere; }
.atlas-card { border: 1px solid rgba(128, 128, 128, .35); border-left: 5px solid var(--type);
  border-radius: 6px; padding: .5rem .9rem .6rem; overflow-wrap: anywhere; }
.atlas-card h3 { margin: 0 0 .2rem; padding: 0; font-size: 1.12rem; }
.atlas-card p { margin: 0 0 .4rem; }
.atlas-kind, .atlas-card .atlas-kind { font-size: .74rem; letter-spacing: .04em; text-transform: uppercase; opacity: .8; }
.atlas-card dl { display: grid; grid-template-columns: 3.4rem 1fr; gap: .2rem .6rem; margin: 0 0 .5rem;
  padding: 0; font-size: .88rem; line-height: 1.4; }
.atlas-card dt { opacity: .75; margin: 0; padding: 0; }
.atlas-card dd { margin: 0; padding: 0; font-size: inherit; }
.atlas-card p { line-height: 1.42; font-size: .94rem; }
[data-testid="stHtml"] a { color: inherit; text-decoration: underline; text-underline-offset: 2px;
  text-decoration-color: var(--atlas-accent, #0f9488); }
.atlas-card small { opacity: .78; }
.atlas-card ul { padding-left: 1.1rem; margin: .3rem 0; font-size: .88rem; }
.atlas-card li { margin: .15rem 0; }
.atlas-verdict { border-top: 1px solid rgba(128, 128, 128, .3); padding-top: .4rem; font-size: .92rem; }
.atlas-links { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; font-size: .92rem; }
.atlas-formula { font-size: .92rem; }
[data-testid="stMainBlockContainer"] { padding: 3.6rem 2rem 3rem; max-width: 110rem; }
[data-testid="stMainBlockContainer"] h1 { padding: 0; margin: 0; font-size: 1.75rem; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding-left: .8rem; padding-right: .8rem; }
  .atlas-card dl { grid-template-columns: 3.6rem 1fr; }
}
</style>"""


def apply() -> None:
    """Send the styles once a run."""
    st.html(CSS)
