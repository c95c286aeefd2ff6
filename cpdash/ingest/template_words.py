"""How to fill in the monthly scorecard, one line a rule: the first sheet of the template."""

RULES = (
    "How to fill in the monthly scorecard",
    "The sheet Scorecard has one row for each figure. Fill in the rows, add others below, and delete no column.",
    "area: the GSS code of the council, such as E06000002, or its name.",
    "indicator: the code or id of the sheet Indicators, such as CP5.",
    "month: the month that the figure ends with, as YYYY-MM, such as 2025-03.",
    "form: the window it looks back over, such as snapshot or 12 months. Empty: its default.",
    "numerator and denominator: both, where you have them. The value may then stay empty: it is worked out.",
    "value: the figure in the indicator's unit: 12.5 for 12.5 %. Given beside both parts, it has to agree with them.",
    "A figure you must not print: write c (confidential), k (rounds to zero) or u (unreliable) in its place.",
    "A figure that does not exist: x (not available) or z (not applicable), or leave it empty and say why in the note.",
    "Zero is a figure: write 0 only where the count is zero.",
    "status: published (or empty), provisional, or illustrative. The current month can only be provisional.",
    "dimension and category: only for a breakdown, such as age and '16 to 17'. Empty for the total.",
    "note and document: anything a reader needs to judge the figure, and where it was printed.",
    "Never write a child's name or number anywhere in this file.",
    "Enter values, not formulas that point to other files; do not merge cells; one row for each figure.",
)
