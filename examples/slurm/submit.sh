#!/usr/bin/env bash
# Submits the array, and the merge for when every task of it has ended well.
set -euo pipefail
cd "$(dirname "$0")"

shards=$(sbatch --parsable shards.sbatch)
merge=$(sbatch --parsable --dependency="afterok:${shards%%;*}" --kill-on-invalid-dep=yes merge.sbatch)
echo "shards: job ${shards%%;*}, merge: job ${merge%%;*}"
