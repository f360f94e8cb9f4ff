#!/usr/bin/env bash
# CPython 3.11: importlib.util.find_spec of a module that lies in a zip archive reads and compiles the whole module.
# One would expect: looking whether a module is there reads the archive's directory, as it does for a folder.
# Seen: a module that is no Python can't be found in an archive (SyntaxError), and is found in a folder.
# In Pyodide, whose standard library is an archive, `find_spec('shutil')` takes 12 ms for it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 --version
seen=$(python3 -I - <<'PY'
import importlib.util, os, sys, zipfile
with zipfile.ZipFile('archive.zip', 'w') as archive:
    archive.writestr('broken.py', 'x = (')
os.mkdir('folder')
with open('folder/broken.py', 'w') as file:
    file.write('x = (')
for place in ('archive.zip', 'folder'):
    sys.path.insert(0, os.path.abspath(place))
    try:
        print(place, importlib.util.find_spec('broken') is not None)
    except SyntaxError:
        print(place, 'SyntaxError')
    sys.path.pop(0)
PY
)
echo "$seen"
[ "$seen" = "archive.zip SyntaxError
folder True" ] || { echo "the behaviour has changed" >&2; exit 1; }
