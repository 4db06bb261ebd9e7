"""The guard of the desk: only the browser on this computer, only our own pages, and never a trace."""

from __future__ import annotations

import re

import pytest
from conftest import REAL
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from booklet.serve.app import create_app, where
from booklet.serve.safety import HEADERS, MOST_BYTES, guard

HERE = "http://127.0.0.1:8765"
LOCAL = ("127.0.0.1", 50000)
FORM = {"content-type": "application/x-www-form-urlencoded", "origin": HERE}


async def echo(request: Request) -> Response:
    """Read a form whole, as a page does."""
    await request.form()
    return PlainTextResponse("gelezen")


def client(app: Starlette | None = None, address: tuple[str, int] = LOCAL) -> TestClient:
    """Give a browser on this computer, or on another one."""
    app = app or Starlette(
        routes=[Route("/", echo, methods=["GET", "POST"])],
        middleware=[Middleware(guard)],
    )
    return TestClient(app, HERE, client=address, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost:8765", 200),
        ("localhost", 200),
        ("[::1]:8765", 200),
        ("evil.example:8765", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.", 403),
        ("192.168.1.20:8765", 403),
        ("", 403),
    ],
)
def test_only_names_of_this_computer_are_answered(host: str, code: int) -> None:
    """A page whose name suddenly leads here still sends its own name (DNS rebinding)."""
    assert client().get("/", headers={"host": host}).status_code == code


@pytest.mark.parametrize(
    ("address", "code"), [("127.0.0.1", 200), ("127.8.8.8", 200), ("::1", 200), ("192.168.1.20", 403), ("x", 403)]
)
def test_only_this_computer_is_answered(address: str, code: int) -> None:
    """Also when somebody serves the application on another address than ours."""
    assert client(address=(address, 1)).get("/").status_code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/json"}, 415),
        ({"content-type": "multipart/form-data; boundary=x"}, 415),
        ({"content-type": "application/x-www-form-urlencoded; charset=utf-8"}, 200),
        ({"content-length": str(MOST_BYTES + 1)}, 413),
        ({"content-length": "een beetje"}, 413),
    ],
)
def test_only_our_own_forms_are_read(changes: dict[str, str], code: int) -> None:
    """A form that comes from another page, in another shape, or too big, goes no further."""
    assert client().post("/", content="doel=weer+fietsen", headers=FORM | changes).status_code == code


def test_a_form_that_does_not_say_its_size_is_measured() -> None:
    """It comes in pieces, and is cut off where it becomes too big."""
    pieces = iter([b"notitie=" + b"x" * 1000] * (MOST_BYTES // 1000 + 2))
    answer = client().post("/", content=pieces, headers=FORM)
    assert answer.status_code == 413
    assert "te groot" in answer.text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
        ({"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}, 200),
    ],
)
def test_a_page_from_elsewhere_may_link_here_and_nothing_more(changes: dict[str, str], code: int) -> None:
    """It may not show our pictures or run our scripts."""
    assert client().get("/", headers=changes).status_code == code


@pytest.mark.parametrize("path", ["/", "/bestaat-niet", "/stijl/desk.css", "/stijl/../pyproject.toml"])
def test_every_answer_tells_the_browser_what_is_allowed(path: str) -> None:
    """Nothing from elsewhere, nothing in a frame, nothing kept; also on a page that is not there."""
    answer = client(create_app(REAL)).get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_what_goes_wrong_is_said_without_a_trace_and_without_the_form() -> None:
    """The page says what to do; the window hears the kind of error and the line of our code."""
    heard: list[str] = []
    app = create_app(REAL, heard.append)

    async def broken(_request: Request) -> Response:
        raise KeyError("Van Wijngaarden")

    app.router.routes.append(Route("/stuk", broken, methods=["POST"]))
    answer = client(app).post("/stuk", data={"naam": "Van Wijngaarden"}, headers={"origin": HERE})
    assert answer.status_code == 500
    assert "Er ging iets mis in het programma" in answer.text
    assert "Traceback" not in answer.text
    assert "Wijngaarden" not in answer.text
    assert re.fullmatch(r"KeyError in serve/safety\.py:\d+", *heard)  # the last line of ours before that of this test
    assert answer.headers.items() >= {(name.lower(), value) for name, value in HEADERS.items()}


def test_an_error_is_named_by_its_line() -> None:
    """So that somebody can mend it without knowing whose form it was."""
    with pytest.raises(TypeError) as caught:
        create_app(None)  # type: ignore[arg-type]
    assert re.fullmatch(r"TypeError in serve/app\.py:\d+", where(caught.value))


def test_a_page_that_is_not_there_is_said_in_dutch() -> None:
    """With the way back."""
    answer = client(create_app(REAL)).get("/bestaat-niet")
    assert answer.status_code == 404
    assert "Deze bladzijde is er niet." in answer.text
    assert 'href="/"' in answer.text
