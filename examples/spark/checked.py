"""Documents through one `sayswho check --jsonl`, answers in the same order.

Raises when the program did not come to its own end, so that an attempt at a partition is whole or worth nothing.
Documents and answers stream: what waits between them is bounded by the program itself.
"""

import json
import subprocess
import threading
from collections import deque
from typing import Any, Iterable, Iterator, NamedTuple, Optional

# 0: done. 1: done, but some lines were no documents.
WHOLE = (0, 1)


class Document(NamedTuple):
    site: str
    name: str
    # None: the input held something that is no document.
    text: Optional[str]


class Checked(NamedTuple):
    document: Document
    # None: it could not be read.
    answer: Optional[dict[str, Any]]


def check(documents: Iterable[Document], program: str) -> Iterator[Checked]:
    command = [program, "check", "--jsonl", "--jobs", "1"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    waiting: deque[tuple[int, Document]] = deque()
    fault: list[BaseException] = []

    def feed() -> None:
        try:
            for number, document in enumerate(documents):
                waiting.append((number, document))
                if document.text is not None:
                    line = json.dumps({"id": number, "text": document.text}) + "\n"
                    child.stdin.write(line.encode("ascii"))
        except BrokenPipeError:
            pass  # Its exit status says more.
        except BaseException as error:  # The documents' own: told where the answers are taken.
            fault.append(error)
        finally:
            try:
                child.stdin.close()
            except BrokenPipeError:
                pass

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    try:
        for line in child.stdout:
            answer = json.loads(line)
            # Whatever was passed over got no answer: the order is kept.
            while waiting[0][0] < answer["id"]:
                yield Checked(waiting.popleft()[1], None)
            yield Checked(waiting.popleft()[1], answer)
        feeder.join()
        status = child.wait()
        if fault:
            raise fault[0]
        if status not in WHOLE:
            raise RuntimeError(f"sayswho ended with {status} before all was read")
        for _, document in waiting:
            yield Checked(document, None)
    finally:
        # Whoever takes the answers may have gone.
        if child.poll() is None:
            child.kill()
            child.wait()
        child.stdout.close()
