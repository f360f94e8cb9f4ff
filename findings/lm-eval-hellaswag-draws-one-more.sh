#!/usr/bin/env bash
# lm_eval[api] 0.4.13 (PyPI), Python 3: HellaSwag's n shots are the first n of n + 1 that were drawn, though none can be the question.
# One would expect: random.Random(1234).sample(train, n), as for ARC and GSM8K, since shots come from train and questions from validation.
# Seen: one more is drawn wherever the split of the shots is the test split, and this task names neither, so that None equals None.
# The other draws of a generator that has been asked for another number of them differ from the second question on.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check 'lm_eval[api]==0.4.13'
export HF_HUB_OFFLINE=1 HF_HOME="$folder/hf"
env/bin/python - <<'PY'
import json, os, random, lm_eval
from lm_eval.tasks import TaskManager
row = lambda name: {"ind": 1, "activity_label": name, "ctx_a": "It goes", "ctx_b": "on", "ctx": "", "endings": ["a", "b", "c", "d"], "label": "0"}
for split, count in ("train", 12), ("validation", 3):
    with open(split + ".jsonl", "w") as file:
        file.writelines(json.dumps(row(f"{split}{i}")) + "\n" for i in range(count))
os.mkdir("tasks")
own = os.path.join(os.path.dirname(lm_eval.__file__), "tasks/hellaswag/hellaswag.yaml")
with open("tasks/own.yaml", "w") as file:
    file.write(f"include: {own}\ntask: own\ndataset_path: json\ndataset_name: null\ndataset_kwargs: {{data_files: {{train: train.jsonl, validation: validation.jsonl}}}}\n")
found = lm_eval.simple_evaluate(model="dummy", tasks=["own"], num_fewshot=2, task_manager=TaskManager(include_path="tasks", include_defaults=False), log_samples=True)
def shown(sample):
    return [int(part.split(":")[0][5:]) for part in sample["arguments"][0][0].split("\n\n") if part.startswith("train")]
seen = [shown(sample) for sample in sorted(found["samples"]["own"], key=lambda sample: sample["doc_id"])]
def draws(size):
    generator = random.Random(1234)
    return [generator.sample(range(12), size)[:2] for _ in range(3)]
print("lm_eval", lm_eval.__version__, "shows", seen)
print("draws of 2:", draws(2))
print("draws of 3, one left out:", draws(3))
assert seen == draws(3) and seen != draws(2), "the behaviour has changed"
PY
