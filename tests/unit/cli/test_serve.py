"""The server of `planforge serve`: real requests on the loopback address, real changes of files."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import threading
from typing import TYPE_CHECKING

import click
import pytest

from planforge.cli import serve as verb
from planforge.cli.missing_page import missing_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.unit.cli.conftest import Shell


@pytest.fixture
def version() -> verb.Version:
    return verb.Version()


@pytest.fixture
def get(tmp_path: Path, version: verb.Version) -> Iterator[Callable[..., tuple[int, str]]]:
    """Return what asks a server of a small site for a path."""
    (tmp_path / "index.html").write_text("<body>预案</body>", encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "index.html").write_text("<body>more</body>", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "style.css").write_text("body{}", encoding="utf-8")
    server = verb.serve(tmp_path, 0, version)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def ask(path: str, host: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1])
        connection.request("GET", path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        found = answer.status, answer.read().decode()
        connection.close()
        return found

    yield ask
    server.shutdown()
    thread.join()
    server.server_close()


def test_pages_reload_themselves_and_other_files_stay_as_they_are(
    get: Callable[..., tuple[int, str]],
) -> None:
    status, page = get("/")
    assert (status, page.startswith("<body>预案<script>")) == (200, True)
    assert verb.VERSION_PATH in page
    assert get("/more/")[1].startswith("<body>more<script>")
    assert get("/style.css") == (200, "body{}")


def test_the_version_grows_with_the_builds(
    get: Callable[..., tuple[int, str]], version: verb.Version
) -> None:
    assert get(verb.VERSION_PATH) == (200, "0")
    version.number += 1
    assert get(verb.VERSION_PATH) == (200, "1")


@pytest.mark.parametrize("path", ["/plan/demo/index.html", "/empty/", "/image.svg"])
def test_a_page_that_is_not_there_says_so_and_reloads(
    get: Callable[..., tuple[int, str]], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, page = get(path)
    assert status == 404
    assert "<h1>这一页暂时没有</h1>" in page
    assert "改好并重新生成后，本页自动刷新" in page
    assert '<a href="/index.html">回到首页</a></p></article><script>' in page
    assert verb.VERSION_PATH in page
    assert "Error response" not in page
    monkeypatch.setattr(verb, "language", lambda: "en")
    assert "<h1>This page is not there at the moment</h1>" in get(path)[1]


def test_a_missing_page_has_the_frame_of_the_start_page(tmp_path: Path) -> None:
    start = (
        '<html data-content_root="./"><head><title>首页</title></head><body><nav>预案</nav>'
        '<article class="bd-article"><article>甲</article>乙</article></body></html>'
    )
    (tmp_path / "index.html").write_text(start, encoding="utf-8")
    (tmp_path / "check.html").write_text("", encoding="utf-8")
    page = missing_page(tmp_path, "en")
    frame, _, rest = page.partition("<h1>")
    assert frame == (
        '<html data-content_root="/"><head><base href="/"/><title>This page is not there at the '
        'moment</title></head><body><nav>预案</nav><article class="bd-article">'
    )
    assert rest.endswith(
        '<p><a href="/index.html">To the start page</a> · <a href="/check.html">To the check '
        "result</a></p></article></body></html>"
    )


@pytest.mark.parametrize("path", ["/empty/", "/nothing.html", "/../conftest.py", "/%2e%2e/x"])
def test_there_is_nothing_but_the_site(get: Callable[..., tuple[int, str]], path: str) -> None:
    assert get(path)[0] == 404


@pytest.mark.parametrize(
    ("host", "status"), [("localhost:8000", 200), ("127.0.0.1", 200), ("evil.example:80", 403)]
)
def test_only_this_machine_is_answered(
    get: Callable[..., tuple[int, str]], host: str, status: int
) -> None:
    assert get("/", host)[0] == status


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(click.UsageError, match=rf"端口 {port} 已被占用"):
            verb.serve(tmp_path, port)


STAND_IN = """
import signal
import planforge.cli.main as main, planforge.cli.serve as verb

signal.signal(signal.SIGINT, signal.default_int_handler)

def write(source):
    page = source / verb.TARGET / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    plan = source / "plans" / "special" / "demo" / "plan.yaml"
    page.write_text(f"<body>{plan.read_text('utf-8')[-9:]}</body>", "utf-8")

verb._rebuild = write
main.main(["serve", "--port", "0"])
"""
"""`planforge serve` with something quick in the place of Sphinx.

It hears Ctrl+C even if the tests run in the background of a shell, which lets programs ignore it.
"""


def test_an_edit_is_shown_without_doing_anything(shell: Shell) -> None:
    (shell.folder / "conf.py").write_text("", encoding="utf-8")
    plan = shell.folder / "plans" / "special" / "demo" / "plan.yaml"
    original = plan.read_text(encoding="utf-8")
    is_built = threading.Event()

    def edit() -> None:
        while not is_built.wait(0.2):  # the watching begins a moment after the line
            plan.write_text(original + "# edited\n", encoding="utf-8")

    with subprocess.Popen(
        [*shell.command()[:1], "-c", STAND_IN],
        stdout=subprocess.PIPE,
        cwd=shell.folder,
        env={**shell.environment, "PYTHONUNBUFFERED": "1"},
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        try:
            url = next(line for line in process.stdout if "http://" in line)
            port = int(url.split("http://127.0.0.1:")[1].split("/")[0])
            editor = threading.Thread(target=edit)
            editor.start()
            next(line for line in process.stdout if "网站已更新" in line)
            is_built.set()
            editor.join()
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", verb.VERSION_PATH)
            assert int(connection.getresponse().read()) >= 1
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/")
            assert "<body># edited" in connection.getresponse().read().decode()
        finally:
            is_built.set()
            process.send_signal(signal.SIGINT)
            process.communicate()
    assert process.returncode == 0
