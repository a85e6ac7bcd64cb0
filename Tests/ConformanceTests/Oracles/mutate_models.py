"""Measures the audit on mutants of valid models, compared with LiteRT's default path.

Usage: mutate_models.py TFLENS MODEL... [--seed N] [--mutants N] [--keep FOLDER] [--kinds a,b]
    [--operators] [--list]

Every mutant differs from its model in one place; its kind is the name of the change. Models that do
not run with zero inputs are skipped. `--operators` adds the one-operator models. Prints a table of
kinds: how many mutants LiteRT rejects or crashes on, how many of those have an error (recall), and how many
that run have an error; then the rules behind the latter. `--list` names each miss and each error that LiteRT
contradicts; `--keep` saves them in a folder. The exit status is always 0.
"""

import argparse
import collections
import csv
import io
import os
import random
import subprocess
import sys
import tempfile

import flatbuffers
from ai_edge_litert import schema_py_generated as schema

import litert_answer
import mutations

BATCH = 100


def unpack(data):
    return schema.ModelT.InitFromPackedBuf(data)


def pack(model):
    builder = flatbuffers.Builder(1 << 16)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def mutants_of(data, count, draw, kinds):
    """Yields `count` mutants of a model: kind, change and bytes."""
    for _ in range(count):
        kind = draw.choice(kinds)
        model = unpack(data)
        try:
            words = mutations.KINDS[kind](model, draw)
            mutant = pack(model) if words else None
        except Exception as error:  # a value that does not fit the field
            print("%s: %r" % (kind, error), file=sys.stderr)
            continue
        if mutant:
            yield kind, words, mutant


def errors(program, paths):
    """Returns the rules behind the errors of each model, and `unreadable` if it cannot be read."""
    ran = subprocess.run(
        [program, "audit", "--format", "csv"] + paths, capture_output=True, text=True)
    found = collections.defaultdict(set)
    for row in csv.DictReader(io.StringIO(ran.stdout)):
        if row["severity"] == "error":
            found[row["path"]].add(row["rule"])
    for line in ran.stderr.splitlines():
        for path in paths:
            if path in line and path not in found:
                found[path].add("unreadable")
    return found


class Tally:
    def __init__(self):
        self.bad = self.found = self.good = self.blamed = 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("models", nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutants", type=int, default=20)
    parser.add_argument("--keep")
    parser.add_argument("--kinds")
    parser.add_argument("--operators", action="store_true")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    kinds = given.kinds.split(",") if given.kinds else sorted(mutations.KINDS)

    bases = []
    for path in given.models:
        with open(path, "rb") as file:
            bases.append((os.path.basename(path), file.read()))
    if given.operators:
        import one_operator

        bases += [(name, one_operator.build(name)) for name in sorted(one_operator.RECIPES)]

    tallies = collections.defaultdict(Tally)
    by_rule = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        waiting = []

        def judge():
            found = errors(given.program, [path for path, *_ in waiting])
            for path, kind, words, base, said in waiting:
                rules = found.get(path, set())
                tally, runs = tallies[kind], said == "runs"
                if runs:
                    tally.good += 1
                    tally.blamed += bool(rules)
                    by_rule.update(rules)
                else:
                    tally.bad += 1
                    tally.found += bool(rules)
                if runs == bool(rules):
                    if given.list:
                        print("%s %s: %s: %s [%s] %s" % (
                            "BLAMED" if runs else "MISSED", kind, base, words, said,
                            " ".join(sorted(rules))), flush=True)
                    if given.keep:
                        os.makedirs(given.keep, exist_ok=True)
                        os.replace(path, os.path.join(given.keep, os.path.basename(path)))
                if os.path.exists(path):
                    os.remove(path)
            waiting.clear()

        for base, data in bases:
            draw = random.Random("%d %s" % (given.seed, base))
            try:
                data = pack(unpack(data))
            except Exception as error:
                print("%s: %r" % (base, error), file=sys.stderr)
                continue
            if litert_answer.answer(data) != "runs":
                print("left out, it does not run: " + base, file=sys.stderr)
                continue
            for kind, words, mutant in mutants_of(data, given.mutants, draw, kinds):
                said = litert_answer.answer(mutant)
                if said == "slow":
                    continue
                path = os.path.join(folder, "%05d_%s.tflite" % (
                    sum(t.good + t.bad for t in tallies.values()) + len(waiting), kind))
                with open(path, "wb") as file:
                    file.write(mutant)
                waiting.append((path, kind, words, base, said))
                if len(waiting) == BATCH:
                    judge()
        if waiting:
            judge()

    total = Tally()
    print("%-28s %8s %8s %8s %8s %8s" % ("kind", "rejected", "found", "recall", "runs", "errors"))
    for kind, tally in sorted(tallies.items()) + [("all", total)]:
        for name in vars(total):
            if tally is not total:
                setattr(total, name, getattr(total, name) + getattr(tally, name))
        recall = "%.1f%%" % (100 * tally.found / tally.bad) if tally.bad else "-"
        print("%-28s %8d %8d %8s %8d %8d" % (
            kind, tally.bad, tally.found, recall, tally.good, tally.blamed))
    print("errors on mutants that run, by rule:", dict(by_rule.most_common()))


if __name__ == "__main__":
    main()
