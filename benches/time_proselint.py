"""proselint, timed as the other linters are: the best of several rounds, a process of its own.

python time_proselint.py ROUNDS ENOUGH_MS TEXT ... prints one line of JSON. Absent on purpose: its limit of marks a text,
which would let it stop early.
"""

import json
import resource
import sys
import time


def memory():
    """The most so far, in bytes. Linux counts into ru_maxrss what the process had that started this one."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main():
    rounds, enough = int(sys.argv[1]), float(sys.argv[2]) / 1000
    texts = [open(path, encoding="utf-8").read() for path in sys.argv[3:]]
    before, begun = memory(), time.perf_counter()
    from proselint.checks import __register__
    from proselint.config import DEFAULT
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)
    config = {**DEFAULT, "max_errors": None}

    def lint(text):
        return len(LintFile("text", text).lint(config))

    lint("Experts say that this is very good.")
    start = (time.perf_counter() - begun) * 1000
    read = []
    for text in texts:
        begun, shortest, round_, marks = time.perf_counter(), float("inf"), 0, 0
        while round_ < rounds or time.perf_counter() - begun < enough:
            one = time.perf_counter()
            marks = lint(text)
            shortest = min(shortest, time.perf_counter() - one)
            round_ += 1
        read.append({"ms": shortest * 1000, "marks": marks})
    print(json.dumps({"start_ms": start, "memory": memory() - before, "read": read}))


main()
