/** The Python program that asks Math-Verify: one JSON object a line in, one a line out. */

/**
 * It needs nothing but the package `math_verify`. The first line that it prints is `{"version"}`, or `{"missing"}` with what can't
 * be imported. A request is `{"gold", "response"}`; the gold is read as a formula. Replies are `{"equal", "extracted"}` or
 * `{"error"}`. Math-Verify's own time limits (5 s for each of reading and comparing) are left as they are.
 */
export const verifyScript = String.raw`
import json, logging, sys
from importlib.metadata import version

logging.disable(logging.CRITICAL)
out = sys.stdout
sys.stdout = sys.stderr

def say(record):
    out.write(json.dumps(record) + "\n")
    out.flush()

try:
    from math_verify import parse, verify
    say({"version": version("math-verify")})
except ImportError as error:
    say({"missing": str(error)})
    sys.exit(0)

for line in sys.stdin:
    request = json.loads(line)
    try:
        gold = parse("$" + request["gold"] + "$")
        found = parse(request["response"])
        extracted = str(found[-1]) if found else None
        say({"equal": bool(verify(gold, found)), "extracted": extracted})
    except Exception as error:
        say({"error": type(error).__name__ + ": " + str(error)})
`;
