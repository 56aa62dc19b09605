#!/usr/bin/env python3
"""Detente, NegMAS and brute force side by side on the same GENIUS files, turn by turn on the same machine.

    python3 -m pip install negmas==0.16.0
    python3 benches/peers/deals_negmas.py --issues 3 4 5 6 --parties 2 3 5 --rounds 3 \\
        --detente 'detente import genius {domain} {profiles} -o {folder}/d.case.toml \\
                   && detente deals {folder}/d.case.toml --convention negmas --scale unit --json' > table.md

Each domain is made by `random_domain.py`; with `--files DOMAIN PROFILE PROFILE ...` one of one's own is taken. Times are
CPU seconds, the least of the rounds. The user's call is loading the files and `calc_stats()`; the steps are those of which
it is made, each by the function of NegMAS that does it. Loading Python and its modules is not counted for NegMAS and brute
force; for ours the whole command counts, from start to end. Frontiers and solutions must agree to 1e-9, after points are
left out that only rounding keeps undominated; whatever does not agree is told at the end, and the exit code is 1. Progress
goes to standard error, tables (Markdown) to standard output.
"""

import argparse
import json
import os
import pathlib
import re
import resource
import shlex
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

import random_domain

NEAR = 1e-9

# Ours, NegMAS's attribute of the statistics, and that of brute force.
SOLUTIONS = {
    "nash": "nash_utils",
    "kalai_smorodinsky": "ks_utils",
    "egalitarian": "kalai_utils",
    "utilitarian": "max_welfare_utils",
}

STEPS = ["load", "enumerate", "utilities", "pareto", "concepts"]


def arguments():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--issues", type=int, nargs="+", default=[3, 4, 5, 6])
    options.add_argument("--values", type=int, default=10)
    options.add_argument("--parties", type=int, nargs="+", default=[2, 3, 5])
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--reservation", default="0.0")
    options.add_argument("--files", nargs="+", help="a domain and its profiles, in place of random ones")
    options.add_argument("--rounds", type=int, default=3, help="times that all sides are run on each domain")
    options.add_argument("--limit", type=float, default=60.0, help="seconds after which a side is not run once more")
    options.add_argument("--detente", metavar="COMMAND", help="with {domain}, {profiles} and {folder}")
    options.add_argument("--without", nargs="+", default=[], choices=["call", "steps", "brute"], help="leave these out")
    options.add_argument("--json", type=pathlib.Path, help="keep all figures here")
    options.add_argument("--side", choices=["call", "steps", "brute"], help=argparse.SUPPRESS)
    return options.parse_args()


def clock(times, name, work):
    start = time.process_time()
    done = work()
    times[name] = time.process_time() - start
    return done


def floats(points):
    return [[float(x) for x in point] for point in points]


# Each side runs in a process of its own, so that memory can be told and nothing is kept from one round to the next.


def load(domain, profiles):
    from negmas.inout import Scenario

    return Scenario.from_genius_files(domain, profiles, ignore_discount=True)


def negmas_call(domain, profiles):
    load(domain, profiles)  # Modules that are fetched late are not counted.
    times = {}

    def call():
        return load(domain, profiles).calc_stats()

    stats = clock(times, "call", call)
    found = {ours: floats(getattr(stats, theirs)) for ours, theirs in SOLUTIONS.items()}
    return times, floats(stats.pareto_utils), found


def negmas_steps(domain, profiles):
    import numpy
    from negmas.preferences import ops

    load(domain, profiles)
    times = {}
    scenario = clock(times, "load", lambda: load(domain, profiles))
    ufuns, space = scenario.ufuns, scenario.outcome_space
    outcomes = clock(times, "enumerate", lambda: list(space.enumerate_or_sample(max_cardinality=float("inf"))))
    utilities = lambda: numpy.array([[float(u(o)) for u in ufuns] for o in outcomes])
    points = clock(times, "utilities", utilities)
    floor = numpy.array([u.reserved_value for u in ufuns])

    def pareto():
        rational = points[(points >= floor).all(axis=1)]
        return [tuple(p) for p in rational[ops.pareto_frontier_numpy(rational)]]

    frontier = clock(times, "pareto", pareto)
    ranges = list(zip(points.min(axis=0), points.max(axis=0)))

    def concepts():
        by = {
            "nash": ops.nash_points,
            "kalai_smorodinsky": ops.ks_points,
            "egalitarian": ops.kalai_points,
            "utilitarian": ops.max_welfare_points,
        }
        return {name: [p for p, _ in find(ufuns, frontier=frontier, ranges=ranges)] for name, find in by.items()}

    found = clock(times, "concepts", concepts)
    return times, floats(frontier), {name: floats(points) for name, points in found.items()}


def brute(domain, profiles):
    import numpy

    def utilities():
        columns = []
        for profile in profiles:
            root = xml.etree.ElementTree.parse(profile).getroot()
            weight = {w.get("index"): float(w.get("value")) for w in root.iter("weight")}
            worth = numpy.zeros(1)
            for issue in root.iter("issue"):
                own = numpy.array([float(item.get("evaluation")) for item in issue.iter("item")])
                worth = numpy.add.outer(worth, weight[issue.get("index")] * own).ravel()
            columns.append(worth)
        floor = [float(xml.etree.ElementTree.parse(p).getroot().find("reservation").get("value")) for p in profiles]
        return numpy.stack(columns, axis=1), numpy.array(floor)

    def pareto(points):
        left = points[points.sum(axis=1).argsort(kind="stable")[::-1]]
        out = []
        while len(left):
            out.append(left[0])
            left = left[(left > left[0]).any(axis=1)]
        # A sum can be rounded, so that one comes before another that beats it.
        out = numpy.array(out).reshape(-1, points.shape[1])
        beaten = lambda p: ((out >= p).all(axis=1) & (out > p).any(axis=1)).any()
        return out[[not beaten(p) for p in out]]

    def concepts(points, floor, frontier):
        low, high = points.min(axis=0), points.max(axis=0)
        at = numpy.maximum(floor, low)
        gain = frontier - at
        ratio = gain / (high - at)
        scores = {
            "nash": gain.prod(axis=1),
            "kalai_smorodinsky": ratio.min(axis=1) - ratio.max(axis=1),
            "egalitarian": gain.min(axis=1),
            "utilitarian": frontier.sum(axis=1),
        }
        return {name: frontier[score >= score.max() - 1e-12] for name, score in scores.items()}

    times = {}

    def whole():
        points, floor = clock(times, "utilities", utilities)
        frontier = clock(times, "pareto", lambda: pareto(points[(points >= floor).all(axis=1)]))
        return frontier, clock(times, "concepts", lambda: concepts(points, floor, frontier))

    frontier, found = clock(times, "brute", whole)
    return times, floats(frontier), {name: floats(points) for name, points in found.items()}


SIDES = {"call": negmas_call, "steps": negmas_steps, "brute": brute}


def run_side(side, domain, profiles):
    """What one side finds in a process of its own."""
    script = [sys.executable, __file__, "--side", side, "--files", domain, *profiles]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([str(s) for s in script], check=True, capture_output=True, text=True, env=environment)
    return json.loads(done.stdout.splitlines()[-1])


def run_ours(command, domain, profiles, folder):
    """What our command finds; its time is that of the whole command."""
    quoted = {
        "domain": shlex.quote(str(domain)),
        "profiles": " ".join(shlex.quote(str(p)) for p in profiles),
        "folder": shlex.quote(str(folder)),
    }
    filled = re.sub(r"\{(domain|profiles|folder)\}", lambda m: quoted[m.group(1)], command)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(filled, shell=True, capture_output=True, text=True)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if not done.stdout.strip():
        raise SystemExit(f"{filled}\nsays nothing, and ends with {done.returncode}:\n{done.stderr}")
    answer = json.loads(done.stdout)["answer"]
    parties = [pathlib.Path(p).stem for p in profiles]
    point = lambda worth: [float(worth[p]["value"] if isinstance(worth[p], dict) else worth[p]) for p in parties]
    found = {}
    for name in SOLUTIONS:
        solution = (answer.get("solutions") or {}).get(name)
        if solution and solution.get("worth"):
            ties = [t for t in solution.get("ties") or [] if isinstance(t, dict) and t.get("worth")]
            found[name] = [point(solution["worth"])] + [point(t["worth"]) for t in ties]
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    frontier = [point(p["worth"]) for p in answer["frontier"]]
    return {"times": {"detente": cpu, "wall": wall}, "frontier": frontier, "found": found}


def undominated(points):
    """Points that more than rounding keeps undominated; those that are the same but for rounding once."""
    import numpy

    points = numpy.array(points)
    keep = []
    for n, p in enumerate(points):
        near = (points >= p - NEAR / 10).all(axis=1)
        better = near & (points > p + NEAR / 10).any(axis=1)
        same = near[:n] & ~better[:n]
        if not better.any() and not same.any():
            keep.append(n)
    return points[keep]


def beyond(some, others):
    """How many of some points are not among others."""
    import numpy

    others = numpy.array(others)
    return sum(1 for p in some if not len(others) or (numpy.abs(others - p).max(axis=1) > NEAR).all())


class Sheet:
    """The figures of one domain."""

    def __init__(self, name, domain, profiles, folder):
        self.name, self.domain, self.profiles, self.folder = name, domain, profiles, folder
        self.times, self.sides, self.spent = {}, {}, {}

    def round(self, given):
        for side in SIDES:
            if side not in given.without and self.spent.get(side, 0) <= given.limit:
                self.keep(side, run_side(side, self.domain, self.profiles))
        if given.detente:
            self.keep("detente", run_ours(given.detente, self.domain, self.profiles, self.folder))

    def keep(self, side, result):
        # The steps and brute force have steps of the same name.
        for name, seconds in result["times"].items():
            self.times.setdefault((side, name), []).append(seconds)
        self.spent[side] = self.spent.get(side, 0) + sum(result["times"].values())
        self.sides[side] = result

    def best(self, side, *names):
        """The least time for the sum of these steps."""
        rows = [self.times.get((side, name)) for name in names]
        return min(map(sum, zip(*rows))) if all(rows) else None

    def faults(self):
        """What does not agree with NegMAS's own call, or with what else there is."""
        order = [side for side in ("call", "steps", "brute") if side in self.sides]
        if not order:
            return
        first = self.sides[order[0]]
        frontier = undominated(first["frontier"])
        for side in [*order[1:], "detente"]:
            if side not in self.sides:
                continue
            other = self.sides[side]
            theirs = undominated(other["frontier"])
            missing, more = beyond(frontier, theirs), beyond(theirs, frontier)
            if missing or more:
                yield f"frontier of {side}: {missing} points missing, {more} too many"
            for name, points in first["found"].items():
                if name not in other["found"]:
                    yield f"{side} has no {name}"
                    continue
                mine = other["found"][name]
                # Of ours one is enough: ties may be told without their worth.
                if beyond(mine, points) or (side != "detente" and beyond(points, mine)):
                    yield f"{name} of {side}: {mine[0]}, not {points[0]}"


def seconds(value):
    if value is None:
        return ""
    if value >= 1:
        return f"{value:.1f} s" if value < 100 else f"{value:.0f} s"
    return f"{value * 1e3:.1f} ms" if value >= 1e-3 else f"{value * 1e6:.0f} us"


def ratio(theirs, ours):
    if not theirs or not ours:
        return ""
    return f"{theirs / ours:.0f}" if theirs >= 10 * ours else f"{theirs / ours:.1f}"


def tables(sheets):
    print("### NegMAS step by step, and brute force\n")
    print(f"| domain | parties | frontier | {' | '.join(STEPS)} | user's call | peak | brute force |")
    print("|---|---|---|" + "---|" * (len(STEPS) + 3))
    for s in sheets:
        known = s.sides.get("call") or next(iter(s.sides.values()))
        row = [len(known["frontier"])] + [seconds(s.best("steps", step)) for step in STEPS]
        row += [seconds(s.best("call", "call")), f"{s.sides.get('call', {}).get('peak', 0) / 1024:.0f} MiB"]
        row.append(seconds(s.best("brute", "brute")))
        print(f"| {s.name} | {len(s.profiles)} | {' | '.join(map(str, row))} |")
    if not any("detente" in s.sides for s in sheets):
        return
    print("\n### Side by side\n")
    print("| domain | parties | Detente | wall | NegMAS, user's call | ratio | utilities + Pareto + concepts | ratio |", end="")
    print(" brute force | ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for s in sheets:
        ours, call = s.best("detente", "detente"), s.best("call", "call")
        steps, whole = s.best("steps", "utilities", "pareto", "concepts"), s.best("brute", "brute")
        row = [seconds(ours), seconds(s.best("detente", "wall")), seconds(call), ratio(call, ours), seconds(steps)]
        row += [ratio(steps, ours), seconds(whole), ratio(whole, ours)]
        print(f"| {s.name} | {len(s.profiles)} | {' | '.join(row)} |")


def main():
    given = arguments()
    if given.side:
        domain, *profiles = given.files
        times, frontier, found = SIDES[given.side](domain, profiles)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"times": times, "frontier": frontier, "found": found, "peak": peak}))
        return 0
    sheets = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if given.files:
            domain, *profiles = map(pathlib.Path, given.files)
            sheets.append(Sheet(domain.stem, domain, profiles, folder))
        else:
            for issues in given.issues:
                for parties in given.parties:
                    own = folder / f"{issues}-{parties}"
                    made = random_domain.write(own, issues, given.values, parties, given.seed, given.reservation)
                    sheets.append(Sheet(f"{given.values}^{issues}", *made, own))
        for n in range(given.rounds):
            for sheet in sheets:
                print(f"round {n + 1}: {sheet.name}, {len(sheet.profiles)} parties", file=sys.stderr, flush=True)
                sheet.round(given)
    tables(sheets)
    faults = [f"{s.name}, {len(s.profiles)} parties: {fault}" for s in sheets for fault in s.faults()]
    print("\nOutputs agree in every domain." if not faults else "\nOutputs do not agree:\n")
    for fault in faults:
        print(f"- {fault}")
    if given.json:
        figures = [
            {"domain": s.name, "parties": len(s.profiles), "seconds": {f"{a} {b}": t for (a, b), t in s.times.items()}}
            for s in sheets
        ]
        given.json.write_text(json.dumps(figures, indent=1) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
