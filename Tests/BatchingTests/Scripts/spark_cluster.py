"""Runs the Spark example on a new cluster: `spark_cluster.py LIST PARQUET`.

The cluster is a master and three workers on this machine, each a process. During
the run, one `tflens` and one executor are killed. Prints the sorted records, and
on stderr the number of killed processes.
"""

import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import pyspark

EXAMPLE = pathlib.Path(__file__).parents[3] / "examples" / "spark" / "batch.py"
HOME = pathlib.Path(pyspark.__file__).parent
DEPLOY = "org.apache.spark.deploy"
MEMORY = "512m"


def start(log, *words, environment):
    with open(log, "wb") as output:
        return subprocess.Popen([str(HOME / "bin" / "spark-class"), *words],
                                stdout=output, stderr=output, env=environment)


def wait_for(log, pattern, seconds=180):
    """Waits until a log matches, and returns the match."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        match = re.search(pattern, pathlib.Path(log).read_text(errors="replace"))
        if match:
            return match
        time.sleep(0.2)
    raise SystemExit(f"{log} never said {pattern}:\n"
                     + pathlib.Path(log).read_text(errors="replace")[-4000:])


def descendants(root):
    """Returns the descendants of a process, with their command lines."""
    children, lines = {}, {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
                lines[int(entry.name)] = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            parent = int(stat.rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        more = children.get(waiting.pop(), [])
        found += more
        waiting += more
    return {process: lines.get(process, b"") for process in found}


def kill_one(roots, mark, job, seconds=180):
    """Kills the first descendant of `roots` with `mark` in its command line."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and job.poll() is None:
        for root in roots:
            for process, words in descendants(root).items():
                if mark in words:
                    os.kill(process, signal.SIGKILL)
                    return 1
        time.sleep(0.05)
    return 0


def main():
    manifest, parquet = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SPARK_HOME": str(HOME),
                       "SPARK_LOCAL_IP": "127.0.0.1",
                       "SPARK_DAEMON_MEMORY": MEMORY,
                       "PYSPARK_PYTHON": sys.executable,
                       "TFLENS_BATCH_FAULT": "slow:*"}
        processes = []
        try:
            log = f"{folder}/master.log"
            processes.append(start(
                log, f"{DEPLOY}.master.Master", "--host", "127.0.0.1",
                "--port", "0", "--webui-port", "0", environment=environment))
            url = wait_for(log, r"Starting Spark master at (spark://\S+)")[1]
            for number in range(3):
                log = f"{folder}/worker{number}.log"
                processes.append(start(
                    log, f"{DEPLOY}.worker.Worker", "--host", "127.0.0.1",
                    "--cores", "1", "--memory", MEMORY, "--webui-port", "0",
                    "--work-dir", f"{folder}/work{number}", url,
                    environment=environment))
            for number in range(3):
                wait_for(f"{folder}/worker{number}.log",
                         "Successfully registered with master")
            workers = [process.pid for process in processes[1:]]
            with open(f"{folder}/job.log", "wb") as output:
                job = subprocess.Popen(
                    [str(HOME / "bin" / "spark-submit"), "--master", url,
                     "--driver-memory", MEMORY, "--executor-memory", MEMORY,
                     "--conf", "spark.ui.enabled=false", str(EXAMPLE),
                     manifest, parquet, "6"],
                    stdout=output, stderr=output, env=environment)
            processes.append(job)
            killed = kill_one(workers, b"--manifest\0-", job)
            time.sleep(1)
            killed += kill_one(workers, b"CoarseGrainedExecutorBackend", job)
            if job.wait() != 0:
                print(pathlib.Path(f"{folder}/job.log").read_text()[-6000:],
                      file=sys.stderr)
                raise SystemExit(1)
            print(f"killed {killed}", file=sys.stderr)
        finally:
            for process in reversed(processes):
                process.terminate()
            for process in processes:
                process.wait()
    spark = pyspark.sql.SparkSession.builder.master("local[1]").config(
        "spark.ui.enabled", "false").getOrCreate()
    rows = spark.read.parquet(parquet).select("record").collect()
    print("\n".join(sorted(row.record for row in rows)))
    spark.stop()


if __name__ == "__main__":
    import pyspark.sql
    main()
