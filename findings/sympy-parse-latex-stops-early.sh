#!/usr/bin/env bash
# sympy 1.14.0 with antlr4-python3-runtime 4.11.1 (PyPI): parse_latex gives a value for LaTeX that it has read in part only.
# lm-evaluation-harness' task minerva_math compares answers through it, so that an answer can pass for another one.
# One would expect: an error, or one half for `2^-1`.
# Seen: `2^-1` is 2, and of `6+(2`, whose bracket is never closed, 6 is left.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check sympy==1.14.0 antlr4-python3-runtime==4.11.1
seen=$(env/bin/python -c '
from sympy.parsing.latex import parse_latex
print(parse_latex("2^-1"), parse_latex("6+(2"), parse_latex("2^{-1}"))')
echo "$seen"
[ "$seen" = "2 6 1/2" ] || { echo "the behaviour has changed" >&2; exit 1; }
