#!/usr/bin/env python3
"""Random negotiation domains as GENIUS XML: a domain, and a profile for each party.

    python3 benches/peers/random_domain.py FOLDER --issues 6 --values 10 --parties 2 --seed 1

The same options give the same bytes. Evaluations have three decimals and the best of each issue is 1, weights have four and
sum to 1, so that programs that divide by the best evaluation and those that take it as it stands mean the same numbers.
"""

import argparse
import pathlib

MASK = (1 << 64) - 1


class Dice:
    """Splitmix64 (Steele, Lea & Flood 2014)."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, end):
        return self.next() % end


def weights(dice, issues):
    """Ten-thousandths that sum to the whole, each at least one part in twice as many as there are issues."""
    shares = [1 + dice.below(1000) for _ in range(issues)]
    least = 10_000 // (2 * issues)
    rest = 10_000 - least * issues
    parts = [least + rest * share // sum(shares) for share in shares]
    parts[0] += 10_000 - sum(parts)
    return parts


def decimal(parts, digits):
    whole, rest = divmod(parts, 10**digits)
    return f"{whole}.{rest:0{digits}d}"


def issue_lines(n, name, values, evaluations=None):
    lines = [f'    <issue index="{n}" name="{name}" type="discrete" etype="discrete" vtype="discrete">']
    for v in range(values):
        worth = f' evaluation="{decimal(evaluations[v], 3)}"' if evaluations else ""
        lines.append(f'      <item index="{v + 1}" value="v{v + 1}"{worth}/>')
    return lines + ["    </issue>"]


OBJECTIVE = '  <objective index="0" name="root" type="objective" etype="objective" description="">'


def write(folder, issues, values, parties, seed, reservation="0.0"):
    """Writes the files and gives their paths: the domain, and the profiles."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    dice = Dice(seed)
    domain = ["<negotiation_template>", f' <utility_space number_of_issues="{issues}">', OBJECTIVE]
    for i in range(issues):
        domain += issue_lines(i + 1, f"issue{i + 1}", values)
    domain += ["  </objective>", " </utility_space>", "</negotiation_template>"]
    paths = [folder / "domain.xml"]
    paths[0].write_text("\n".join(domain) + "\n")
    for p in range(parties):
        lines = ["<utility_space>", OBJECTIVE]
        for i in range(issues):
            evaluations = [dice.below(1001) for _ in range(values)]
            evaluations[dice.below(values)] = 1000
            lines += issue_lines(i + 1, f"issue{i + 1}", values, evaluations)
        for i, weight in enumerate(weights(dice, issues)):
            lines.append(f'    <weight index="{i + 1}" value="{decimal(weight, 4)}"/>')
        lines += ["  </objective>", '  <discount_factor value="1.0"/>', f'  <reservation value="{reservation}"/>']
        paths.append(folder / f"party{p + 1}.xml")
        paths[-1].write_text("\n".join(lines + ["</utility_space>"]) + "\n")
    return paths[0], paths[1:]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--issues", type=int, default=6)
    options.add_argument("--values", type=int, default=10)
    options.add_argument("--parties", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--reservation", default="0.0", help="what no agreement is worth to each, from 0 to 1")
    given = options.parse_args()
    domain, profiles = write(given.folder, given.issues, given.values, given.parties, given.seed, given.reservation)
    print(domain, *profiles)


if __name__ == "__main__":
    main()
