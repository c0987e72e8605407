#!/usr/bin/env python3
"""A complete ERP client in Python, with nothing but its standard library.

    KARTOTEKA_SERVER=http://localhost:8080 KARTOTEKA_KEY=kt_... python3 sync.py contractors.json work

Each batch is written into the folder first, as the request that it will be, with its request id;
the file is deleted once the server has answered. So a run that is cut off anywhere is simply run
again: a batch that arrived already gets its first answer, and none is lost.
"""
import http.client
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
FIRST_WAIT = int(os.environ.get("KARTOTEKA_WAIT_MS", "500")) / 1000
LONGEST_WAIT, ATTEMPTS = 30, 8
MAX_RECORDS, MAX_BYTES = 500, 3_500_000  # the server takes 4 MiB


def may_succeed_later(status: int, problem: dict, reason: str) -> bool:
    """The table "When to repeat" of docs/erp.md."""
    if "code" not in problem:
        return status in (429, 502, 503, 504)  # a proxy answered
    if problem["code"] == "aborted":
        return reason != "BATCH_REJECTED"
    return problem["code"] in ("unavailable", "deadline_exceeded") or reason == "RATE_LIMITED"


def call(method: str, request: dict) -> dict:
    """Calls until it is answered. Only what may succeed later is sent again, and always the same."""
    body = encode(request)
    for attempt in range(ATTEMPTS):
        asked = 0.0
        post = urllib.request.Request(
            f"{SERVER}/kartoteka.v1.ContractorSyncService/{method}", body,
            {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(post, timeout=45) as answer:
                result = parse(answer.read())
            if not result:
                sys.exit(f"{method}: HTTP {answer.status}: the answer is not JSON; is this the address of a Kartoteka?")
            return result
        except urllib.error.HTTPError as refused:
            problem = parse(read(refused))
            reason = reason_of(problem)
            if not may_succeed_later(refused.code, problem, reason):
                sys.exit(f"{method}: HTTP {refused.code} {reason}: {problem.get('message', 'the answer is not JSON')}")
            asked = retry_after(refused.headers)
        except (OSError, http.client.HTTPException):
            pass  # nobody knows whether it arrived
        if attempt + 1 < ATTEMPTS:
            wait = min(FIRST_WAIT * 2**attempt, LONGEST_WAIT) * random.uniform(0.5, 1)
            time.sleep(max(wait, min(asked, LONGEST_WAIT)))
    sys.exit(f"{method}: the server does not answer; run again later")


def encode(value: dict) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def read(answer) -> bytes:
    try:
        return answer.read()
    except (OSError, http.client.HTTPException):
        return b""  # it broke off; the status says enough


def parse(body: bytes) -> dict:
    """Returns the object in the body, and an empty one for the page of a proxy."""
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def reason_of(problem: dict) -> str:
    reasons = (d.get("debug", {}).get("reason") for d in problem.get("details", []) if d["type"].endswith("ErrorInfo"))
    return next(reasons, None) or ""


def retry_after(headers) -> float:
    """Returns the seconds that the server asks for; a date counts as none."""
    try:
        return float(headers.get("Retry-After", "0"))
    except ValueError:
        return 0


def split(contractors: list):
    """Makes batches that are within both limits."""
    batch, size = [], 0
    for contractor in contractors:
        length = len(encode(contractor)) + 2  # with the comma
        if batch and (len(batch) == MAX_RECORDS or size + length > MAX_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(contractor)
        size += length
    if batch:
        yield batch


def prepare(contractors: list, folder: pathlib.Path) -> None:
    """Writes the batches. A name appears only once its file is whole."""
    for number, batch in enumerate(split(contractors)):
        draft = folder / "draft"
        draft.write_bytes(encode({"requestId": str(uuid.uuid4()), "contractors": batch}))
        draft.rename(folder / f"batch-{number:06}.json")


def push(folder: pathlib.Path) -> None:
    for batch in sorted(folder.glob("batch-*.json")):
        answer = call("PushContractors", json.loads(batch.read_text(encoding="utf-8")))
        for result in answer["results"]:
            for violation in result.get("fieldViolations", []):
                print(f"{result['externalId']}: {violation['field']}: {violation['reason']}")
            for warning in result.get("warnings", []):
                print(f"{result['externalId']}: warning: {warning}")
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
