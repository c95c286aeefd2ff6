"""Views in plain English: the same sentences for tile, chart, alternative text, export and spoken walkthrough."""

from cpdash.narrative.alternative import alt, comparison_alt
from cpdash.narrative.answered import answer_headline, answer_paragraph
from cpdash.narrative.cards import attention_words, change_words, gap_words, improved_words, status_words
from cpdash.narrative.compared import comparison_headline, comparison_subtitle
from cpdash.narrative.foot import foot, published
from cpdash.narrative.headline import MOST_WORDS, headline
from cpdash.narrative.noted import note_words
from cpdash.narrative.subtitle import provenance, subtitle

__all__ = [
    "MOST_WORDS", "alt", "answer_headline", "answer_paragraph", "attention_words", "change_words",
    "comparison_alt", "comparison_headline", "comparison_subtitle", "foot", "gap_words", "headline", "improved_words",
    "note_words",
    "provenance", "published", "status_words", "subtitle",
]  # fmt: skip
