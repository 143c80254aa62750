#!/usr/bin/env python3
"""One command from a fresh clone: ``python3 run.py site`` or ``python3 run.py test``.

Makes ``.venv``, installs what the lock says where it changed, then runs the task. Standard library
only, so that any Python from 3.11 on can start it: where Debian's pip refuses to install outside an
environment, where ensurepip is missing, on Linux, macOS and Windows.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER_PACKAGES = ("chromium", "fonts-wqy-microhei")  # the second so that screenshots show Chinese
USAGE_ERROR = 2


@dataclass(frozen=True)
class Task:
    """What a word on the command line stands for.

    Attributes:
        help: One line for the list of tasks.
        lock: The lock whose packages the task needs: ``site``, ``handbook`` or ``test``, each
            with the packages of the one before it.
        command: Arguments of the environment's Python; the user's own are added behind.
        has_browser: Whether the task drives a browser.
        whole: Further arguments where the user gives none.
    """

    help: str
    lock: str
    command: tuple[str, ...]
    has_browser: bool = False
    whole: tuple[str, ...] = ()


CLI = ("-m", "planforge")
TASKS = {
    "site": Task("生成网站（读取 plans/，写入 build/site/）", "site", (*CLI, "build")),
    "handbook": Task(
        "印制预案汇编（读取 plans/，写入 build/handbook/）", "handbook", (*CLI, "handbook")
    ),
    "check": Task("检查 plans/ 中的全部预案", "site", (*CLI, "check")),
    "serve": Task("本机预览，保存即更新", "site", (*CLI, "serve")),
    "cli": Task("运行任意 planforge 命令，例如 run.py cli --help", "site", CLI),
    "test": Task(
        "运行全部测试（含浏览器测试）",
        "test",
        ("-m", "pytest"),
        has_browser=True,
        whole=("-n", "auto", "--dist", "worksteal", "--max-worker-restart", "0"),
    ),
    "lint": Task("格式、静态检查、类型、分层、译文", "test", ("tools/lint.py",)),
    "setup": Task("只准备开发环境 .venv", "test", ("-c", "pass")),
    "python": Task("用环境中的 Python 运行，例如 run.py python tools/lock.py", "test", ()),
}


def say(text: str) -> None:
    """Print a line at once, so that it comes before what the started programs print."""
    print(text, flush=True)


def run(*command: str | Path, quiet: bool = False) -> int:
    """Run a program in the project's folder and return its exit code."""
    sink = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, check=False, stdout=sink, stderr=sink).returncode


def fail(text: str) -> SystemExit:
    """Return the exception that ends the program with *text* on standard error."""
    print(text, file=sys.stderr, flush=True)
    return SystemExit(USAGE_ERROR)


def lock_file(lock: str) -> Path:
    """Return the requirements file of *lock*."""
    return ROOT / "requirements" / f"{lock}.txt"


def wanted(lock: str) -> str:
    """Return the fingerprint of everything that decides what *lock* puts into the environment."""
    import tomllib  # noqa: PLC0415 - absent before 3.11, where main() explains itself

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build = repr([project["build-system"], project["project"], project["tool"]["hatch"]])
    parts = (lock_file(lock).read_bytes(), build.encode(), os.fsencode(ROOT))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_ready(lock: str) -> bool:
    """Whether the environment holds what *lock* says."""
    stamp = VENV / f"planforge-{lock}.stamp"
    return PYTHON.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted(lock)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second start wait until the first has finished setting up, where the system can."""
    VENV.mkdir(exist_ok=True)
    with (VENV / "setup.lock").open("w", encoding="utf-8") as handle:
        _wait_for(handle)
        yield


def _wait_for(handle: IO[str]) -> None:
    try:
        import fcntl  # noqa: PLC0415 - absent on Windows
    except ImportError:
        return
    fcntl.flock(handle, fcntl.LOCK_EX)


def make_environment() -> None:
    """Create ``.venv`` unless it works already."""
    if PYTHON.exists() and run(PYTHON, "-c", "pass", quiet=True) == 0:
        return
    say("首次运行：正在创建虚拟环境 .venv …")
    for options in ((), ("--without-pip",)):  # the second where ensurepip is missing
        shutil.rmtree(BIN, ignore_errors=True)
        if run(sys.executable, "-m", "venv", *options, VENV, quiet=True) == 0:
            return
    raise fail(
        "无法创建虚拟环境。Debian/Ubuntu 请先运行：sudo apt-get install python3-venv python3-pip"
    )


def pip() -> tuple[str | Path, ...]:
    """Return the pip that fills the environment: its own, or the one beside it."""
    if run(PYTHON, "-m", "pip", "--version", quiet=True) == 0:
        return (PYTHON, "-m", "pip")
    if run(sys.executable, "-m", "pip", "--version", quiet=True) == 0:
        return (sys.executable, "-m", "pip", "--python", PYTHON)
    raise fail("找不到 pip。Debian/Ubuntu 请先运行：sudo apt-get install python3-venv python3-pip")


def ensure(lock: str) -> None:
    """Bring the environment to the state that *lock* describes; do nothing where it is there."""
    if is_ready(lock):
        return
    with one_at_a_time():
        if is_ready(lock):
            return
        make_environment()
        say("正在安装锁定版本的依赖（约 1 分钟，需要访问软件源或内部镜像）…")
        install = (*pip(), "install", "-qq", "--disable-pip-version-check")
        if run(*install, "--require-hashes", "-r", lock_file(lock)):
            raise fail("依赖安装失败：请检查网络；使用内部镜像时请设置环境变量 PIP_INDEX_URL。")
        if run(*install, "--no-deps", "--no-build-isolation", "--editable", ROOT):
            raise fail("planforge 自身安装失败，原因见上。")
        # Spares every check a fifth of a second where Python may not keep what it compiled.
        run(PYTHON, "-m", "compileall", "-q", ROOT / "src")
        stamp = VENV / f"planforge-{lock}.stamp"
        stamp.write_text(wanted(lock), encoding="utf-8")


def ensure_browser() -> None:
    """Install the system's Chromium where that is allowed, else say what is missing.

    The browser tests themselves fail without a browser; this only explains it beforehand.
    """
    if os.environ.get("PLANFORGE_BROWSER") or any(map(shutil.which, BROWSERS)):
        return
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        say("正在安装浏览器测试所需的 Chromium 和中文字体…")
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        if run("apt-get", "update", "-qq") == 0 and not run(
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            *BROWSER_PACKAGES,
            quiet=True,
        ):
            return
    say(
        "缺少浏览器：浏览器测试需要 Chromium，未找到，相关测试将失败。\n"
        f"  Debian/Ubuntu：sudo apt-get install {' '.join(BROWSER_PACKAGES)}\n"
        "  其他系统：安装 Chromium 或 Chrome，并把程序路径写入环境变量 PLANFORGE_BROWSER"
    )


def usage() -> str:
    """Return the list of tasks."""
    lines = (f"  {name:<9} {task.help}" for name, task in TASKS.items())
    return "\n".join(("用法：python3 run.py <任务> [参数…]", *lines))


def main(arguments: list[str]) -> int:
    """Run the task that *arguments* name and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that knows no Chinese
    if sys.version_info < OLDEST_PYTHON:
        raise fail(f"需要 Python 3.11 或更高版本，当前为 {sys.version.split()[0]}。")
    if not arguments or arguments[0] not in TASKS:
        say(usage())
        return 0 if arguments in (["-h"], ["--help"]) else USAGE_ERROR
    task = TASKS[arguments[0]]
    ensure(task.lock)
    if task.has_browser:
        ensure_browser()
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ.setdefault("PYTHONUTF8", "1")
    return run(PYTHON, *task.command, *(arguments[1:] or task.whole))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
