#!/usr/bin/env python3
"""Detente and PySAT side by side on random cases: same clauses, same output, turn by turn on the same machine.

    python3 -m pip install python-sat
    python3 benches/peers/compare.py --seeds 5 --rounds 5 > table.md

Each case is made by `random_case` and written as clauses in groups, once. Then both sides are run in turn, so many
rounds. The outputs must agree: all conflicts as sets, the costs of the cheapest ways out one by one; whatever does not
agree is told at the end, and the exit code is 1. Progress goes to standard error, tables (Markdown) to standard output.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# The clauses of the whole case, or those that only solving it tells to be enough, a gift to the other side.
GCNF = {"whole": "--gcnf", "found": "--gcnf-found"}

# Task, ours, and what PySAT has for it.
TASKS = [
    ("First conflict", "first_conflict", ["first_conflict"]),
    ("Cheapest way out", "cheapest", ["cheapest", "cheapest_tuned", "cheapest_stratified"]),
    ("Cheapest 100 (ours: with all conflicts)", "all", ["cheapest_100", "cheapest_100_minz", "cheapest_100_tuned"]),
    ("All conflicts and cheapest 100", "all", ["all"]),
    ("The same, peer told the parts", "all", ["all_by_parts"]),
    ("Smallest conflict", "all", ["smallest"]),
]


def arguments():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--demands", type=int, nargs="+", default=[20, 100, 1000])
    options.add_argument("--looseness", nargs="+", default=["loose", "medium", "tight"])
    options.add_argument("--seeds", type=int, default=5, help="cases of each sort, with the seeds 1, 2, ...")
    options.add_argument("--rounds", type=int, default=5, help="times that both sides are run on each case")
    options.add_argument("--backends", nargs="+", default=["g3", "g4", "cd195", "mgh"])
    options.add_argument(
        "--clauses",
        choices=["whole", "found"],
        default="whole",
        help="the other side gets the whole case as clauses, or only the clauses about walk-aways and order that suffice",
    )
    options.add_argument("--limit", type=float, default=20.0, help="seconds for each run of a task")
    options.add_argument("--for", type=float, default=0.2, dest="during", help="seconds to repeat short tasks for")
    options.add_argument("--json", type=pathlib.Path, help="keep all figures here")
    return options.parse_args()


def run(command):
    return subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True).stdout


def examples():
    cargo = ["cargo", "build", "--release", "-p", "detente", "--examples", "--message-format", "json"]
    built = subprocess.run(cargo, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    found = {}
    for line in built.splitlines():
        message = json.loads(line)
        if message.get("executable"):
            found[message["target"]["name"]] = message["executable"]
    return found


class Sheet:
    """The figures of one case."""

    def __init__(self, given, programs, folder, demands, looseness, seed):
        self.given, self.programs = given, programs
        self.name = f"{demands} {looseness} {seed}"
        self.sort = (demands, looseness)
        self.case, self.clauses = folder / f"{demands}-{looseness}-{seed}.case.toml", None
        options = ["--demands", demands, "--looseness", looseness, "--seed", seed]
        self.case.write_text(run([programs["random_case"], *options]))
        self.clauses = self.case.with_suffix(".gcnf")
        self.clauses.write_text(run([programs["random_case"], *options, GCNF[given.clauses]]))
        self.ours, self.theirs = {}, {}
        self.peaks = []
        self.late = set()
        self.found = {}

    def round(self):
        during = ["--for", self.given.during, "--limit", self.given.limit]
        ours = json.loads(run([self.programs["why_tasks"], self.case, *during]))
        for name, task in ours["tasks"].items():
            self.ours.setdefault(name, []).append(task["seconds"])
            self.found[name] = task["found"]
            if task["stopped"]:
                self.found[name]["complete"] = False
        self.peaks.append(ours["peak_kib"] or 0)
        self.found["members"] = ours["members"]
        for backend in self.given.backends:
            wanted = [task for _, _, tasks in TASKS for task in tasks if (backend, task) not in self.late]
            if not wanted:
                continue
            options = [option for task in wanted for option in ("--task", task)]
            script = [sys.executable, HERE / "pysat_why.py", self.clauses, "--backend", backend]
            theirs = json.loads(run([*script, *during, *options]))
            self.found["exact"] = theirs["exact"]
            for name, task in theirs["tasks"].items():
                self.theirs.setdefault((backend, name), []).append(task["seconds"])
                self.found[backend, name] = task["found"]
                if task["stopped"]:
                    # Once is enough to know that it does not end in time.
                    self.late.add((backend, name))

    def faults(self):
        """What does not agree."""
        found = self.found
        ours = found["all"]
        members = found["members"]
        costs = lambda ways: [int(cost) for cost, _ in ways]
        for (backend, name), theirs in ((k, v) for k, v in found.items() if isinstance(k, tuple)):
            if (backend, name) in self.late or theirs is None:
                continue
            about = f"{name} by {backend}"
            if name in ("all", "all_by_parts") and found["exact"] and ours["complete"]:
                if sorted(map(sorted, theirs["conflicts"])) != sorted(map(sorted, ours["conflicts"])):
                    yield f"{about}: other conflicts"
                if costs(theirs["ways_out"]) != costs(ours["ways_out"]):
                    yield f"{about}: other costs"
            if name.startswith("cheapest"):
                mine = found["all" if "100" in name else "cheapest"]
                if mine.get("complete", True) and costs(theirs["ways_out"]) != costs(mine["ways_out"]):
                    yield f"{about}: other costs"
            if name == "smallest" and found["exact"] and ours["complete"]:
                least = min(map(len, ours["conflicts"]), default=None)
                if least != (theirs["conflict"] and len(theirs["conflict"])):
                    yield f"{about}: another size"
            if name == "first_conflict" and found["exact"] and ours["complete"]:
                for conflict in (theirs["conflict"], found["first_conflict"]["conflict"]):
                    if conflict and sorted(conflict) not in ours["conflicts"]:
                        yield f"{about}: no conflict of the case"
        assert members > 0

    def best(self, tasks):
        """The fastest of the other side: what ended in time, by the median."""
        ended = [
            (statistics.median(times), backend, name, times)
            for (backend, name), times in self.theirs.items()
            if name in tasks and (backend, name) not in self.late
        ]
        return min(ended, default=None)


def seconds(time):
    if time >= 1:
        return f"{time:.1f} s"
    return f"{time * 1e3:.1f} ms" if time >= 1e-3 else f"{time * 1e6:.0f} us"


def spread(times):
    return f"{seconds(min(times))} to {seconds(max(times))}"


def tables(sheets, given):
    print("### What the cases are like\n")
    print("| demands | looseness | seed | conflicts | ways out | knots | complete | `why` in all | clauses exact | peak |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for s in sheets:
        found = s.found["all"]
        complete = "yes" if found["complete"] else "**cut**"
        row = [len(found["conflicts"]), found["ways_out_total"], found["knots"], complete]
        row += [seconds(statistics.median(s.ours["answer"])), "yes" if s.found["exact"] else "no"]
        print(f"| {s.name.replace(' ', ' | ')} | {' | '.join(map(str, row))} | {max(s.peaks) / 1024:.0f} MiB |")
    for title, ours, theirs in TASKS:
        print(f"\n### {title}\n")
        print("| demands | looseness | seed | Detente | min to max | best PySAT | min to max | by | ratio |")
        print("|---|---|---|---|---|---|---|---|---|")
        for s in sheets:
            mine = statistics.median(s.ours[ours])
            cut = "" if s.found[ours].get("complete", True) else " (cut)"
            row = [seconds(mine) + cut, spread(s.ours[ours])]
            best = s.best(theirs)
            if best is None:
                row += [f"> {given.limit:g} s", "", "all backends", "" if cut else f"> {given.limit / mine:.1f}"]
            else:
                median, backend, name, times = best
                how = ", ".join([backend] + [option for option in ("minz", "tuned", "stratified") if name.endswith(option)])
                row += [seconds(median), spread(times), how, "" if cut else f"{median / mine:.1f}"]
            print(f"| {s.name.replace(' ', ' | ')} | {' | '.join(row)} |")
    print("\n### Ratios (PySAT over Detente), median over the cases of a sort\n")
    print("| demands | looseness |" + "".join(f" {title} |" for title, _, _ in TASKS))
    print("|---|---|" + "---|" * len(TASKS))
    for sort in dict.fromkeys(s.sort for s in sheets):
        row = []
        for _, ours, theirs in TASKS:
            ratios = []
            for s in sheets:
                best = s.best(theirs)
                if s.sort == sort and s.found[ours].get("complete", True):
                    mine = statistics.median(s.ours[ours])
                    ratios.append(best[0] / mine if best else float("inf"))
            median = statistics.median_low(ratios) if ratios else None
            row.append("" if median is None else "not ended" if median == float("inf") else f"{median:.1f}")
        print(f"| {sort[0]} | {sort[1]} | {' | '.join(row)} |")


def main():
    given = arguments()
    programs = examples()
    sheets, faults = [], []
    with tempfile.TemporaryDirectory() as folder:
        for demands in given.demands:
            for looseness in given.looseness:
                for seed in range(1, given.seeds + 1):
                    sheets.append(Sheet(given, programs, pathlib.Path(folder), demands, looseness, seed))
        for n in range(given.rounds):
            for sheet in sheets:
                print(f"round {n + 1}: {sheet.name}", file=sys.stderr)
                sheet.round()
    tables(sheets, given)
    for sheet in sheets:
        faults += [f"{sheet.name}: {fault}" for fault in sheet.faults()]
    print("\nOutputs agree in every case." if not faults else "\nOutputs do not agree:\n")
    for fault in faults:
        print(f"- {fault}")
    if given.json:
        figures = [
            {
                "case": s.name,
                "ours": s.ours,
                "theirs": {f"{b} {t}": times for (b, t), times in s.theirs.items()},
                "late": [f"{b} {t}" for b, t in sorted(s.late)],
                "peak_kib": s.peaks,
            }
            for s in sheets
        ]
        given.json.write_text(json.dumps(figures, indent=1))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
