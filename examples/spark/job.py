"""A Spark job: what `sayswho` finds in a corpus too large for one machine, added up by site.

    spark-submit --py-files wet.py,checked.py job.py --program sayswho --out OUT INPUT…

README.md says how it is run and why nothing is lost or counted twice. Absent on purpose: any reading of texts in
Python or Java; the program is the same as on one machine.
"""

import argparse
import json
import os
import sys
from typing import Iterable, Iterator
from urllib.parse import urlsplit

from pyspark import SparkFiles
from pyspark.rdd import RDD
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

import wet
from checked import Checked, Document, check

FINDINGS = "array<struct<start:long,end:long,category:string,subtype:string,severity:string,words:string>>"
SCHEMA = f"site string, name string, unreadable boolean, findings {FINDINGS}"
NO_SITE = "(none)"


def site_of(address: object) -> str:
    """The host, without a leading `www.`."""
    try:
        host = urlsplit(address).hostname if isinstance(address, str) else None
    except ValueError:
        host = None
    return (host or NO_SITE).removeprefix("www.")


def document(line: str) -> Document:
    """A JSON line: `text`, and its address in `url`, otherwise in `id`."""
    try:
        given = json.loads(line)
        address = given.get("url", given.get("id"))
        text = given["text"]
        return Document(site_of(address), str(given.get("id", address)), text if isinstance(text, str) else None)
    except (ValueError, KeyError, AttributeError):
        return Document(NO_SITE, "", None)


def documents_of_lines(lines: Iterable[str]) -> Iterator[Document]:
    return (document(line) for line in lines if line.strip())


def documents_of_archives(paths: Iterable[str]) -> Iterator[Document]:
    for path in paths:
        for page in wet.read(path):
            yield Document(site_of(page.url), page.url, page.text)


def row(checked: Checked) -> tuple:
    (site, name, text), answer = checked
    if text is None or answer is None:
        return (site, name, True, [])
    # The program counts bytes.
    given = text.encode()
    found = []
    for each in answer["findings"]:
        start, end = each["start"], each["end"]
        kept = [each[key] for key in ("category", "subtype", "severity")]
        found.append((start, end, *kept, given[start:end].decode()))
    return (site, name, False, found)


def rows(documents: Iterable[Document], name: str) -> Iterator[tuple]:
    """One attempt at a partition: one process of the program, from its beginning to its end."""
    return map(row, check(documents, SparkFiles.get(name)))


def is_archive(path: str) -> bool:
    return path.removesuffix(".gz").endswith((".wet", ".warc"))


def corpus(spark: SparkSession, inputs: list[str], program: str, parts: int) -> RDD:
    context = spark.sparkContext
    # Executors stand in folders of their own.
    archives = [os.path.abspath(path) for path in inputs if is_archive(path)]
    lines = [path for path in inputs if not is_archive(path)]
    name = os.path.basename(program)
    rdds = []
    if lines:
        # Spark cuts files between lines; a gzipped one stays whole.
        text = context.textFile(",".join(lines), parts)
        rdds.append(text.mapPartitions(lambda part: rows(documents_of_lines(part), name)))
    if archives:
        paths = context.parallelize(archives, len(archives))
        rdds.append(paths.mapPartitions(lambda part: rows(documents_of_archives(part), name)))
    return context.union(rdds)


def by_site(findings: DataFrame) -> DataFrame:
    """One row a site, from what was committed."""
    subtype = findings.select("site", f.explode("findings.subtype").alias("subtype"))
    counts = subtype.groupBy("site", "subtype").count()
    pairs = f.sort_array(f.collect_list(f.struct("subtype", "count")))
    kinds = counts.groupBy("site").agg(f.map_from_entries(pairs).alias("subtypes"))
    totals = findings.groupBy("site").agg(
        f.count("*").alias("documents"),
        f.sum(f.col("unreadable").cast("long")).alias("unreadable"),
        f.sum(f.size("findings")).alias("findings"),
    )
    return totals.join(kinds, "site", "left").orderBy("site")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="the sayswho binary, which Spark brings to each machine")
    parser.add_argument("--out", required=True, help="a folder, replaced: findings/ by document, sites/ by site")
    parser.add_argument("--parts", type=int, default=0, help="at least so many partitions of the JSON lines")
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="JSON lines, or .wet files, gzipped or not")
    given = parser.parse_args()

    spark = SparkSession.builder.appName("sayswho").getOrCreate()
    spark.sparkContext.addFile(given.program)
    parts = given.parts or 4 * spark.sparkContext.defaultParallelism
    rdd = corpus(spark, given.inputs, given.program, parts)
    # An attempt writes into a folder of its own, which counts from the moment that Spark moves it, whole, and for one
    # attempt a partition only. The sum is taken from what counts, never from what an attempt has said meanwhile.
    committed = f"{given.out}/findings"
    spark.createDataFrame(rdd, SCHEMA).write.mode("overwrite").json(committed)
    findings = spark.read.schema(SCHEMA).json(committed)
    by_site(findings).coalesce(1).write.mode("overwrite").json(f"{given.out}/sites")
    print(f"{findings.count()} documents; findings by site are in {given.out}/sites", file=sys.stderr)
    spark.stop()


if __name__ == "__main__":
    main()
