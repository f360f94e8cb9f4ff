#!/usr/bin/env bash
# inspect-ai 0.3.285 (PyPI), Python 3.11: a log `.eval` is a zip whose files are packed with Zstandard, zip's method 93.
# One would expect: a zip that any unzip opens; Python's own zipfile (3.11) does not, nor do fflate 0.8.3 and yauzl 3.4.0 by themselves.
# Seen: every file in the archive has method 93, and zipfile refuses to read it ("That compression method is not supported").
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check inspect-ai==0.3.285
cat >sums.py <<'PY'
from inspect_ai import Task, task
from inspect_ai.dataset import Sample
from inspect_ai.scorer import match

@task
def sums():
    return Task(dataset=[Sample(input="What is 2 + 3?", target="5")], scorer=match())
PY
export HOME=$folder
environment/bin/inspect eval sums.py --model mockllm/model --display none --log-dir logs
cat >look.py <<'PY'
import glob, platform, sys, zipfile
[path] = glob.glob('logs/*.eval')
archive = zipfile.ZipFile(path)
methods = sorted({entry.compress_type for entry in archive.infolist()})
try:
    archive.read('header.json')
    read = 'read'
except NotImplementedError as error:
    read = str(error)
print('Python', platform.python_version(), '- methods:', methods, '- zipfile:', read)
assert methods == [93], 'the behaviour has changed'
assert read != 'read' or sys.version_info >= (3, 14), 'the behaviour has changed'
PY
python3 look.py
