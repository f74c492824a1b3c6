"""Totals of the national demo in other engines, on the same data in one run.

Takes the folder that `cargo xtask bench --national --keep DIR` filled
(DIR/national-1), reads the values out of the demo's database, asks DuckDB,
Polars, SQLite and PostgreSQL for the same totals by quarter, territory and
indicator, compares every result with ours (totals.csv) for equality, and prints
the medians.

    python3 -m venv ~/.cache/giaoban/bench && ~/.cache/giaoban/bench/bin/pip install duckdb polars
    ~/.cache/giaoban/bench/bin/python docs/bench/national.py DIR/national-1 [postgres://...]
"""

import csv
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import polars as pl

TIMES = 7
THREADS = 2
COLUMNS = ["round", "unit", "indicator", "value", "num", "den", "estimate"]
# The state of tasks: counted by the program from the tasks themselves, so no
# report holds it and no engine can add it up from reports.
COUNTED = "CT-05"


def territories(db):
    """Per round: every unit's province (code) as of the period's last day."""
    codes = {bytes(i): c for i, c in db.execute("SELECT id, code FROM units")}
    found = {}
    for round_id, code, area, to in db.execute(
        "SELECT id, code, area_id, period_to FROM rounds"
    ):
        parents, kinds = {}, {}
        for unit, parent, kind in db.execute(
            "SELECT unit_id, parent_id, kind FROM unit_versions"
            " WHERE valid_from <= ?1 AND (valid_to IS NULL OR valid_to > ?1)",
            [to],
        ):
            parents[bytes(unit)] = bytes(parent) if parent else None
            kinds[bytes(unit)] = kind
        places = {}
        for unit in parents:
            above = unit
            while above is not None and kinds.get(above) != "party_committee":
                above = parents.get(above)
            places[unit] = codes.get(above, "")
        found[bytes(round_id)] = (code, codes[bytes(area)], places)
    return found


def extract(db, folder):
    """One row per value that counts, as CSV; and the rule of each indicator."""
    rounds = territories(db)
    rules = {}
    for (body,) in db.execute("SELECT body FROM regime_versions"):
        for indicator in json.loads(body)["indicators"]:
            rules[indicator["code"]] = indicator["over_units"]
    area = next(iter(rounds.values()))[1]
    values = folder / "values.csv"
    count = 0
    with values.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        query = (
            "SELECT o.round_id, o.unit_id, v.body FROM obligations o"
            " JOIN report_versions v ON v.obligation_id = o.id AND v.number = o.last_version"
            " WHERE o.state <> 'exempt'"
        )
        for round_id, unit, body in db.execute(query):
            code, _, places = rounds[bytes(round_id)]
            place = places.get(bytes(unit), "")
            for indicator, cell in json.loads(body)["values"].items():
                if indicator not in rules or cell.get("nature") == "plan":
                    continue
                count += 1
                estimate = int(cell.get("nature") == "estimate")
                parts = [cell.get("value"), cell.get("num"), cell.get("den")]
                out.writerow([code, place, indicator, *parts, estimate])
    return values, rules, area, count


# The same question for every engine that speaks SQL: a territory is a province,
# or the whole area (unit NULL), which is added up from the provinces.
SQL = """
WITH p AS MATERIALIZED (
SELECT round, unit, indicator, SUM(value) AS value, MAX(value) AS greatest, SUM(num) AS num,
  SUM(den) AS den, COUNT(value) AS with_value, COUNT(num) AS with_parts, SUM(estimate) AS estimated
FROM v {where} GROUP BY round, unit, indicator)
SELECT * FROM p UNION ALL
SELECT round, NULL, indicator, SUM(value), MAX(greatest), SUM(num), SUM(den), SUM(with_value),
  SUM(with_parts), SUM(estimated) FROM p GROUP BY round, indicator
"""


def sql(quarter):
    return SQL.format(where=f"WHERE round = '{quarter}'" if quarter else "")


def whole(number):
    return None if number is None else int(number)


def as_table(rows, rules, area):
    """Rows of an engine in our shape: (round, unit, indicator) -> figures."""
    table = {}
    for round_, unit, code, value, greatest, num, den, with_value, with_parts, estimated in rows:
        rule = rules[code]
        if rule == "sum" and with_value:
            figures = (whole(value), None, None, int(with_value), int(estimated))
        elif rule == "max" and with_value:
            figures = (whole(greatest), None, None, int(with_value), int(estimated))
        elif rule == "ratio" and with_parts:
            figures = (None, whole(num), whole(den), int(with_parts), int(estimated))
        else:
            continue
        table[round_, area if unit is None else unit, code] = figures
    return table


def ours(folder, rules):
    table = {}
    with (folder / "totals.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["indicator"].startswith(COUNTED):
                continue
            rule = rules[row["indicator"]]
            number = lambda key: int(row[key]) if row[key] else None
            if not int(row["with_value"]) or rule not in ("sum", "max", "ratio"):
                continue
            value = None if rule == "ratio" else number("value")
            key = row["round"], row["unit"], row["indicator"]
            parts = (number("num"), number("den")) if rule == "ratio" else (None, None)
            table[key] = (value, *parts, int(row["with_value"]), int(row["estimated"]))
    return table


def timed(ask):
    times, rows = [], None
    for _ in range(TIMES):
        start = time.perf_counter()
        rows = ask()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times), rows


def in_duckdb(values):
    db = duckdb.connect()
    db.execute(f"SET threads = {THREADS}")
    db.execute(f"CREATE TABLE v AS SELECT * FROM read_csv('{values}', sample_size = -1)")
    return "DuckDB " + duckdb.__version__, lambda quarter: db.execute(sql(quarter)).fetchall()


def in_polars(values):
    frame = pl.read_csv(values, infer_schema_length=None)

    def ask(quarter):
        rows = frame.lazy()
        if quarter:
            rows = rows.filter(pl.col("round") == quarter)
        by_unit = rows.group_by("round", "unit", "indicator").agg(
            pl.col("value").sum(),
            pl.col("value").max().alias("greatest"),
            pl.col("num").sum(),
            pl.col("den").sum(),
            pl.col("value").count().alias("with_value"),
            pl.col("num").count().alias("with_parts"),
            pl.col("estimate").sum().alias("estimated"),
        ).collect()
        of_all = by_unit.group_by("round", "indicator").agg(
            pl.exclude("unit", "greatest").sum(), pl.col("greatest").max()
        )
        of_all = of_all.with_columns(pl.lit(None, pl.String).alias("unit"))
        both = pl.concat([by_unit, of_all.select(by_unit.columns)])
        return both.rows()

    return "Polars " + pl.__version__, ask


def in_sqlite(values):
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE TABLE v (round TEXT, unit TEXT, indicator TEXT, value INT, num INT, den INT, estimate INT)"
    )
    with values.open(newline="") as file:
        rows = csv.reader(file)
        next(rows)
        db.executemany(
            "INSERT INTO v VALUES (?, ?, ?, ?, ?, ?, ?)",
            ([None if cell == "" else cell for cell in row] for row in rows),
        )
    db.execute("CREATE INDEX v_round ON v (round)")
    return "SQLite " + sqlite3.sqlite_version, lambda quarter: db.execute(sql(quarter)).fetchall()


def in_postgres(values, url):
    def psql(text):
        done = subprocess.run(
            ["psql", url, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"],
            input=text,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    psql(
        "CREATE SCHEMA IF NOT EXISTS giaoban_bench; SET search_path = giaoban_bench;"
        "DROP TABLE IF EXISTS v; CREATE TABLE v (round text, unit text, indicator text,"
        " value bigint, num bigint, den bigint, estimate int);\n"
        f"\\copy v FROM '{values}' WITH (FORMAT csv, HEADER)\n"
        "CREATE INDEX v_round ON v (round); ANALYZE v;"
    )

    def ask(quarter):
        """The server's own time, without starting psql."""
        query = sql(quarter).strip().replace("\n", " ")
        out = Path(tempfile.mkstemp(suffix=".csv")[1])
        told = psql(
            "SET search_path = giaoban_bench; SET max_parallel_workers_per_gather = 2;\n"
            + "\\timing on\n"
            + f"CREATE TEMP TABLE r AS {query};\n"
            + f"\\timing off\n\\copy r TO '{out}' WITH (FORMAT csv)\n"
        )
        spent = [float(l.split()[1]) for l in told.splitlines() if l.startswith("Time:")]
        with out.open(newline="") as file:
            rows = [tuple(cell if cell != "" else None for cell in row) for row in csv.reader(file)]
        out.unlink()
        return spent[0], rows

    version = psql("SHOW server_version;\n").split()[2]
    return "PostgreSQL " + version, ask


def main():
    folder = Path(sys.argv[1])
    url = sys.argv[2] if len(sys.argv) > 2 else os.environ.get("GIAOBAN_TEST_POSTGRES")
    db = sqlite3.connect(folder / "demo/giaoban.db")
    values, rules, area, count = extract(db, folder)
    table = ours(folder, rules)
    quarters = sorted({key[0] for key in table})
    (last,) = db.execute(
        "SELECT code FROM rounds ORDER BY period_to DESC LIMIT 1 OFFSET 1"
    ).fetchone()
    print(f"{count} values, {len(quarters)} quarters, {len(table)} totals to compare")
    print("| Engine | One quarter | All quarters | Equal to ours |\n|---|---|---|---|")
    makers = [lambda: in_duckdb(values), lambda: in_polars(values), lambda: in_sqlite(values)]
    if url:
        makers.append(lambda: in_postgres(values, url))
    failed = False
    for make in makers:
        name, ask = make()
        figures = []
        for quarter in (last, None):
            if name.startswith("PostgreSQL"):
                asked = [ask(quarter) for _ in range(TIMES)]
                spent, rows = statistics.median(a[0] for a in asked), asked[-1][1]
            else:
                spent, rows = timed(lambda: ask(quarter))
            figures.append((spent, as_table(rows, rules, area)))
        expected = {key: value for key, value in table.items() if key[0] == last}
        is_equal = figures[0][1] == expected and figures[1][1] == table
        failed |= not is_equal
        print(f"| {name} | {figures[0][0]:.1f} ms | {figures[1][0]:.1f} ms | {'yes' if is_equal else 'NO'} |")
        if not is_equal:
            ours_only = sorted(set(table.items()) ^ set(figures[1][1].items()))[:6]
            print("  first differences:", ours_only, file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
