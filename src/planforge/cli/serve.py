"""`planforge serve`: the site on this machine, built again after every change."""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from planforge.cli.build import TARGET, require_configuration
from planforge.cli.command import verb
from planforge.cli.folder import FOLDER
from planforge.cli.language import _, language
from planforge.cli.missing_page import missing_page
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.i18n import Message

HOST: Final = "127.0.0.1"
"""Nobody but this machine may see the site: it may hold what is 内部."""
VERSION_PATH: Final = "/_planforge/version"
_SCRIPT: Final = (
    "<script>(()=>{let seen;const ask=async()=>{try{const v=await(await fetch('"
    + VERSION_PATH
    + "')).text();if(seen!==undefined&&v!==seen)location.reload();seen=v}catch{}"
    "setTimeout(ask,700)};ask()})()</script></body>"
)
_HIGHEST_PORT: Final = 65535


class Version:
    """Number of builds so far; pages ask for it and reload when it grows."""

    def __init__(self) -> None:
        self.number = 0


class Handler(SimpleHTTPRequestHandler):
    """Serves the site; pages get a script that reloads them after a build."""

    def __init__(self, *arguments: Any, version: Version, folder: Path) -> None:  # noqa: ANN401 - as http.server passes them
        """Serve *folder*."""
        self.version = version
        super().__init__(*arguments, directory=str(folder))

    def do_GET(self) -> None:
        """Answer a request, if it names this machine as its host."""
        host = self.headers.get("Host", HOST).rpartition(":")[0] or self.headers.get("Host", HOST)
        if host not in {HOST, "localhost"}:  # another name may be one that leads here by trickery
            self.send_error(403)
            return
        if self.path == VERSION_PATH:
            self._send(str(self.version.number).encode(), "text/plain")
            return
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if page.suffix == ".html" and page.is_file():
            self._send_page(page.read_text(encoding="utf-8"))
            return
        super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a request for a page that is not there with one that says so and reloads."""
        if code == HTTPStatus.NOT_FOUND and self.command == "GET":
            self._send_page(missing_page(Path(self.directory), language()), code)
            return
        super().send_error(code, message, explain)

    def list_directory(self, path: Any) -> None:  # noqa: ANN401 - as http.server does
        """Refuse: a site has pages, not listings."""
        del path
        self.send_error(404)

    def _send_page(self, text: str, status: int = HTTPStatus.OK) -> None:
        text = text.replace("</body>", _SCRIPT, 1)
        self._send(text.encode(), "text/html; charset=utf-8", status)

    def _send(self, data: bytes, kind: str, status: int = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing about single requests."""


@verb("serve", help=_("Build the site of FOLDER, show it on this machine, rebuild on change."))
@click.argument("source", type=FOLDER, default=".", metavar=_("[FOLDER]"))
@click.option(
    "--port",
    type=click.IntRange(0, _HIGHEST_PORT),
    default=8000,
    metavar=_("NUMBER"),
    help=_("Port on this machine, 8000 by default; 0 takes a free one."),
)
def command(source: Path, port: int) -> None:
    """Serve the site until Ctrl+C."""
    require_configuration(source)
    version = Version()
    server = serve(source / TARGET, port, version)
    waiting = changes(source)
    try:
        _rebuild(source)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://{HOST}:{server.server_address[1]}/"
        _say(msg("The site is at {url} – press Ctrl+C to stop.", url=url))
        for _change in waiting:
            _rebuild(source)
            version.number += 1
            _say(msg("Built again; open pages reload by themselves."))
    except KeyboardInterrupt:
        click.echo()
    finally:
        server.server_close()


def _rebuild(source: Path) -> None:
    """Build in a process of its own, so that no build sees what another one left behind."""
    command = [sys.executable, "-m", "planforge", "--lang", language(), "build", "--quiet"]
    if subprocess.run([*command, str(source)], check=False).returncode:
        _say(msg("The build failed; the site shows the state before."))


def serve(folder: Path, port: int, version: Version | None = None) -> ThreadingHTTPServer:
    """Return a server of *folder* on the loopback address; port 0 takes a free one.

    Raises:
        UsageError: The port is in use, or not allowed.
    """
    handler = partial(Handler, version=version or Version(), folder=folder)
    try:
        return ThreadingHTTPServer((HOST, port), handler)
    except PermissionError as error:
        text = msg("Port {port} is reserved by the system. Choose one above 1023.", port=port)
        raise click.UsageError(text.render(language())) from error
    except OSError as error:
        text = msg("Port {port} is in use. Choose another with --port.", port=port)
        raise click.UsageError(text.render(language())) from error


def changes(source: Path) -> Iterator[object]:
    """Return what yields after every change of a plan, a page or the configuration.

    Raises:
        UsageError: The optional part that watches files is not installed.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        text = msg("Live reloading needs the extra “serve”: pip install planforge[serve]")
        raise click.UsageError(text.render(language())) from error

    folders = [p for p in (source / "plans", source / "docs", source / "conf.py") if p.exists()]
    return watch(*folders, debounce=300, raise_interrupt=True)


def _say(message: Message) -> None:
    click.secho(message.render(language()), fg="green")
