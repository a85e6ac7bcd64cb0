"""Writes Benchmarks/MEMORY.md: what tflens says of the memory of real models, and what the real interpreter takes.

usage: memory.py TFLENS MODEL...

Needs the package tflite-micro (Tests/requirements.txt). The interpreter's figures are those of pointers of 64 bits, and with the
allocator that records what it allocates; so the tail is compared in the tests, and given here for pointers of 32 bits.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
ORACLE = ROOT / "Tests/MemoryPlanningTests/Oracles/micro_memory.py"
PASSES = [["--reorder"], ["--plan-memory"], ["--reorder", "--plan-memory"]]
HEAD = """# Memory of real models

Written by `Benchmarks/memory.py`; every number is in bytes. *Live peak* is what any plan without overlaps needs in the order of operators; *head* is the
arena that TensorFlow Lite Micro's greedy planner makes, as `tflens memory` computes it and as the interpreter of the package
tflite-micro reports it. *Reordered* is the head that the interpreter reports after `tflens rewrite --reorder`, *planned* after
`--plan-memory`, *both* after `--reorder --plan-memory`; `-` where nothing better was found. *Tail* and *smallest arena* are for
pointers of 32 bits, of the model as it is.

"""


def heads(models):
    """What the interpreter says of each model; None for those that it rejects."""
    run = subprocess.run([sys.executable, "-B", ORACLE, *models], capture_output=True, text=True, check=True)
    return [json.loads(line).get("head") for line in run.stdout.splitlines()]


def rewritten(tflens, path, folder, *passes):
    """The head after some passes; None where they change nothing."""
    output = pathlib.Path(folder) / "rewritten.tflite"
    command = [tflens, "rewrite", path, "-o", output, *passes, "--force", "--format", "json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return heads([output])[0] if json.loads(run.stdout)["changes"] else None


def main():
    tflens, models = sys.argv[1], sorted(sys.argv[2:], key=lambda path: pathlib.Path(path).name.lower())
    rows, rejected, exact, better = [], 0, 0, [0] * len(PASSES)
    with tempfile.TemporaryDirectory() as folder:
        for path, head in zip(models, heads(models), strict=True):
            if head is None:
                rejected += 1
                continue
            run = subprocess.run([tflens, "memory", path, "--format", "json"], capture_output=True, text=True)
            ours = json.loads(run.stdout)
            micro = ours["tflm"]
            exact += micro["arena_head_bytes"] == head
            news = [rewritten(tflens, path, folder, *passes) for passes in PASSES]
            better = [count + (new is not None) for count, new in zip(better, news)]
            new = " | ".join("-" if new is None else str(new) for new in news)
            tail = f"{micro['arena_tail_bytes']}" + (" + ?" if micro["unknown"] else "")
            rows.append(f"| {pathlib.Path(path).stem.replace('__', '/')} | {ours['live_peak_bytes']} "
                        f"| {micro['arena_head_bytes']} | {head} | {new} | {tail} "
                        f"| {micro['minimum_arena_bytes']} |")
    text = HEAD + ("| model | live peak | head | head in the interpreter | reordered | planned | both | tail | smallest arena |\n"
                   "|---|--:|--:|--:|--:|--:|--:|--:|--:|\n") + "\n".join(rows)
    text += (f"\n\n{exact} of {len(rows)} heads are equal to the interpreter's, {better[0]} models get a better order, {better[1]} "
             f"a better plan, and {better[2]} one of the two. The "
             f"interpreter rejects {rejected} more models, which have operators or types that it does not have. `+ ?` marks "
             "custom operators, whose data is not known.\n")
    (ROOT / "Benchmarks/MEMORY.md").write_text(text)


main()
