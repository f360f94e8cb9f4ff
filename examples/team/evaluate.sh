#!/usr/bin/env bash
# A team's whole path in one script: first files, a run, a gate, a comment, a report.
#
#   MODEL=gpt-4.1-mini JUDGE=gpt-4.1 ./evaluate.sh            # in an empty folder, or in one that this script has made
#   ENDPOINT=lab BASE_URL=http://gpu1:8000/v1 MODEL=tuned-8b JUDGE=openai/gpt-4.1 ./evaluate.sh
#
# Exit 0: every gate is met. Exit 1: one is missed, or a call has failed. Exit 2: something is set wrongly.
set -euo pipefail

ENDPOINT=${ENDPOINT:-openai}
BASE_URL=${BASE_URL:-}
MODEL=${MODEL:?the model to evaluate, by its name at the endpoint}
JUDGE=${JUDGE:?the judge, <endpoint>/<model> or a model of the same endpoint}
BENCH=${BENCH:-team}
FAIL_UNDER=${FAIL_UNDER:-6}
FAIL_DROP=${FAIL_DROP:-0.5}
STORED=evaluation/results.json

# 1. First files: models.yaml, .env.example and questions/$BENCH.jsonl, which is then yours to fill. Once.
if [ ! -e models.yaml ]; then
  mt-judge init --endpoint "$ENDPOINT" ${BASE_URL:+--base-url "$BASE_URL"} --model "$MODEL" --judge "$JUDGE" --bench "$BENCH"
fi
mt-judge validate --quiet

# 2. What it would take, then the run. It resumes: what is answered and judged is never asked for again.
mt-judge run --model candidate --judge judge --bench "$BENCH" --dry-run
mt-judge run --model candidate --judge judge --bench "$BENCH" --quiet

# 3. The gate, and what a comment on a pull request says. --format github appends to the job's summary: here, to a file.
mkdir -p evaluation
: > evaluation/comment.md
gates=(--fail-under "$FAIL_UNDER" --min-coverage 0.98)
if [ -e "$STORED" ]; then gates+=(--baseline-results "$STORED" --fail-drop "$FAIL_DROP"); fi
code=0
GITHUB_STEP_SUMMARY=evaluation/comment.md mt-judge show-results --bench "$BENCH" --format github "${gates[@]}" || code=$?
if [ -n "${PULL_REQUEST:-}" ]; then
  gh pr comment "$PULL_REQUEST" --edit-last --create-if-none --body-file evaluation/comment.md
fi

# 4. The report, with all transcripts, and the figures that the next run is compared with.
mt-judge show-results --bench "$BENCH" --html evaluation/report.html > /dev/null
mt-judge show-results --bench "$BENCH" --format json --questions > evaluation/results.new.json
if [ ! -e "$STORED" ]; then mv evaluation/results.new.json "$STORED"; fi

exit "$code"
