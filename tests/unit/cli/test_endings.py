"""How a run ends when its output, its user or planforge itself gives up."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import click
import pytest

from planforge.cli import main

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Shell


def test_a_reader_that_goes_away_is_no_error(broken: Shell) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        broken.command("check"),
        check=False,
        stdout=writing,
        stderr=subprocess.PIPE,
        cwd=broken.folder,
        env=broken.environment,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_closed_output_changes_no_exit_code(broken: Shell) -> None:
    script = (
        "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    )
    python, *rest = broken.command("check")
    done = subprocess.run(
        [python, "-c", script, *rest],
        check=False,
        stderr=subprocess.PIPE,
        cwd=broken.folder,
        env=broken.environment,
    )
    assert (done.returncode, done.stderr) == (1, b"")


def run_with(error: BaseException, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    def fail(*_arguments: object, **_settings: object) -> None:
        raise error

    monkeypatch.setattr(main.planforge, "invoke", fail)
    monkeypatch.setattr(main, "_forget_output", lambda: None)
    return main._run(list(arguments) or ["check"])


@pytest.mark.parametrize("error", [click.Abort(), KeyboardInterrupt()])
def test_an_interrupt_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException
) -> None:
    assert run_with(error, monkeypatch) == 130
    assert capsys.readouterr() == ("", "")


def test_a_mistake_of_planforge_is_admitted_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(ValueError("two\nlines"), monkeypatch) == 2
    text = capsys.readouterr().err
    assert "自身出现错误：ValueError: two lines" in text
    assert "--debug" in text
    assert "Traceback" not in text


@pytest.mark.parametrize("arguments", [("check", "--debug"), ("--debug", "check")])
def test_debug_shows_where_it_happened(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(ValueError("odd"), monkeypatch, *arguments) == 2
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(28, "No space left on device"), "错误：无法写出结果：磁盘已满。"),
        (PermissionError(13, "denied", "预案/x"), "错误：无法使用“预案/x”：没有权限。"),
        (OSError(5, "Input/output error", "x"), "错误：无法使用“x”：Input/output error。"),
    ],
)
def test_what_the_machine_refuses_is_said(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: OSError,
    sentence: str,
) -> None:
    assert run_with(error, monkeypatch) == 2
    assert capsys.readouterr().err == sentence + "\n"


def test_ctrl_c_in_the_middle_of_a_check(shell: Shell) -> None:
    script = (
        "import os, signal, planforge.cli.check as verb, planforge.cli.main as main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "verb.check = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)\n"
        "main.main(['check'])"
    )
    done = subprocess.run(
        [shell.command()[0], "-c", script],
        check=False,
        capture_output=True,
        cwd=shell.folder,
        env=shell.environment,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
