#!/usr/bin/env bash
#SBATCH --job-name=tflens
#SBATCH --array=1-32
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=256M
#SBATCH --requeue
#SBATCH --signal=TERM@60
# Checks the models of a list as a Slurm array, one shard per task.
# Usage: sbatch examples/slurm.sh LIST FOLDER
# One minute before the time limit, a signal stops the task, which keeps finished records. A requeued
# task resumes.
set -euo pipefail
mkdir -p "$2"
exec "${TFLENS:-tflens}" batch --manifest "$1" \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --jobs "${SLURM_CPUS_PER_TASK:-1}" \
  --exit-zero --output "$2/part-$SLURM_ARRAY_TASK_ID.ndjson"
