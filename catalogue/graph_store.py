"""A triple store over HTTP: SPARQL 1.1 Graph Store HTTP Protocol (W3C 2013).

Who may write is told by environment variables, which are never shown: ``ORODHA_PUSH_USER`` and ``ORODHA_PUSH_PASSWORD``
(basic or digest, whichever the store asks for), or ``ORODHA_PUSH_TOKEN`` (bearer). Proxies and certificates of private
authorities come from the environment too (``HTTPS_PROXY``, ``NO_PROXY``, ``REQUESTS_CA_BUNDLE``).
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import SplitResult, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.exceptions import MaxRetryError, ReadTimeoutError, ResponseError
from urllib3.util.retry import Retry

from .errors import StoreError, StoreUnreachable, UsageError
from .names import is_iri

USER, PASSWORD, TOKEN = "ORODHA_PUSH_USER", "ORODHA_PUSH_PASSWORD", "ORODHA_PUSH_TOKEN"

NTRIPLES = "application/n-triples"

LONGEST_WAIT = 120
"""Seconds that a store may ask to wait before the next try; one that asks for more is left alone."""

HINT = "It ends in /store of Oxigraph, /DATASET/data of Fuseki, /sparql-graph-crud-auth of Virtuoso."


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a store is waited for.

    Attributes:
        retries: How often a request is made again when the store cannot be reached, is busy or is starting (429, 502,
            503, 504).
        backoff: Seconds before the second retry, doubled for each after it; the first comes at once.
        connect: Seconds to wait for a connection.
        answer: Seconds to wait for an answer: a store may answer only when it has loaded all.
    """

    retries: int = 5
    backoff: float = 0.5
    connect: float = 10
    answer: float = 900


PATIENCE = Patience()


class _Retry(Retry):
    """Retries that give up where a store asks to wait for very long."""

    def increment(self, *args: Any, **kwargs: Any) -> Self:
        response = kwargs.get("response")
        if response is not None and (self.get_retry_after(response) or 0) > LONGEST_WAIT:
            raise MaxRetryError(kwargs["_pool"], None, ResponseError("asked to wait for too long"))
        return super().increment(*args, **kwargs)


class _Nobody(AuthBase):
    """No credentials, not even those of a .netrc file."""

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        return r


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        r.headers["Authorization"] = f"Bearer {self._token}"
        return r


class GraphStore:
    """One store, at the URL that its graphs are read and written through.

    Args:
        url: Its URL, without name and password.
        patience: How long it is waited for.
        environ: Where the credentials are.

    Raises:
        UsageError: It is no such URL, or the credentials cannot be used.
    """

    def __init__(self, url: str, patience: Patience = PATIENCE, environ: Mapping[str, str] = os.environ) -> None:
        parts = check_url(url)
        self.url = urlunsplit(parts._replace(fragment=""))
        self.name = urlunsplit(parts._replace(query="", fragment=""))
        """The URL as it is shown: a query might hold a key."""
        self._patience = patience
        self._user, self._password, self._token = _credentials(environ)
        self.exposed = (
            parts.scheme == "http"
            and bool(self._user or self._token)
            and parts.hostname not in ("localhost", "127.0.0.1", "::1")
        )
        """Whether credentials go over the network in clear."""
        self._session = requests.Session()
        self._session.auth = _Bearer(self._token) if self._token else _Nobody()
        retry = _Retry(
            total=patience.retries,
            read=min(patience.retries, 2),
            other=0,  # a certificate does not become a better one
            backoff_factor=patience.backoff,
            status_forcelist=(429, 502, 503, 504),
            allowed_methods=("GET", "PUT", "POST", "DELETE"),
            raise_on_status=False,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def get(self, graph: str) -> tuple[bytes, str] | None:
        """Return what stands in a graph, with its media type; None if there is no such graph.

        Raises:
            StoreError: The store refuses.
        """
        answer = self._ask("GET", graph, headers={"Accept": f"{NTRIPLES}, text/turtle;q=0.9"})
        if answer.status_code == 404:
            return None
        self._check(answer, "GET", graph)
        return answer.content, answer.headers.get("Content-Type", "").partition(";")[0].strip()

    def put(self, graph: str, triples: bytes | Path) -> None:
        """Let N-Triples be all that stands in a graph.

        Raises:
            StoreError: The store refuses.
        """
        self._check(self._ask("PUT", graph, triples), "PUT", graph)

    def add(self, graph: str, triples: bytes | Path) -> None:
        """Add N-Triples to a graph.

        Raises:
            StoreError: The store refuses.
        """
        self._check(self._ask("POST", graph, triples), "POST", graph)

    def delete(self, graph: str) -> None:
        """Let there be no such graph.

        Raises:
            StoreError: The store refuses.
        """
        answer = self._ask("DELETE", graph)
        if answer.status_code != 404:
            self._check(answer, "DELETE", graph)

    def _ask(
        self, method: str, graph: str, triples: bytes | Path | None = None, headers: Mapping[str, str] | None = None
    ) -> requests.Response:
        """Make a request; where the store does not take it from nobody, make it again with name and password."""
        answer = self._send(method, graph, triples, headers or {})
        if answer.status_code in (401, 403) and self._user and isinstance(self._session.auth, _Nobody):
            if "digest" in answer.headers.get("WWW-Authenticate", "").lower():
                self._session.auth = HTTPDigestAuth(self._user, self._password)
            else:
                self._session.auth = HTTPBasicAuth(self._user.encode(), self._password.encode())
            answer = self._send(method, graph, triples, headers or {})
        return answer

    def _send(
        self, method: str, graph: str, triples: bytes | Path | None, headers: Mapping[str, str]
    ) -> requests.Response:
        kind = {} if triples is None else {"Content-Type": NTRIPLES}
        with ExitStack() as stack:
            try:
                return self._session.request(
                    method,
                    self.url,
                    params={"graph": graph},
                    data=stack.enter_context(triples.open("rb")) if isinstance(triples, Path) else triples,
                    headers={"User-Agent": "orodha", **kind, **headers},
                    timeout=(self._patience.connect, self._patience.answer),
                    allow_redirects=False,  # a redirected PUT would become a GET
                )
            except requests.RequestException as error:
                raise self._unreachable(error, method, graph) from None  # its text may hold the credentials

    def _unreachable(self, error: requests.RequestException, method: str, graph: str) -> StoreError:
        what = f"{method} of the graph {graph}"
        cause = _cause(error)
        reason = self._reason(cause)
        if isinstance(error, requests.exceptions.SSLError):
            return StoreError(
                f"{self.name} does not prove who it is ({reason}): {what} was not sent.",
                "Check the address. For a certificate of your own authority, set REQUESTS_CA_BUNDLE to its file.",
            )
        if isinstance(error, requests.exceptions.ProxyError):
            return StoreUnreachable(
                f"The proxy to {self.name} does not let {what} through ({reason}).",
                "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.",
            )
        if isinstance(cause, ReadTimeoutError):
            return StoreUnreachable(
                f"{self.name} has not answered {what} for {self._patience.answer:g} seconds.",
                "Try again later, or divide the catalogue into smaller graphs with --graphs.",
            )
        return StoreUnreachable(
            f"{self.name} cannot be reached ({reason}): {what} failed.",
            "Check the address, and that the store is running.",
        )

    def _reason(self, cause: BaseException) -> str:
        """Return the last words of an error."""
        text = str(cause.args[-1] if cause.args else cause).rpartition("] ")[2].rpartition(": ")[2]
        return self._safe(text.rstrip(".")) or type(cause).__name__

    def _check(self, answer: requests.Response, method: str, graph: str) -> None:
        """Raise what an answer means that is no success."""
        if 200 <= answer.status_code < 300:
            return
        said = self._safe(_first_line(answer))
        told = f"{answer.status_code} {self._safe(answer.reason or '')}".strip()
        raise StoreError(
            f"{self.name} answered {told} to {method} of the graph {graph}{': ' + said if said else ''}.".replace(
                "..", "."
            ),
            self._advice(answer),
        )

    def _advice(self, answer: requests.Response) -> str:
        match answer.status_code:
            case 401 if self._user or self._token:
                return f"It does not accept what {TOKEN if self._token else f'{USER} and {PASSWORD}'} say: check them."
            case 401:
                return f"Set {USER} and {PASSWORD}, or {TOKEN}, in the environment."
            case 403:
                return "Whoever runs the store must let you write to this graph."
            case 400 | 404 | 405 | 415 | 501:
                return f"Is this the URL of its Graph Store Protocol, and may it be written to? {HINT}"
            case 413:
                return "Let the store take larger requests, or divide the catalogue into smaller graphs with --graphs."
            case 429 | 502 | 503 | 504:
                after = self._safe(answer.headers.get("Retry-After", ""))
                return f"It is busy{f' and asks to come back after {after}' if after else ''}. Try again later."
            case 301 | 302 | 303 | 307 | 308:
                target = urlsplit(answer.headers.get("Location", ""))._replace(query="", fragment="")
                return f"Use the URL that it points to: {self._safe(urlunsplit(target)) or 'none given'}"
            case _:
                return "See the log of the store."

    def _safe(self, text: str) -> str:
        """Return a text of the store without what must not be shown, in one line."""
        pair = f"{self._user}:{self._password}".encode()
        for secret in (self._password, self._token, base64.b64encode(pair).decode() if self._user else ""):
            if secret:
                text = text.replace(secret, "***")
        return " ".join("".join(one if one.isprintable() else " " for one in text).split())[:200]


def check_url(url: str) -> SplitResult:
    """Return the parts of the URL of a store.

    Raises:
        UsageError: It is none, or it has a password in it.
    """
    if "@" in re.split(r"[/?#]", url.partition("//")[2] or url)[0]:
        raise UsageError(
            "The URL of the store has a name or password in it, which others could read.",
            f"Leave them out, and set {USER} and {PASSWORD} in the environment.",
        )
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and is_iri(url):
            return parts
    except ValueError:
        pass
    raise UsageError(f"{url!r} is not the URL of a triple store.", f"Begin it with https:// or http://. {HINT}")


def _credentials(environ: Mapping[str, str]) -> tuple[str, str, str]:
    """Return user, password and token; those that are not set are empty."""
    user, password, token = (environ.get(name, "").strip() for name in (USER, PASSWORD, TOKEN))
    if token and user:
        raise UsageError(f"Both {USER} and {TOKEN} are set.", "Unset one of them.")
    if bool(user) != bool(password):
        raise UsageError(f"Of {USER} and {PASSWORD}, one is not set.", "Set both.")
    for name, value in ((USER, user), (TOKEN, token)):
        if not value.isascii() or not value.isprintable() or (" " in value and name == TOKEN):
            raise UsageError(f"{name} has characters that HTTP cannot carry.", "Set it again.")
    return user, password, token


def _cause(error: BaseException) -> BaseException:
    """Return the first cause of an error."""
    while True:
        found = (getattr(error, "reason", None), *error.args)
        inner = next((one for one in found if isinstance(one, BaseException)), None)
        if inner is None:
            return error
        error = inner


def _first_line(answer: requests.Response) -> str:
    """Return the first line of an answer that says something, without HTML."""
    text = answer.content[:4096].decode(answer.encoding or "utf-8", errors="replace")
    if "html" in answer.headers.get("Content-Type", "").lower():
        text = re.sub(r"<(style|script|title)\b.*?</\1\s*>|<[^>]*>", "\n", text, flags=re.DOTALL | re.IGNORECASE)
    return next((line.strip() for line in text.splitlines() if line.strip()), "").rstrip(".")
