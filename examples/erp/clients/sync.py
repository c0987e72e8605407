#!/usr/bin/env python3
"""A complete ERP client in Python, with nothing but its standard library.

    KARTOTEKA_SERVER=http://localhost:8080 KARTOTEKA_KEY=kt_... python3 sync.py contractors.json work

Each batch is written into the folder first, as the request that it will be, with its request id;
the file is deleted once the server has answered. So a run that is cut off anywhere is simply run
again: a batch that arrived already gets its first answer, and none is lost.
"""
import json
import os
import pathlib
import random
import sys
import time
import urllib.error
import urllib.request
import uuid

SERVER, KEY = os.environ["KARTOTEKA_SERVER"], os.environ["KARTOTEKA_KEY"]
AGAIN = {"unavailable", "aborted", "deadline_exceeded", "resource_exhausted"}
BATCH = 500


def call(method: str, request: dict) -> dict:
    """Calls until it is answered. Only what may succeed later is sent again, and always the same."""
    body = json.dumps(request).encode()
    for attempt in range(9):
        http = urllib.request.Request(
            f"{SERVER}/kartoteka.v1.ContractorSyncService/{method}", body,
            {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(http, timeout=45) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            problem = json.load(refused)
            reason = next((d["debug"]["reason"] for d in problem.get("details", []) if d["type"].endswith("ErrorInfo")), "")
            if problem["code"] not in AGAIN or reason == "BATCH_REJECTED":
                sys.exit(f"{method}: {reason}: {problem['message']}")
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            pass  # nobody knows whether it arrived
        time.sleep(min(0.5 * 2**attempt, 30) * random.uniform(0.5, 1))
    sys.exit(f"{method}: the server does not answer; run again later")


def prepare(contractors: list, folder: pathlib.Path) -> None:
    """Writes the batches. A name appears only once its file is whole."""
    for number, start in enumerate(range(0, len(contractors), BATCH)):
        request = {"requestId": str(uuid.uuid4()), "contractors": contractors[start:start + BATCH]}
        draft = folder / "draft"
        draft.write_text(json.dumps(request), encoding="utf-8")
        draft.rename(folder / f"batch-{number:06}.json")


def push(folder: pathlib.Path) -> None:
    for batch in sorted(folder.glob("batch-*.json")):
        answer = call("PushContractors", json.loads(batch.read_text(encoding="utf-8")))
        for result in answer["results"]:
            for violation in result.get("fieldViolations", []):
                print(f"{result['externalId']}: {violation['field']}: {violation['reason']}")
        print("pushed", json.dumps(answer["summary"]))
        batch.unlink()


def pull(folder: pathlib.Path) -> None:
    """Applies what changed in the shop. The cursor is kept after the changes: some may come twice."""
    kept = folder / "cursor"
    cursor, more = kept.read_text() if kept.exists() else "", True
    while more:
        page = call("PullChanges", {"cursor": cursor, "limit": 500})
        for change in page["changes"]:
            name = change.get("state", {}).get("customer", {}).get("name", "")
            print("changed", change["customerId"], ",".join(change["externalIds"]), name)
        cursor, more = page["nextCursor"], page["hasMore"]
        kept.write_text(cursor)
        call("AckChanges", {"consumer": "erp", "cursor": cursor})


def main() -> None:
    source, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(exist_ok=True)
    if not list(folder.glob("batch-*.json")):
        prepare(json.loads(pathlib.Path(source).read_text(encoding="utf-8"))["contractors"], folder)
    push(folder)
    pull(folder)


main()
