"""Runs every command on models that were made to cost much, and writes STRESS.md: `stress.py TFLENS [FOLDER...]`.

The models are those of stress_models.py, and the files of the folders named. No command may take
more than a second of processor time or 100 MB for a file of less than 1 MB. The time is the
processor's, so that a busy machine does not matter; output is thrown away.
"""

import os
import pathlib
import platform
import resource
import signal
import subprocess
import sys
import tempfile

import stress_models

HERE = pathlib.Path(__file__).parent
SECONDS, MEGABYTES = 1.0, 100.0
COMMANDS = [
    ["inspect"], ["inspect", "--format", "json"], ["dump"], ["audit"], ["hardswish"], ["targets", "--model"],
    ["rewrite"],
    *[["rewrite", option] for option in (
        "--split-hard-swish=lookup", "--fuse-hard-swish", "--requantize-hard-swish=tight",
        "--set-quantization=1=0.06,0", "--per-tensor-weights", "--fix-bias", "--to-uint8", "--to-int8",
        "--strip-float-io", "--target=ethos_u85", "--target=nnapi_delegate")],
]
MOST = 60


def run(tflens, words, model, folder):
    """Status, seconds of processor time, megabytes at the most."""
    line = [tflens, words[0], *words[1:], str(model)]
    if words[0] == "rewrite":
        line += ["-o", str(folder / "new.tflite"), "--force"]
    child = subprocess.Popen(
        line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST)))
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def ending(status):
    return signal.Signals(-status).name if status < 0 else str(status)


def main(tflens, *folders):
    rows, over = [], []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        models = list(stress_models.write(folder / "models").values())
        for other in folders:
            models += sorted(pathlib.Path(other).glob("*.tflite"))
        for model in models:
            size = model.stat().st_size
            worst = [(0.0, ""), (0.0, "")]
            for words in COMMANDS:
                status, seconds, megabytes = run(tflens, words, model, folder)
                command = " ".join(words)
                worst = [max(worst[0], (seconds, command)), max(worst[1], (megabytes, command))]
                if status not in (0, 1, 2, 3) or seconds > SECONDS or megabytes > MEGABYTES:
                    over.append(f"| `{model.stem}` | {command} | {ending(status)} | {seconds:.2f} | {megabytes:.0f} |")
                    print(over[-1], file=sys.stderr, flush=True)
            (seconds, slow), (megabytes, large) = worst
            rows.append(f"| `{model.stem}` | {size:,} | {seconds:.2f} | {slow} | {megabytes:.0f} | {large} |")
    (HERE / "STRESS.md").write_text(page(tflens, rows, over))


def page(tflens, rows, over):
    version = subprocess.run([tflens, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    with open("/proc/cpuinfo") as file:
        processor = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    lines = [
        "# Adversarial files", "",
        f"Written by `Benchmarks/run-stress`. {len(COMMANDS)} commands were run on each of {len(rows)} models of less than",
        f"1 MB. The limit of each is {SECONDS:.0f} s of processor time and {MEGABYTES:.0f} MB of resident memory.", "",
        f"tflens {version}, {processor}, Linux {platform.release()}.", "",
        "| model | bytes | most seconds | of | most MB | of |", "| --- | ---: | ---: | --- | ---: | --- |", *rows, ""]
    if over:
        lines += ["## Over the limit", "", "| model | command | status | seconds | MB |", "| --- | --- | ---: | ---: | ---: |",
                  *over, ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main(*sys.argv[1:])
