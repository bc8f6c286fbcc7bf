"""Pushes to a store in this process, and what became of them."""

from __future__ import annotations

from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import StoreError
from orodha.catalogue.graph_store import Patience
from orodha.catalogue.pushing import Push, push
from samples import SMALL
from stores import Store

QUICK = Patience(retries=3, backoff=0.001, connect=5, answer=20)
KE, SHARED, INDEX = "country/ke", "shared", "index"


def sent(catalogue: Catalogue, store: Store, **options: Any) -> Push:
    return push(catalogue.reader, store.url, **{"by": "country", "patience": QUICK, **options})


def failure(catalogue: Catalogue, store: Store, **options: Any) -> str:
    with pytest.raises(StoreError) as caught:
        sent(catalogue, store, **options)
    return str(caught.value)


def rename(catalogue: Catalogue, record: str, **fields: object) -> None:
    catalogue.put_all([({**next(one for one in SMALL if one["id"] == record), **fields}, None)])


def states(done: Push) -> dict[str, tuple[str, str]]:
    return {one.iri.rpartition(".graph/")[2]: (one.state, one.action) for one in done.graphs}
