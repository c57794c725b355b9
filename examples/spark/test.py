"""The job as it runs: in Spark's local-cluster mode, with processes killed in its middle.

    cargo xtask spark --test

A small corpus of JSON lines and web archives is made from the project's own texts. While the job runs, one executor is
killed with SIGKILL and so is one process of the program in another partition; the sums must be those of the plain
program, run once over the same texts. Nothing waits for a time: a faulty program says where it is by a named pipe.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
from collections import Counter
from pathlib import Path

import job
import wet

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROGRAM = os.environ["SAYSWHO"]
MASTER = "local-cluster[2,1,1024]"
SITES = ["www.herald.example", "gazette.example", "blog.example:8080"]

# Stands in for the program: two attempts answer a few lines, then one hangs until it is killed from outside, and one
# is killed by itself. `mkdir` lets one alone through.
FAULTY = """#!/bin/sh
echo begun >> '{work}/attempts'
if mkdir '{work}/hangs' 2> /dev/null; then
    '{program}' "$@" | head -n 3
    echo "$PPID" > '{work}/where'
    exec cat > /dev/null
elif mkdir '{work}/dies' 2> /dev/null; then
    '{program}' "$@" | head -n 3
    kill -KILL $$
fi
exec '{program}' "$@"
"""


def texts() -> list[str]:
    files = sorted(ROOT.glob("tests/gold/*/*.txt")) + sorted(ROOT.glob("tests/clean/*/*.txt"))
    # The marks of the gold texts are for other tests.
    return [re.sub(r"⟦[^|⟧]*\|([^|⟧]*)[^⟧]*⟧", r"\1", file.read_text("utf-8")) for file in files]


def record(kind: str, url: str, body: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def make_corpus(folder: Path) -> tuple[list[str], list[tuple[str, str | None]]]:
    """The files, and what they hold: address and text, none where a line is no document."""
    addressed = [(f"https://{SITES[n % 3]}/{n}", text) for n, text in enumerate(texts() * 3)]
    half = len(addressed) // 2
    lines = [json.dumps({"id": n, "url": url, "text": text}) for n, (url, text) in enumerate(addressed[:half])]
    lines[7:7] = ["not JSON", '{"id": 1, "url": "https://gazette.example/x", "text": "\\ud800"}']
    (folder / "lines.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    files = [str(folder / "lines.jsonl")]
    for n in range(2):
        # As they are published: each record compressed by itself.
        pages = [record("conversion", url, text.encode()) for url, text in addressed[half + n :: 2]]
        path = folder / f"{n}.warc.wet.gz"
        path.write_bytes(b"".join(map(gzip.compress, [record("warcinfo", "", b"made: up"), *pages])))
        files.append(str(path))
    return files, [*addressed, ("", None), ("https://gazette.example/x", None)]


def plain_sums(held: list[tuple[str, str | None]]) -> dict[str, dict]:
    """One run of the program over everything, added up."""
    read = [(url, text) for url, text in held if text is not None]
    asked = "".join(json.dumps({"id": url, "text": text}) + "\n" for url, text in read)
    ran = subprocess.run([PROGRAM, "check", "--jsonl"], input=asked.encode(), capture_output=True, check=True)
    sums: dict[str, dict] = {}
    none = [(url, None) for url, text in held if text is None]
    answers = map(json.loads, ran.stdout.splitlines())
    for url, answer in [*((answer["id"], answer) for answer in answers), *none]:
        new = {"documents": 0, "unreadable": 0, "findings": 0, "subtypes": Counter()}
        own = sums.setdefault(job.site_of(url), new)
        found = answer["findings"] if answer else []
        own["documents"] += 1
        own["unreadable"] += answer is None
        own["findings"] += len(found)
        own["subtypes"].update(each["subtype"] for each in found)
    return sums


def sums_of(out: Path) -> dict[str, dict]:
    sums = {}
    for file in (out / "sites").glob("part-*.json"):
        for line in file.read_text("utf-8").splitlines():
            own = json.loads(line)
            own["subtypes"] = Counter(own.get("subtypes", {}))
            assert own["site"] not in sums, "a site stands once"
            sums[own.pop("site")] = own
    return sums


def parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])


def executor_above(process: int) -> int:
    while b"CoarseGrainedExecutorBackend" not in Path(f"/proc/{process}/cmdline").read_bytes():
        process = parent(process)
        assert process > 1, "the program runs under no executor"
    return process


class Archives(unittest.TestCase):
    def test_pages_of_an_archive(self) -> None:
        given = record("warcinfo", "", b"x") + record("conversion", "<https://a.example/>", "Łódź\r\n\r\nWARC/1.0".encode())
        self.assertEqual(list(wet.pages(io.BytesIO(given))), [("https://a.example/", "Łódź\r\n\r\nWARC/1.0")])
        self.assertEqual(list(wet.pages(io.BytesIO(b""))), [])

    def test_an_archive_cut_short_is_an_error(self) -> None:
        whole = record("conversion", "https://a.example/", b"Two boats left.")
        for length in (12, 60, len(whole) - 8):
            with self.assertRaises(EOFError):
                list(wet.pages(io.BytesIO(whole[:length])))
        with self.assertRaises(ValueError):
            list(wet.pages(io.BytesIO(b"<!doctype html>\n")))

    def test_the_site_of_an_address(self) -> None:
        cases = {"https://www.A.example:80/x": "a.example", "7": "(none)", 7: "(none)", "http://[": "(none)"}
        self.assertEqual({address: job.site_of(address) for address in cases}, cases)


class Cluster(unittest.TestCase):
    def test_a_killed_executor_loses_nothing_and_doubles_nothing(self) -> None:
        with tempfile.TemporaryDirectory(prefix="sayswho-spark-") as folder:
            work = Path(folder)
            files, held = make_corpus(work)
            faulty = work / "sayswho"
            faulty.write_text(FAULTY.format(work=work, program=PROGRAM))
            faulty.chmod(0o755)
            os.mkfifo(work / "where")
            out = work / "out"
            command = [str(Path(sys.executable).with_name("spark-submit")), "--master", MASTER]
            command += ["--conf", "spark.ui.enabled=false", "--py-files", f"{HERE}/wet.py,{HERE}/checked.py"]
            command += [f"{HERE}/job.py", "--program", str(faulty), "--out", str(out), "--parts", "4", *files]
            said = work / "said.txt"
            with said.open("wb") as log:
                running = subprocess.Popen(command, stdout=log, stderr=log, cwd=work)
                try:
                    where = self.where(work, running)
                    os.kill(executor_above(where), signal.SIGKILL)
                    status = running.wait()
                finally:
                    if running.poll() is None:
                        running.terminate()
                        running.wait()
            self.assertEqual(status, 0, said.read_text("utf-8", "replace")[-4000:])
            expected = plain_sums(held)
            self.assertGreater(sum(own["findings"] for own in expected.values()), 100)
            self.assertEqual(sums_of(out), expected)
            self.assertTrue((work / "dies").is_dir())
            attempts = len((work / "attempts").read_text().splitlines())
            parts = len(list((out / "findings").glob("part-*.json")))
            self.assertGreaterEqual(attempts, parts + 2, "both faults cost an attempt")

    def where(self, work: Path, running: subprocess.Popen) -> int:
        """The process that started the hanging program."""
        with subprocess.Popen(["cat", str(work / "where")], stdout=subprocess.PIPE) as cat:
            # A job that ends before must not leave `cat` waiting for a writer.
            threading.Thread(target=lambda: (running.wait(), cat.terminate()), daemon=True).start()
            told = cat.stdout.read()
        self.assertTrue(told, (work / "said.txt").read_text("utf-8", "replace")[-4000:])
        return int(told)


if __name__ == "__main__":
    unittest.main(verbosity=2)
