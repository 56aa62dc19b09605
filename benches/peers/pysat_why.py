#!/usr/bin/env python3
"""The tasks behind `why`, done by PySAT on clauses in groups (GCNF), for comparison.

    python3 -m pip install python-sat
    python3 pysat_why.py CASE.gcnf [--backend g3] [--limit SECONDS] [--for SECONDS] [--task NAME]...

Tasks, each with its own time (solving only, without imports and without reading the file):

first_conflict  one group MUS: a core, then deletion with core refinement
smallest        one of the smallest group MUSes: OptUx (implicit hitting sets)
cheapest        the cheapest groups to leave out: RC2, plain, tuned (at-most-one constraints, core exhaustion and
                minimisation) or stratified and tuned
cheapest_100    the cheapest 100: RC2, one after the other, each barred for the next; plain, with core minimisation, or
                tuned. (RC2Stratified does not list them rightly: it ends after those of the first cost.)
all             all group MUSes: MARCO with maximal seeds; it lists all minimal correction sets as well, so that the
                cheapest 100 ways out are the first of those that hold no absolute group
all_by_parts    the same, with the clauses first split into parts that share no variable

What is printed is one JSON document. Groups are counted from 0 (the group numbered 1 in the file), as the other side
counts its demands and walk-aways.
"""

import argparse
import collections
import heapq
import json
import resource
import statistics
import sys
import time

from pysat.examples.optux import OptUx
from pysat.examples.rc2 import RC2, RC2Stratified
from pysat.formula import WCNF
from pysat.solvers import Solver

WAYS = 100

# MiniSat keeps the phase it is told, so that each model of the map is maximal: all decisions are "in", and what is
# "out" was forced by them.
MAP_SOLVER = "mgh"


class Groups:
    """Clauses in groups."""

    def __init__(self, path):
        self.hard, self.exact, self.costs = [], False, []
        lists = []
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if line[0] == "{":
                    group, clause = line.split("} ")
                    lits = [int(lit) for lit in clause.split()[:-1]]
                    group = int(group[1:])
                    (lists[group - 1] if group else self.hard).append(lits)
                elif line.startswith("c group "):
                    cost = line.split()[-1]
                    self.costs.append(None if cost == "absolute" else int(cost))
                    lists.append([])
                elif line.startswith("c exact"):
                    self.exact = True
                elif line.startswith("p gcnf"):
                    self.variables = int(line.split()[2])
        # Each group is switched on by a literal: by its own where it is just one that no other group uses, else by a new one.
        single = [c[0][0] if len(c) == 1 and len(c[0]) == 1 else None for c in lists]
        used = collections.Counter(abs(lit) for lit in single if lit)
        self.top, self.selectors = self.variables, []
        for clauses, lit in zip(lists, single):
            if lit and used[abs(lit)] == 1:
                self.selectors.append(lit)
                continue
            self.top += 1
            self.selectors.append(self.top)
            self.hard += [[-self.top] + clause for clause in clauses]

    def parts(self):
        """Groups and hard clauses split into parts that share no variable: (hard clauses, groups)."""
        above = list(range(self.top + 1))

        def root(v):
            while above[v] != v:
                above[v] = above[above[v]]
                v = above[v]
            return v

        for clause in self.hard:
            first = root(abs(clause[0]))
            for lit in clause[1:]:
                above[root(abs(lit))] = first
        parts = {}
        for clause in self.hard:
            parts.setdefault(root(abs(clause[0])), ([], []))[0].append(clause)
        for group, selector in enumerate(self.selectors):
            parts.setdefault(root(abs(selector)), ([], []))[1].append(group)
        return [part for part in parts.values() if part[1]]


class Late(Exception):
    """The limit was met."""


class Marco:
    """All group MUSes and all minimal correction sets (Liffiton, Previti, Malik & Marques-Silva 2016)."""

    def __init__(self, hard, selectors, groups, backend, deadline):
        self.groups, self.deadline = groups, deadline
        self.on = {n: selectors[group] for n, group in enumerate(groups, 1)}
        self.of = {lit: n for n, lit in self.on.items()}
        self.solver = Solver(name=backend, bootstrap_with=hard)
        self.map = Solver(name=MAP_SOLVER)
        self.every = list(range(1, len(groups) + 1))
        for n in self.every:
            self.map.add_clause([n, -n])
        self.map.set_phases(self.every)
        self.conflicts, self.corrections = [], []

    def close(self):
        self.solver.delete()
        self.map.delete()

    def core(self):
        of = self.of
        return [of[lit] for lit in self.solver.get_core() or ()]

    def shrink(self, core):
        """Deletion with core refinement."""
        on, solve = self.on, self.solver.solve
        core = sorted(core)
        needed = set()
        n = len(core) - 1
        while n >= 0:
            if time.perf_counter() > self.deadline:
                raise Late
            if solve(assumptions=[on[m] for m in core if m != core[n]]):
                needed.add(core[n])
                n -= 1
            else:
                smaller = set(self.core()) | needed
                core = [m for m in core if m in smaller]
                n = len(core) - len(needed) - 1
        return core

    def first(self):
        if self.solver.solve(assumptions=[self.on[n] for n in self.every]):
            return None
        return self.shrink(self.core())

    def run(self):
        on, every, groups = self.on, self.every, self.groups
        while self.map.solve():
            if time.perf_counter() > self.deadline:
                raise Late
            model = self.map.get_model()
            held = [n for n in every if model[n - 1] > 0]
            if self.solver.solve(assumptions=[on[n] for n in held]):
                out = [n for n in every if model[n - 1] < 0]
                self.map.add_clause(out)
                self.corrections.append([groups[n - 1] for n in out])
            else:
                core = self.shrink(self.core())
                self.map.add_clause([-n for n in core])
                self.conflicts.append([groups[n - 1] for n in core])


def first_conflict(case, backend, deadline):
    marco = Marco(case.hard, case.selectors, list(range(len(case.selectors))), backend, deadline)
    conflict = marco.first()
    marco.close()
    return {"conflict": conflict and [n - 1 for n in conflict]}


def priced(case, corrections):
    """The cheapest ways out among correction sets."""
    costs = case.costs
    kept = (groups for groups in corrections if all(costs[g] is not None for g in groups))
    return heapq.nsmallest(WAYS, ((sum(costs[g] for g in groups), sorted(groups)) for groups in kept))


def all_conflicts(case, backend, deadline):
    marco = Marco(case.hard, case.selectors, list(range(len(case.selectors))), backend, deadline)
    complete = True
    try:
        marco.run()
    except Late:
        complete = False
    found = {
        "conflicts": sorted(sorted(c) for c in marco.conflicts),
        "ways_out": [[str(cost), groups] for cost, groups in priced(case, marco.corrections)],
        "corrections": len(marco.corrections),
        "complete": complete,
    }
    marco.close()
    return found


def all_by_parts(case, backend, deadline):
    conflicts, ways, complete = [], [(0, [])], True
    for hard, groups in case.parts():
        marco = Marco(hard, case.selectors, groups, backend, deadline)
        try:
            marco.run()
        except Late:
            complete = False
        conflicts += marco.conflicts
        here = priced(case, marco.corrections)
        if here != [(0, [])]:
            ways = heapq.nsmallest(WAYS, ((c + d, sorted(g + h)) for c, g in ways for d, h in here))
        marco.close()
    return {
        "conflicts": sorted(sorted(c) for c in conflicts),
        "ways_out": [[str(cost), groups] for cost, groups in ways],
        "complete": complete,
    }


def weighted(case, unit):
    """The case as weighted clauses: each group, as one soft literal, at its cost (or at 1)."""
    formula = WCNF()
    formula.extend(case.hard)
    soft = []
    for group, lit in enumerate(case.selectors):
        if unit or case.costs[group] is not None:
            formula.append([lit], weight=1 if unit else case.costs[group])
            soft.append(group)
        else:
            formula.append([lit])
    return formula, soft


def cheapest(case, backend, deadline, most=1, make=RC2, **options):
    formula, soft = weighted(case, False)
    ways, complete = [], True
    with make(formula, solver=backend, **options) as rc2:
        for model in rc2.enumerate(block=-1):
            holds = set(model)
            out = [group for group in soft if case.selectors[group] not in holds]
            ways.append((rc2.cost, out))
            if len(ways) >= most:
                break
            if time.perf_counter() > deadline:
                complete = False
                break
    return {"ways_out": [[str(cost), groups] for cost, groups in ways], "complete": complete}


def smallest(case, backend, _deadline):
    with Solver(name=backend, bootstrap_with=case.hard) as solver:
        # OptUx wants clauses that cannot all hold.
        if solver.solve(assumptions=case.selectors):
            return {"conflict": None}
    formula, soft = weighted(case, True)
    with OptUx(formula, solver=backend, adapt=False, exhaust=True, minz=True) as optux:
        found = optux.compute()
    return {"conflict": found and [soft[n - 1] for n in found]}


TASKS = {
    "first_conflict": first_conflict,
    "smallest": smallest,
    "cheapest": cheapest,
    "cheapest_tuned": lambda c, b, d: cheapest(c, b, d, adapt=True, exhaust=True, minz=True),
    "cheapest_stratified": lambda c, b, d: cheapest(c, b, d, make=RC2Stratified, adapt=True, exhaust=True, minz=True),
    "cheapest_100": lambda c, b, d: cheapest(c, b, d, most=WAYS),
    "cheapest_100_minz": lambda c, b, d: cheapest(c, b, d, most=WAYS, minz=True),
    "cheapest_100_tuned": lambda c, b, d: cheapest(c, b, d, most=WAYS, adapt=True, exhaust=True, minz=True),
    "all": all_conflicts,
    "all_by_parts": all_by_parts,
}


def timed(case, task, backend, limit, during):
    times, found, stopped = [], None, False
    while not times or (sum(times) < during and len(times) < 101):
        start = time.perf_counter()
        try:
            found = task(case, backend, start + limit)
        except Late:
            stopped = True
        times.append(time.perf_counter() - start)
        stopped |= found is not None and found.get("complete") is False
        if stopped:
            break
    return {"seconds": statistics.median(times), "runs": len(times), "stopped": stopped, "found": found}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("case")
    options.add_argument("--backend", default="g3", help="a solver of PySAT: g3, g4, cd195, mgh, ...")
    options.add_argument("--limit", type=float, default=60.0, help="seconds for each run of a task")
    options.add_argument("--for", type=float, default=0.3, dest="during", help="seconds to repeat each task for")
    options.add_argument("--task", action="append", choices=list(TASKS))
    given = options.parse_args()
    sys.setrecursionlimit(100_000)
    case = Groups(given.case)
    tasks = given.task or list(TASKS)
    print(
        json.dumps(
            {
                "members": len(case.selectors),
                "exact": case.exact,
                "tasks": {
                    name: timed(case, TASKS[name], given.backend, given.limit, given.during) for name in tasks
                },
                "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            }
        )
    )


if __name__ == "__main__":
    main()
