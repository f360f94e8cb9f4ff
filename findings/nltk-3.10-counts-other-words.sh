#!/usr/bin/env bash
# nltk 3.10.4 against 3.9.1 (PyPI), Python 3.11: RegexpTokenizer(r"\w+") and the word tokenizer find other words in the same text.
# IFEval's official checker counts words with the first and capital words with the second, and pins no version of nltk, so
# that a fresh install gives other verdicts than the published ones.
# One would expect: r"\w+" means what it means in Python's re, and a minor release keeps the tokens of plain English.
# Seen: in 3.10.4 \w also takes combining marks (Devanagari words stay whole, where re splits them), and dashes split words.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >see.py <<'PY'
from nltk.tokenize import RegexpTokenizer
from nltk.tokenize.destructive import NLTKWordTokenizer
print(len(RegexpTokenizer(r"\w+").tokenize("हिन्दी")), NLTKWordTokenizer().tokenize("A well–known case"))
PY
python3 -m venv old
python3 -m venv new
old/bin/pip install --quiet --disable-pip-version-check nltk==3.9.1
new/bin/pip install --quiet --disable-pip-version-check nltk==3.10.4
old=$(old/bin/python see.py)
new=$(new/bin/python see.py)
echo "3.9.1:  $old"
echo "3.10.4: $new"
[ "$old" = "3 ['A', 'well–known', 'case']" ] && [ "$new" = "1 ['A', 'well', '–', 'known', 'case']" ] ||
  { echo "the behaviour has changed" >&2; exit 1; }
