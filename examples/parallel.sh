#!/usr/bin/env bash
# Checks the models of a list in shards, with GNU parallel. Start it again to resume.
# Usage: examples/parallel.sh LIST FOLDER SHARDS [PARALLEL'S OPTIONS]
# On several machines that share the folder: examples/parallel.sh list.txt out 64 --sshlogin a,b,c
set -euo pipefail
list=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
parts=$3
shift 3

seq "$parts" | parallel --will-cite --halt now,fail=1 "$@" \
  "${TFLENS:-tflens}" batch --manifest "$list" --shard "{}/$parts" --jobs 1 --quiet --exit-zero \
  --output "$folder/part-{}.ndjson"
