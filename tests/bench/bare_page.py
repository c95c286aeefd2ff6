"""The yardstick of the benchmark: a bare Streamlit page that draws the same figures from constants."""

import json
import os
from pathlib import Path

import streamlit as st


@st.cache_resource
def figures() -> dict[str, dict[str, object]]:
    """Return the figures that the benchmark wrote, by name."""
    found: dict[str, dict[str, object]] = json.loads(Path(os.environ["BARE_FIGURES"]).read_text("utf-8"))
    return found


name = st.selectbox("Indicator", list(figures()))
st.plotly_chart(figures()[name], theme=None, config={"displayModeBar": False})
