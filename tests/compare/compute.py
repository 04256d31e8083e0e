"""Totals, classes, concentration and forecasts of two real ledgers, computed with pandas.

Independent of the Rust code: what to compute is the project's description of the methods, where it
leaves a choice the choice is in README.md. Amounts are whole minor units, shares exact fractions,
written as decimals of 40 digits.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install -r tests/compare/requirements.txt
    /tmp/venv/bin/python tests/compare/compute.py
"""

import json
import math
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
OUT = HERE / "results"


def text(value):
    """An exact number as a decimal of 40 digits; null where it can't be computed."""
    if value is None:
        return None
    value = Fraction(value)
    with localcontext() as context:
        context.prec = 40
        number = Decimal(value.numerator) / Decimal(value.denominator)
        return format(number.normalize(), "f")


def minor(column):
    return column.map(lambda cell: int((Decimal(cell) * 100).to_integral_exact())).astype("int64")


def chinook():
    rows = pd.read_csv(DATA / "chinook_sales_lines.csv", dtype=str, encoding="utf-8-sig")
    return pd.DataFrame(
        {
            "customer": rows["CustomerId"],
            "order": rows["InvoiceId"],
            "date": pd.to_datetime(rows["InvoiceDate"], format="%Y-%m-%d"),
            "product": rows["Product"],
            "quantity": rows["Quantity"].astype("int64"),
            "amount": minor(rows["Amount"]),
        }
    )


def cdnow():
    rows = pd.read_csv(DATA / "cdnow_sample_orders.csv", dtype=str, encoding="utf-8-sig")
    return pd.DataFrame(
        {
            "customer": rows["customer_id"],
            "order": rows["customer_id"] + "/" + rows["date"],
            "date": pd.to_datetime(rows["date"], format="%Y-%m-%d"),
            "product": "",
            "quantity": rows["quantity"].astype("int64"),
            "amount": minor(rows["amount"]),
        }
    )


def totals(lines):
    return {
        "amount": int(lines["amount"].sum()),
        "quantity": int(lines["quantity"].sum()),
        "lines": len(lines),
        "orders": int(lines["order"].nunique()),
        "customers": int(lines["customer"].nunique()),
    }


def growth(now, before):
    return None if before == 0 else Fraction(now - before, abs(before))


def by_period(lines, freq):
    """Totals of every period from the first to the last, those without sales too, with growth."""
    periods = lines["date"].dt.to_period(freq)
    every = pd.period_range(periods.min(), periods.max(), freq=freq)
    rows, before = [], None
    for period in every:
        row = {"period": str(period)} | totals(lines[periods == period])
        row["growth"] = text(growth(row["amount"], before)) if before is not None else None
        before = row["amount"]
        rows.append(row)
    return rows


def ranked(amounts):
    """Amount and competition rank, largest first, then by number."""
    table = amounts.rename("amount").reset_index()
    table = table.sort_values(["amount", "customer"], ascending=[False, True], ignore_index=True)
    table["rank"] = table["amount"].rank(method="min", ascending=False).astype(int)
    return table


def year_table(lines):
    """Per year and customer: rank, share, share of everybody ranked as high or higher, year before."""
    rows = []
    years = sorted(lines["date"].dt.year.unique())
    before = {}
    for year in years:
        part = lines[lines["date"].dt.year == year]
        table = ranked(part.groupby("customer")["amount"].sum())
        orders = part.groupby("customer")["order"].nunique()
        quantity = part.groupby("customer")["quantity"].sum()
        all_sales = int(table["amount"].sum())
        upto = {rank: int(table.loc[table["rank"] <= rank, "amount"].sum()) for rank in set(table["rank"])}
        for row in table.itertuples():
            amount = int(row.amount)
            last = before.get(row.customer)
            rows.append(
                {
                    "year": int(year),
                    "customer": row.customer,
                    "amount": amount,
                    "quantity": int(quantity[row.customer]),
                    "orders": int(orders[row.customer]),
                    "rank": int(row.rank),
                    "share": text(Fraction(amount, all_sales)),
                    "cumulative_with_ties": text(Fraction(upto[row.rank], all_sales)),
                    "last_amount": last[0] if last else "",
                    "last_rank": last[1] if last else "",
                    "growth": text(growth(amount, last[0])) if last and last[0] else "",
                }
            )
        before = {row.customer: (int(row.amount), int(row.rank)) for row in table.itertuples()}
    return rows


# Classes by value and by count.


def promote(table, classes):
    """Equal amounts stay together in the best of their classes."""
    return pd.Series(classes, index=table.index).groupby(table["amount"]).transform("min")


def by_value(table, cuts, strict):
    all_sales, before, classes = int(table["amount"].sum()), 0, []
    for amount in table["amount"]:
        after = before + int(amount)
        if strict:
            classes.append(sum(after * 100 > cut * all_sales for cut in cuts))
        else:
            classes.append(sum(before * 100 >= cut * all_sales for cut in cuts))
        before = after
    return promote(table, classes)


ROUNDINGS = {
    "half_up": lambda exact: math.floor(exact + Fraction(1, 2)),
    "ceil": math.ceil,
    "floor": math.floor,
}


def by_count(table, percents, rounding):
    counts = len(table)
    borders = [ROUNDINGS[rounding](Fraction(counts * sum(percents[: i + 1]), 100)) for i in range(len(percents) - 1)]
    return promote(table, [sum(place >= border for border in borders) for place in range(counts)])


def classes(lines):
    """Class numbers, 0 the best; customers without sales above zero get the lowest."""
    amounts = lines.groupby("customer")["amount"].sum()
    table = ranked(amounts[amounts > 0])
    lowest = amounts[amounts <= 0].index
    schemes, letters = {}, {}
    for cuts in ((70, 90), (50, 80)):
        for name, strict in (("cross_in", False), ("strict", True)):
            schemes[f"value_{cuts[0]}_{cuts[1]}_{name}"] = by_value(table, cuts, strict)
    for percents in ((10, 20, 70), (5, 15, 80)):
        for rounding in ROUNDINGS:
            schemes["count_" + "_".join(map(str, percents)) + "_" + rounding] = by_count(table, percents, rounding)
    summary = {}
    all_sales = int(table["amount"].sum())
    for name, found in schemes.items():
        letters[name] = dict(zip(table["customer"], found.astype(int))) | {who: 2 for who in lowest}
        sizes = [int((found == c).sum()) for c in range(3)]
        sums = [int(table.loc[found == c, "amount"].sum()) for c in range(3)]
        summary[name] = {
            "customers": sizes,
            "amounts": sums,
            "value_shares": [text(Fraction(part, all_sales)) for part in sums],
            "count_shares": [text(Fraction(part, len(table))) for part in sizes],
        }
    summary["without_sales_above_zero"] = len(lowest)
    return letters, summary


# RFM.

FIXED = {"recency": [31, 91, 181, 366], "frequency": [2, 3, 5, 9], "monetary": [2000, 4000, 8000, 16000]}


def type7(values, hundredths):
    """The quantile as an exact fraction; checked against numpy's default, which is type 7."""
    ordered = sorted(int(value) for value in values)
    place = Fraction((len(ordered) - 1) * hundredths, 100)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    exact = ordered[low] + (place - low) * (ordered[high] - ordered[low])
    assert abs(float(exact) - np.quantile(np.array(ordered, dtype=float), hundredths / 100)) < 1e-6
    return exact


def rfm(lines):
    as_of = lines["date"].max() + pd.Timedelta(days=1)
    groups = lines.groupby("customer")
    table = pd.DataFrame(
        {
            "recency": (as_of - groups["date"].max()).dt.days,
            "frequency": groups["order"].nunique(),
            "monetary": groups["amount"].sum(),
        }
    )
    one = {"recency": 1, "frequency": 1, "monetary": 100}
    thresholds, scores = {}, {}
    for rule in ("quantile_plus_one", "quantile", "fixed"):
        cuts = {}
        for key in table.columns:
            if rule == "fixed":
                cuts[key] = [Fraction(cut) for cut in FIXED[key]]
            else:
                extra = one[key] if rule == "quantile_plus_one" else 0
                cuts[key] = [type7(table[key], h) + extra for h in (20, 40, 60, 80)]
            reached = table[key].map(lambda value: sum(int(value) >= cut for cut in cuts[key]))
            scores[rule, key] = 5 - reached if key == "recency" else 1 + reached
        thresholds[rule] = {key: [text(cut) for cut in found] for key, found in cuts.items()}
    for key in table.columns:
        worse = table[key].rank(method="min", ascending=key != "recency").astype(int) - 1
        scores["rank", key] = 1 + worse * 5 // len(table)
    for rule in ("quantile_plus_one", "quantile", "fixed", "rank"):
        table[rule] = (
            scores[rule, "recency"].astype(str)
            + scores[rule, "frequency"].astype(str)
            + scores[rule, "monetary"].astype(str)
        )
        table[rule + "_segment"] = [segment(*map(int, score)) for score in table[rule]]
    return as_of, table, thresholds


def segment(r, f, m):
    """A common table of segments over R and the mean of F and M; the first that fits."""
    worth = Fraction(f + m, 2)
    if r >= 4 and worth >= 4:
        return "champions"
    if r >= 3 and worth >= 3:
        return "loyal"
    if r >= 4 and worth < 2:
        return "new"
    if r >= 3:
        return "potential"
    if worth >= 3:
        return "at_risk"
    return "lost"


# Stages of the life cycle.

STAGES = {
    "Q": {"young": 4, "window": 8},
    "M": {"young": 6, "window": 6},
}
THETA = Fraction(5, 100)


def ols(values):
    """Slope and intercept over 0, 1, 2 …"""
    count = len(values)
    mean_x, mean_y = Fraction(count - 1, 2), Fraction(sum(values)) / count
    spread = sum((x - mean_x) ** 2 for x in range(count))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in enumerate(values)) / spread
    return slope, mean_y - slope * mean_x


def stages(lines, freq):
    rules = STAGES[freq]
    periods = lines["date"].dt.to_period(freq)
    last = periods.max()
    table = lines.assign(period=periods).pivot_table(index="customer", columns="period", values="amount", aggfunc="sum", fill_value=0)
    table = table.reindex(columns=pd.period_range(periods.min(), last, freq=freq), fill_value=0)
    rows = {}
    for customer, sold in lines.assign(period=periods).groupby("customer")["period"]:
        series = [int(value) for value in table.loc[customer]]
        bought = sorted(set(sold))
        age = (last - bought[0]).n + 1
        row = {"periods": age, "slope": None, "stage": "introduction", "uncertain": False}
        if age > rules["young"]:
            window = series[-min(rules["window"], age):]
            mean = Fraction(sum(window), len(window))
            if mean == 0:
                row["stage"] = "dormant"
            else:
                slope, start = ols(window)
                relative = slope / mean
                row["slope"] = text(relative)
                row["stage"] = "growth" if relative >= THETA else "decline" if relative <= -THETA else "maturity"
                residual = sum((y - start - slope * x) ** 2 for x, y in enumerate(window)) / len(window)
                row["uncertain"] = residual > (Fraction(1, 2) * abs(mean)) ** 2
        rows[customer] = row
    return rows


# Concentration.


def concentration(lines):
    amounts = lines.groupby("customer")["amount"].sum()
    ordered = sorted((int(value) for value in amounts if value > 0), reverse=True)
    count, total = len(ordered), sum(ordered)
    rising = ordered[::-1]
    fifth = math.floor(Fraction(count, 5) + Fraction(1, 2))
    return {
        "customers": count,
        "hhi": text(sum(Fraction(value * 100, total) ** 2 for value in ordered)),
        "cr1": text(Fraction(ordered[0], total)),
        "cr5": text(Fraction(sum(ordered[:5]), total)),
        "gini": text(Fraction(sum((2 * i - count - 1) * value for i, value in enumerate(rising, 1)), count * total)),
        "top_fifth_customers": fifth,
        "top_fifth_share": text(Fraction(sum(ordered[:fifth]), total)),
    }


# Forecasts.


def errors(pairs):
    count = len(pairs)
    misses = [actual - forecast for actual, forecast in pairs]
    shares = [abs(miss) / abs(actual) for miss, (actual, _) in zip(misses, pairs) if actual != 0]
    return {
        "periods": count,
        "mse": sum(miss**2 for miss in misses) / count,
        "mad": sum(abs(miss) for miss in misses) / count,
        "mape": sum(shares) / len(shares) if shares else None,
        "bias": sum(misses) / count,
    }


def smoothing(series, alpha):
    forecast, pairs = series[0], []
    for actual in series[1:]:
        pairs.append((actual, forecast))
        forecast = alpha * actual + (1 - alpha) * forecast
    return forecast, errors(pairs)


def shown(forecast, found):
    return {"next": text(forecast)} | {key: value if key == "periods" else text(value) for key, value in found.items()}


def forecasts(rows):
    series = [Fraction(row["amount"], 100) for row in rows]
    grid = {hundredths: smoothing(series, Fraction(hundredths, 100)) for hundredths in range(1, 101)}
    best = min(grid, key=lambda hundredths: (grid[hundredths][1]["mse"], hundredths))
    found = {
        "series": [text(value) for value in series],
        "smoothing": {"alpha": text(Fraction(best, 100))} | shown(*grid[best]),
        "grid": {text(Fraction(h, 100)): text(grid[h][1]["mse"]) for h in (1, 20, 50, 80, 100)},
    }
    window = 3
    pairs = [(series[i], sum(series[i - window : i]) / window) for i in range(window, len(series))]
    if pairs:
        found["moving_average"] = {"window": window} | shown(sum(series[-window:]) / window, errors(pairs))
    slope, start = ols(series)
    found["trend"] = {"slope": text(slope), "start": text(start)} | shown(
        start + slope * len(series), errors([(y, start + slope * x) for x, y in enumerate(series)])
    )
    return found


def write(name, content):
    (OUT / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    OUT.mkdir(exist_ok=True)
    for name, lines in (("chinook", chinook()), ("cdnow", cdnow())):
        months, quarters, years = (by_period(lines, freq) for freq in ("M", "Q", "Y"))
        pd.DataFrame(year_table(lines)).to_csv(OUT / f"{name}_years.csv", index=False, lineterminator="\n")
        letters, summary = classes(lines)
        as_of, scores, thresholds = rfm(lines)
        table = scores.copy()
        for scheme, found in letters.items():
            table[scheme] = [found[customer] for customer in table.index]
        for freq in STAGES:
            rows = stages(lines, freq)
            for key in ("stage", "slope", "uncertain"):
                table[f"{key}_{freq}"] = [rows[customer][key] for customer in table.index]
        table.sort_index().to_csv(OUT / f"{name}_customers.csv", lineterminator="\n")
        write(
            f"{name}.json",
            {
                "made_with": {"pandas": pd.__version__, "numpy": np.__version__},
                "totals": totals(lines),
                "years": years,
                "quarters": quarters,
                "months": months,
                "concentration": concentration(lines),
                "classes": summary,
                "rfm": {"as_of": str(as_of.date()), "thresholds": thresholds},
                "stages": {freq: table[f"stage_{freq}"].value_counts().sort_index().to_dict() for freq in STAGES},
                "forecasts": {"months": forecasts(months), "quarters": forecasts(quarters)}
                | ({"years": forecasts(years)} if len(years) >= 3 else {}),
            },
        )


main()
