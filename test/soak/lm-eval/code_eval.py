"""The metric `code_eval` in the form that the package `evaluate` loads: pass@1 of programs that this test's own replies make."""

import subprocess
import sys

import datasets
import evaluate


class CodeEval(evaluate.Metric):
    def _info(self):
        strings = datasets.Sequence(datasets.Value("string"))
        features = datasets.Features({"predictions": strings, "references": datasets.Value("string")})
        return evaluate.MetricInfo(description="", citation="", inputs_description="", features=features)

    def _compute(self, predictions, references, k=(1,)):
        passed = [runs(f"{texts[0]}\n{test}") for texts, test in zip(predictions, references)]
        return {"pass@1": sum(passed) / len(passed)}, {}


def runs(program):
    command = [sys.executable, "-I", "-c", program]
    try:
        return subprocess.run(command, capture_output=True, timeout=20, stdin=subprocess.DEVNULL).returncode == 0
    except subprocess.TimeoutExpired:
        return False
