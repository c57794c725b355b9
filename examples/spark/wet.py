"""Reads WET files: web archives that hold pages' plain text, as Common Crawl publishes them.

One record at a time, so that a file of any size takes the memory of its longest record. Absent on purpose: other
kinds of web archives (WARC with responses, WAT), and mending: an archive cut short is an error, never a short answer.
"""

import gzip
from typing import BinaryIO, Iterator, NamedTuple


class Page(NamedTuple):
    url: str
    text: str


def read(path: str) -> Iterator[Page]:
    """The pages of a file, gzipped or not."""
    with open(path, "rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    with gzip.open(path) if zipped else open(path, "rb") as file:
        yield from pages(file)


def pages(file: BinaryIO) -> Iterator[Page]:
    """The records of type `conversion`; what says something of the archive itself is passed over."""
    while headers := _headers(file):
        length = headers.get("content-length", "")
        if not length.isdigit():
            raise ValueError("a record of the web archive does not say how long it is")
        body = file.read(int(length))
        if len(body) < int(length):
            raise EOFError("the web archive ends within a record")
        if headers.get("warc-type") == "conversion":
            yield Page(headers.get("warc-target-uri", "").strip("<>"), body.decode("utf-8", "replace"))


def _headers(file: BinaryIO) -> dict[str, str]:
    """The headers of the next record, names in lower case; none at the end of the file."""
    line = file.readline()
    while line in (b"\r\n", b"\n"):
        line = file.readline()
    if not line:
        return {}
    if not line.startswith(b"WARC/"):
        raise ValueError("this is no web archive: a record begins with WARC/")
    headers = {"version": line.decode("ascii", "replace").strip()}
    while (line := file.readline()) not in (b"\r\n", b"\n"):
        if not line:
            raise EOFError("the web archive ends within a record's headers")
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers
