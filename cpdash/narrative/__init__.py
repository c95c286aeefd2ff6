"""Views in plain English: the same sentences for tile, chart, alternative text, export and spoken walkthrough."""

from cpdash.narrative.alternative import alt, comparison_alt
from cpdash.narrative.answered import answer_headline, answer_paragraph
from cpdash.narrative.cards import attention_words, change_words, gap_words, improved_words, status_words
from cpdash.narrative.compared import comparison_headline, comparison_subtitle
from cpdash.narrative.foot import foot, foot_of_several, published
from cpdash.narrative.headline import MOST_WORDS, headline
from cpdash.narrative.mixed import (
    actions_headline,
    homes_headline,
    inspections_headline,
    meetings_headline,
    mix_alt,
    mix_headline,
    mix_subtitle,
    moves_alt,
    moves_headline,
    together_alt,
    together_headline,
    together_subtitle,
)
from cpdash.narrative.noted import note_words
from cpdash.narrative.sliced import (
    category_words,
    change_headline,
    change_lines,
    counted_words,
    slice_alt,
    slice_headline,
    slice_words,
)
from cpdash.narrative.subtitle import provenance, subtitle

__all__ = [
    "MOST_WORDS",
    "actions_headline",
    "alt",
    "answer_headline",
    "answer_paragraph",
    "attention_words",
    "category_words",
    "change_headline",
    "change_lines",
    "change_words",
    "comparison_alt",
    "comparison_headline",
    "comparison_subtitle",
    "counted_words",
    "foot",
    "foot_of_several",
    "gap_words",
    "headline",
    "homes_headline",
    "improved_words",
    "inspections_headline",
    "meetings_headline",
    "mix_alt",
    "mix_headline",
    "mix_subtitle",
    "moves_alt",
    "moves_headline",
    "note_words",
    "provenance",
    "published",
    "slice_alt",
    "slice_headline",
    "slice_words",
    "status_words",
    "subtitle",
    "together_alt",
    "together_headline",
    "together_subtitle",
]  # fmt: skip
