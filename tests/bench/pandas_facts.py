"""The same counts as the facts give, in vectorised pandas: the other side of a comparison of speed.

Whole columns at a time, no loop over rows or children; one pass over the columns for each of the months, as one would
write S2 to S7 of the reference in pandas.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

TEMPORARY = ["T0", "T1", "T2", "T3", "T4"]
Counts = dict[str, list[int]]


def with_periods(episodes: pd.DataFrame) -> pd.DataFrame:
    """Return the episodes without short breaks, sorted, each with the number of its period and of its spell."""
    rows = episodes[~episodes["ls"].isin(["V3", "V4"])].sort_values(["child", "decom"], ignore_index=True)
    rows = rows.drop_duplicates(["child", "decom"], keep="last", ignore_index=True)
    same = rows["child"].eq(rows["child"].shift())
    ended = rows["dec"].shift()
    first = ~same | ended.isna() | (rows["decom"] > ended) | rows["rec"].shift().ne("X1")
    temporary = rows["place"].isin(TEMPORARY)
    usual_place = rows["place"].mask(temporary).groupby(rows["child"]).ffill()
    usual_post = rows["pl_post"].fillna("").mask(temporary).groupby(rows["child"]).ffill()
    back = (
        temporary.shift(fill_value=False)
        & rows["place"].eq(usual_place.shift())
        & rows["pl_post"].fillna("").eq(usual_post.shift())
    )
    carer = first | (~temporary & rows["rne"].isin(["S", "P", "B"]) & ~back)
    return rows.assign(period=first.cumsum(), spell=carer.cumsum())


def counts(episodes: pd.DataFrame, births: pd.Series, months: Sequence[pd.Timestamp]) -> Counts:
    """Return, for the last day of each month: in care, started and ceased in 12 months, 1, 2 and 3+ placements."""
    rows = with_periods(episodes)
    # An open row makes the whole open: its end lies after every month.
    rows["until"] = rows["dec"].fillna(pd.Timestamp.max.normalize())
    of_period = rows.groupby("period", sort=False)
    periods = of_period.agg(
        child=("child", "first"),
        starts=("decom", "min"),
        ends=("until", "max"),
        rne=("rne", "first"),
        rec=("rec", "last"),
    )
    started = periods[periods["rne"].eq("S")].sort_values("starts")
    ceased = periods[periods["rec"].notna() & periods["rec"].ne("X1")].sort_values("ends")
    spells = rows.groupby("spell", sort=False).agg(
        child=("child", "first"), starts=("decom", "min"), ends=("until", "max")
    )
    # 18 on the day: counted apart. Children without a date of birth stay; one of 29 February turns on 1 March.
    leap = births.dt.month.eq(2) & births.dt.day.eq(29)
    grown = rows["child"].map(births.mask(leap, births + pd.DateOffset(days=1)) + pd.DateOffset(years=18))
    found: Counts = {name: [] for name in ("in_care", "started", "ceased", "one", "two", "three")}
    for day in months:
        since = (day.replace(day=1) - pd.DateOffset(months=11)).normalize()
        here = rows.loc[(rows["decom"] <= day) & (rows["until"] > day) & ~(grown <= day), "child"].unique()
        found["in_care"].append(len(here))
        found["started"].append(int(started.loc[started["starts"].between(since, day), "child"].nunique()))
        found["ceased"].append(int(ceased.loc[ceased["ends"].between(since, day), "child"].nunique()))
        touching = spells.loc[(spells["starts"] <= day) & (spells["ends"] >= since), "child"]
        placements = touching[touching.isin(here)].value_counts()
        found["one"].append(int(placements.eq(1).sum()))
        found["two"].append(int(placements.eq(2).sum()))
        found["three"].append(int(placements.ge(3).sum()))
    return found
