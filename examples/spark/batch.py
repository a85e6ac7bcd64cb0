"""Checks the models of a list on a Spark cluster, into Parquet.

    spark-submit examples/spark/batch.py LIST PARQUET [PARTITIONS]

Each partition is the list of one `tflens batch`. Every node needs tflens, on the
PATH or at the path in TFLENS. Spark retries a failed task, which gives the same
rows.
"""

import os
import sys

from pyspark.sql import SparkSession

# The columns of the table; the column `record` has the whole record as printed.
SCHEMA = """
    id STRING, path STRING, sha256 STRING, bytes BIGINT, status STRING,
    tool STRING, rules STRING,
    error STRUCT<code: STRING, message: STRING, place: STRING>,
    summary STRUCT<error: INT, warning: INT, note: INT, suppressed: INT,
                   findings_left_out: INT>,
    hardswish STRUCT<summary: STRUCT<
        sites: INT, confirmed: INT, confirmed_per_tensor_weights: INT,
        refuted: INT, not_quantized: INT, not_applicable: INT,
        decomposed: INT>>,
    findings ARRAY<STRUCT<
        rule: STRING, name: STRING, severity: STRING, subgraph: INT,
        operator: INT, op: STRING, tensor: INT, tensor_name: STRING,
        message: STRING, fix: STRING>>
"""


def main():
    manifest, target = sys.argv[1:3]
    partitions = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    spark = SparkSession.builder.appName("tflens batch").getOrCreate()
    context = spark.sparkContext
    partitions = partitions or 4 * context.defaultParallelism
    lines = context.textFile(manifest).repartition(partitions)

    tflens = os.environ.get("TFLENS", "tflens")
    records = lines.pipe(
        f"{tflens} batch --manifest - --format ndjson --exit-zero --quiet"
        " --jobs 1",
        env=dict(os.environ), checkCode=True)
    rows = records.map(lambda record: (record,)).toDF("record STRING")
    rows.selectExpr(
        f"from_json(record, '{' '.join(SCHEMA.split())}') AS parsed",
        "record").select("parsed.*", "record").write.mode(
            "overwrite").parquet(target)
    spark.stop()


if __name__ == "__main__":
    main()
