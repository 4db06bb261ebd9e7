"""Serving: on loopback only, on the first port that is free, and silent."""

from __future__ import annotations

import gc
import logging
import socket

import pytest
import uvicorn
from starlette.applications import Starlette

from booklet.report import BookletError, ExitCode
from booklet.serve import run


# A socket that could not have the port is left by uvicorn, for the interpreter to close.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
def test_a_port_that_is_taken_is_passed_over_or_said(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A second window opens on the next port; who names a port that is taken hears so, in Dutch."""
    addresses: list[str] = []

    def once(_server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        sockets[0].listen()
        if len(addresses) == 1:
            run.serve(Starlette(), None, addresses.append)  # while the first still holds its port
            with pytest.raises(BookletError) as caught:
                run.serve(Starlette(), int(addresses[0].rstrip("/").rpartition(":")[2]), addresses.append)
            assert caught.value.code is ExitCode.USAGE
            assert [finding.rule for finding in caught.value.findings] == ["poort"]

    monkeypatch.setattr(uvicorn.Server, "run", once)
    run.serve(Starlette(), None, addresses.append)
    assert len(set(addresses)) == 2
    assert all(address.startswith("http://127.0.0.1:") for address in addresses)
    assert capfd.readouterr() == ("", "")
    assert not logging.getLogger("weasyprint").disabled, "what it says of a page would be lost"
    gc.collect()
