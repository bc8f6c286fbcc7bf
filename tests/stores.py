"""Triple stores to push to: a small one in a thread that does as it is told, and real ones in processes alone."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Request:
    """What came in."""

    method: str
    target: str
    graph: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Answer:
    """What goes out instead of what a store would do."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Store:
    """A graph store that keeps N-Triples as they come.

    Attributes:
        url: Where it is.
        graphs: What it has, by graph.
        requests: What was asked of it.
        answers: Called with each request; what it returns is answered instead. None to drop the connection.
    """

    url: str = ""
    graphs: dict[str, bytes] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    answers: Callable[[Request], Answer | str | None] = lambda request: ""

    def asked(self, method: str) -> list[str]:
        """The graphs that a method was used on, by the last part of their names."""
        return [one.graph.rpartition(".graph/")[2] for one in self.requests if one.method == method]

    def answer(self, request: Request) -> Answer | None:
        self.requests.append(request)
        told = self.answers(request)
        if not isinstance(told, str):
            return told
        there = request.graph in self.graphs
        match request.method:
            case "GET" | "DELETE" if not there:
                return Answer(404, b"no such graph")
            case "GET":
                return Answer(200, self.graphs[request.graph], {"Content-Type": "application/n-triples"})
            case "DELETE":
                del self.graphs[request.graph]
            case "POST":
                self.graphs[request.graph] = self.graphs.get(request.graph, b"") + request.body
            case _:
                self.graphs[request.graph] = request.body
        return Answer(204)


@contextlib.contextmanager
def serving(store: Store) -> Iterator[Store]:
    """Let a store listen on a port of this machine as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = Request(self.command, self.path, query.get("graph", [""])[0], dict(self.headers), body)
            answer = store.answer(request)
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        store.url = f"http://127.0.0.1:{server.server_port}/store"
        try:
            yield store
        finally:
            server.shutdown()
            thread.join()


def wants_basic(user: str, password: str) -> Callable[[Request], Answer | str]:
    """Let only somebody in who gives name and password."""
    right = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    def answers(request: Request) -> Answer | str:
        if request.headers.get("Authorization") == right:
            return ""
        return Answer(401, b"who are you?", {"WWW-Authenticate": 'Basic realm="store"'})

    return answers


def wants_digest(user: str, password: str) -> Callable[[Request], Answer | str]:
    """Let only somebody in who proves to know the password (RFC 7616, MD5)."""

    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    def answers(request: Request) -> Answer | str:
        given = request.headers.get("Authorization", "")
        said = dict(re.findall(r'(\w+)="?([^",]+)"?', given.removeprefix("Digest ")))
        if said:
            secret, asked = md5(f"{user}:store:{password}"), md5(f"{request.method}:{request.target}")
            proof = md5(f"{secret}:{said['nonce']}:{said['nc']}:{said['cnonce']}:auth:{asked}")
            if (said["username"], said["uri"], said["response"]) == (user, request.target, proof):
                return ""
        return Answer(401, b"", {"WWW-Authenticate": 'Digest realm="store", nonce="abc", qop="auth", algorithm=MD5'})

    return answers


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def process(command: list[str], folder: Path, ready: str) -> Iterator[None]:
    """Run a server as long as the block lasts, which begins when it answers at a URL."""
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 60
        while not _answers(ready):
            assert running.poll() is None and time.monotonic() < end, (folder / "log").read_text(errors="replace")
            time.sleep(0.05)
        yield
    finally:
        running.kill()
        running.wait()


def _answers(url: str) -> bool:
    try:
        with _direct.open(url, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False


_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def select(url: str, query: str) -> bytes:
    """Return what a store answers to a SPARQL query, as JSON."""
    data = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(url, data, {"Accept": "application/sparql-results+json"})
    with _direct.open(request, timeout=60) as answer:
        return answer.read()


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Run Oxigraph, and give the URL that its endpoints follow."""
    binary = Path(sys.executable).with_name("oxigraph")
    url = f"http://127.0.0.1:{free_port()}"
    command = [str(binary), "serve", "--location", str(folder / "data"), "--bind", url.removeprefix("http://")]
    with process(command, folder, url):
        yield url


VIRTUOSO = shutil.which("virtuoso-t")

_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run Virtuoso, whose dba has the password dba, and give the URL that its endpoints follow."""
    http = free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=free_port(), http=http), encoding="utf-8")
    url = f"http://127.0.0.1:{http}"
    with process([VIRTUOSO or "", "+foreground", "+configfile", "virtuoso.ini"], folder, f"{url}/sparql"):
        yield url


def no_surroundings(environ: dict[str, str] | None = None) -> list[str]:
    """Return the variables that change how a store is reached."""
    names = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "requests_ca_bundle", "curl_ca_bundle")
    return [one for one in environ or os.environ if one.lower() in names or one.startswith("ORODHA_PUSH_")]
