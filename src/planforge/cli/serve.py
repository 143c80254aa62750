"""`planforge serve`: the site on this machine, built again after every change."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.build import build_site
from planforge.cli.language import _, language
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

_RELOAD: Final = "/_planforge/version"
_SCRIPT: Final = (
    "<script>(()=>{let seen;const ask=async()=>{try{const v=await(await fetch('"
    + _RELOAD
    + "')).text();if(seen!==undefined&&v!==seen)location.reload();seen=v}catch{}"
    "setTimeout(ask,700)};ask()})()</script></body>"
)


class _Version:
    """Number of builds so far; pages ask for it and reload when it grows."""

    def __init__(self) -> None:
        self.number = 0


class Handler(SimpleHTTPRequestHandler):
    """Serves the site; pages get a script that reloads them after a build."""

    def __init__(self, *arguments: object, version: _Version, folder: Path) -> None:
        """Serve *folder*."""
        self.version = version
        super().__init__(*arguments, directory=str(folder))  # type: ignore[arg-type]  # as http.server passes them

    def do_GET(self) -> None:  # noqa: N802 - the name http.server calls
        """Answer a request."""
        if self.path == _RELOAD:
            self._send(str(self.version.number).encode(), "text/plain")
            return
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() else path
        if page.suffix == ".html" and page.is_file():
            text = page.read_text(encoding="utf-8").replace("</body>", _SCRIPT, 1)
            self._send(text.encode(), "text/html; charset=utf-8")
            return
        super().do_GET()

    def _send(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing about single requests."""


@click.command(
    "serve", help=_("Build the site of SOURCE, show it on this machine, rebuild on change.")
)
@click.argument(
    "source", type=click.Path(path_type=Path, exists=True, file_okay=False), default="."
)
@click.option("--port", default=8000, show_default=True, help=_("Port on this machine."))
@click.help_option("-h", "--help", help=_("Show this message and exit."))
def command(source: Path, port: int) -> None:
    """Serve the site until Ctrl+C."""
    target = source / "_build" / "html"
    version = _Version()
    build_site(source, target)
    server = serve(target, port, version)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    text = msg("The site is at {url} – press Ctrl+C to stop.", url=f"http://127.0.0.1:{port}/")
    click.secho(text.render(language()), fg="green")
    try:
        for _changes in changes(source):
            build_site(source, target, quiet=True)
            version.number += 1
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()


def serve(folder: Path, port: int, version: _Version | None = None) -> ThreadingHTTPServer:
    """Return a server of *folder* on the loopback address."""
    handler = partial(Handler, version=version or _Version(), folder=folder)
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        text = msg("Port {port} is in use. Choose another with --port.", port=port)
        raise click.UsageError(text.render(language())) from error


def changes(source: Path) -> Iterator[object]:
    """Yield after every change of a plan, a page or the configuration."""
    try:
        from watchfiles import watch  # noqa: PLC0415 - an optional part
    except ImportError as error:
        text = msg("Live reloading needs the extra “serve”: pip install planforge[serve]")
        raise click.UsageError(text.render(language())) from error

    folders = [p for p in (source / "plans", source / "docs", source / "conf.py") if p.exists()]
    yield from watch(*folders, debounce=300, raise_interrupt=True)
