"""Prints rows of MMLU as the hub has them, JSON lines, of CSV files with a header; the arguments are folder, split and rows a file."""

import csv
import glob
import itertools
import json
import os
import sys

folder, split, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
for path in sorted(glob.glob(os.path.join(folder, f"*_{split}.csv"))):
    subject = os.path.basename(path)[: -len(f"_{split}.csv")]
    with open(path, encoding="utf-8", newline="") as file:
        for row in itertools.islice(csv.DictReader(file), count):
            choices = [row[f"choice{index}"] for index in range(4)]
            record = {"question": row["question"], "subject": subject, "choices": choices}
            print(json.dumps({**record, "answer": int(row["answer"])}))
