#!/usr/bin/env bash
# Checks the models of a list in parts, with GNU parallel; start it again to go on.
# Usage: examples/parallel.sh LIST FOLDER PARTS [PARALLEL'S OPTIONS]
# Over several machines that share the folder: examples/parallel.sh list.txt out 64 --sshlogin a,b,c
set -euo pipefail
list=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
parts=$3
shift 3

seq "$parts" | parallel --will-cite --halt now,fail=1 "$@" \
  "${TFLENS:-tflens}" batch --manifest "$list" --shard "{}/$parts" --jobs 1 --quiet --exit-zero \
  --output "$folder/part-{}.ndjson"
