"""Rewrites and audits of a large model: processes to compare, and goals."""

import pathlib
import sys

HERE = pathlib.Path(__file__).parent
MODEL = "conv_500mb"
SITES = 18
# A file system in memory, so that the disk has no effect.
MEMORY = pathlib.Path("/dev/shm")

COPY = "`cp`, then `sync`"
PLAIN = "`tflens rewrite`"
SPLIT = "`tflens rewrite --split-hard-swish`"
SPLIT_RELU6 = "`tflens rewrite --split-hard-swish=relu6`"
LITERT = "ai-edge-litert, `flatbuffer_utils`"
TENSORFLOW = "TensorFlow, `flatbuffer_utils`"
DD = "`dd bs=1M`, in memory, one core"
CP = "`cp`, in memory, one core"
WEIGHTS = "`tflens rewrite --per-tensor-weights`, in memory, one core"
DRY_RUN = "`tflens rewrite --dry-run`"
AUDIT = "`tflens audit`, every rule"
AUDIT_TABLES = "`tflens audit`, the rules that read no weights"
# Those with `reads_weights` in `tflens rules --format json`.
WEIGHT_RULES = ("Q003", "Q005", "Q015", "Q016", "Q017", "Q018", "Q019", "Q038")
STRATEGIES = ("relu6", "relu6-folded", "depthwise", "int16")

NOTES = f"""\
- `tflens rewrite` waits until the new file is on disk, as `sync` does for `cp`;
  `flatbuffer_utils` does not wait. All of them write a new file.
- *In memory, one core*: the output is in `{MEMORY}`, and `taskset` restricts the process
  to one core. `dd bs=1M` copies through memory: it reads each block into a
  buffer and writes it from there. `cp` leaves both to the kernel.
- The time of a search is the time of `--dry-run` with the split minus the time
  without it, divided by the {SITES} sites. No two sites have the same quantization
  parameters.
"""


def search(strategy):
    """Returns the name of a search for the parameters of a split."""
    return f"`tflens rewrite --split-hard-swish={strategy} --dry-run`"


def processes(tflens, folder):
    """Yields name, command, runs per round, and the file to remove before each run.

    Outputs go to `folder`, on the same disk as the models.
    """
    model = str(HERE / "models" / f"{MODEL}.tflite")
    output = str(pathlib.Path(folder) / "output.tflite")
    memory = str(MEMORY / f"{pathlib.Path(folder).name}.tflite")
    ours = [tflens, "rewrite", model, "--force", "--quiet", "-o"]
    core = ["taskset", "--cpu-list", "0"]
    peer = [sys.executable, str(HERE / "peers" / "flatbuffer_utils.py")]

    copy = ["sh", "-c", 'cp "$0" "$1" && sync "$1"', model, output]
    yield COPY, copy, 4, output
    yield PLAIN, [*ours, output], 4, output
    yield SPLIT, [*ours, output, "--split-hard-swish"], 4, output
    yield SPLIT_RELU6, [*ours, output, "--split-hard-swish=relu6"], 4, output
    audit = [*core, tflens, "audit", model, "--fail-on", "never"]
    yield AUDIT, audit, 4, ""
    ignored = [word for rule in WEIGHT_RULES for word in ("--ignore", rule)]
    yield AUDIT_TABLES, [*audit, *ignored], 4, ""
    for name, module in ((LITERT, "ai_edge_litert.tools.flatbuffer_utils"),
                         (TENSORFLOW, "tensorflow.lite.tools.flatbuffer_utils")):
        yield name, [*peer, module, model, output], 1, output
    yield CP, [*core, "cp", model, memory], 4, memory
    yield DD, [*core, "dd", f"if={model}", f"of={memory}", "bs=1M"], 4, memory
    words = [*core, *ours, memory, "--per-tensor-weights"]
    yield WEIGHTS, words, 4, memory
    yield DRY_RUN, [*ours, output, "--dry-run"], 10, output
    for strategy in STRATEGIES:
        words = [*ours, output, f"--split-hard-swish={strategy}", "--dry-run"]
        yield search(strategy), words, 4, output


def targets(rows):
    """Yields goals: text, limit, value, and the kind of number.

    A goal is met if its value is at most its limit. `rows` has the measurements by name.
    """
    # relu6 takes longer because of its search, which has its own limit.
    yield (f"time of {SPLIT} / time of {COPY}, `{MODEL}`", 1.3,
           rows[SPLIT].median / rows[COPY].median, "ratio")
    for name in (SPLIT, SPLIT_RELU6):
        yield f"peak of {name}, `{MODEL}`", 40e6, rows[name].peak, "bytes"
    # 2 GB/s, including the read from the page cache.
    yield ("rules that read weights, one core, 501 MB of them", 0.2505,
           rows[AUDIT].median - rows[AUDIT_TABLES].median, "seconds")
    yield (f"time of {WEIGHTS} / time of {DD}", 2,
           rows[WEIGHTS].median / rows[DD].median, "ratio")
    for strategy in STRATEGIES:
        took = rows[search(strategy)].median - rows[DRY_RUN].median
        yield (f"search for `{strategy}`, per site", 0.05, took / SITES,
               "seconds")
