#!/usr/bin/env bash
# pyodide 314.0.7 (npm) is Python 3.14, where annotations are evaluated when somebody asks for them.
# A program that forgets `from typing import List` fails on the harnesses' Python 3.11 and passes there, so that it is no
# judge of such programs; pyodide 0.25.1, the last line with Python 3.11, says what 3.11 says.
# On both sys.maxsize is 2**31 - 1, so that len() of a longer range raises, and `import js` leads to Node's process.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund old@npm:pyodide@0.25.1 new@npm:pyodide@314.0.7
cat >ask.mjs <<'JS'
const { loadPyodide } = await import(process.argv[2]);
const python = await loadPyodide();
const seen = python.runPython(`
import sys
def attempt(program):
    try:
        exec(program, {})
        return 'passes'
    except BaseException as error:
        return type(error).__name__
', '.join([sys.version.split()[0], attempt('def f(x: List[int]): pass'), attempt('len(range(3 * 10 ** 9))'),
    str(sys.maxsize), attempt('import js; js.process.version')])
`);
console.log(seen);
process.exit();
JS
seen=$(node ask.mjs old/pyodide.mjs; node ask.mjs new/pyodide.mjs)
echo "$seen"
[ "$seen" = "3.11.3, NameError, OverflowError, 2147483647, passes
3.14.2, passes, OverflowError, 2147483647, passes" ] || { echo "the behaviour has changed" >&2; exit 1; }
