#!/usr/bin/env bash
# lm_eval 0.4.9.1 and 0.4.13 (PyPI, the wheels alone), Python 3: the shots of question k for "5-shot, seed 1234" are not the same.
# One would expect: the same seed, the same shots, in text and in chat.
# Seen: up to 0.4.9, with a chat template and all shots in one message, get_chat_context draws and then get_context draws again,
# so that question k has draw 2k + 1 (from 0); from 0.4.10 on there is one draw a question, k, in text and in chat.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest 0.4.9.1 lm_eval==0.4.9.1
python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest 0.4.13 lm_eval==0.4.13
for version in 0.4.9.1 0.4.13; do
  python3 -m zipfile -e "$version"/lm_eval-*.whl "$version/wheel"
done
python3 --version
cat >draws.py <<'PY'
import importlib.util, random, sys, types
sys.modules['datasets'] = types.SimpleNamespace(Dataset=list)
def samplers(version):
    spec = importlib.util.spec_from_file_location('s', f'{version}/wheel/lm_eval/api/samplers.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
rows = [f'T{i}' for i in range(20)]
generator = random.Random(1234)
draws = [generator.sample(rows, 3) for _ in range(8)]
new = samplers('0.4.13').ContextSampler(rows)
new.set_rnd(1234)
now = [draws.index(new.sample(3)) for _ in range(4)]
old = samplers('0.4.9.1').ContextSampler.__new__(samplers('0.4.9.1').ContextSampler)
seen, source = [], random.Random(1234)
old.config = types.SimpleNamespace(fewshot_split='train', test_split='test', doc_to_choice=None)
old.sample = lambda n: seen.append(source.sample(rows, n)) or seen[-1]
old.doc_to_text = old.doc_to_target = lambda row: row
old.target_delimiter, old.fewshot_delimiter = ' ', '\n\n'
before = []
for _ in range(4):
    text = old.get_chat_context('Q', 3)[0]['content']
    before.append(next(i for i, draw in enumerate(draws) if [part.split(' ')[0] for part in text.split('\n\n') if part] == draw))
print('0.4.13, question k has draw:', now)
print('0.4.9.1, chat, one message:', before)
assert now == [0, 1, 2, 3] and before == [1, 3, 5, 7], 'the behaviour has changed'
PY
python3 draws.py
