"""ClickHouse's HTTP interface in front of chDB, which is ClickHouse's engine without its servers: `FOLDER PORT`.

It speaks as much of it as the collector's exporter (clickhouse-go) and a reader of SQL ask for, and keeps one promise:
every statement, table and inserted block goes to the engine as it came, so what is proven is proven of the engine.

https://clickhouse.com/docs/interfaces/http
"""

import json
import struct
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from chdb.session import Session

folder, port = sys.argv[1], int(sys.argv[2])
engine = Session(folder)
one_at_a_time = threading.Lock()


def run(sql: str, output_format: str) -> bytes:
    with one_at_a_time:
        return bytes(engine.query(sql, output_format).bytes() or b"")


def insert(sql: str, block: bytes) -> bytes:
    """A server reads the rows behind the statement; the embedded engine reads the same bytes from a file."""
    head, native, rest = sql.rpartition(" FORMAT Native")
    if not native or rest:
        raise ValueError(f"not an insert of a native block: {sql}")
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".native") as file:
        file.write(block)
        file.flush()
        return run(f"{head} FROM INFILE '{file.name}' FORMAT Native", "Null")


def varint(number: int) -> bytes:
    low, rest = number & 127, number >> 7
    return bytes([low | 128]) + varint(rest) if rest else bytes([low])


def text(value: str) -> bytes:
    raw = value.encode()
    return varint(len(raw)) + raw


def native(sql: str) -> bytes:
    """A native block as servers write it to clients that name their protocol's version: the embedded engine writes an
    older form, without the block's head and without a byte for each column. The exporter reads texts and numbers only.
    """
    if not (answer := run(sql, "JSONCompact")):
        return b""
    told = json.loads(answer)
    columns = [(each["name"], each["type"], [row[at] for row in told["data"]]) for at, each in enumerate(told["meta"])]
    block = b"\x01\x00\x02" + struct.pack("<i", -1) + b"\x00" + varint(len(columns)) + varint(told["rows"])
    writers = {"String": text, "UInt32": lambda number: struct.pack("<I", number)}
    for name, kind, values in columns:
        block += text(name) + text(kind) + b"\x00" + b"".join(map(writers[kind], values))
    return block


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200, b"Ok.\n")

    def do_POST(self):
        asked = {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}
        body = self.body()
        try:
            if "query" in asked:
                answer = insert(asked["query"], body)
            elif asked.get("default_format") == "Native":
                answer = native(body.decode())
            else:
                answer = run(body.decode(), "TabSeparated")
        except Exception as failure:  # whatever the engine says goes to whoever asked
            print(failure, file=sys.stderr, flush=True)
            return self.answer(500, str(failure).encode())
        return self.answer(200, answer)

    def body(self) -> bytes:
        if self.headers.get("transfer-encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("content-length", "0")))
        chunks = []
        while size := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def answer(self, status: int, content: bytes):
        self.send_response(status)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", port), Door).serve_forever()
