"""Runs a program and measures its wall time and the peak memory of it and its children."""
from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    seconds: float
    peak_bytes: int


class Failed(Exception):
    """The program ended badly; the message ends with what it said last."""


def run_measured(command: Sequence[str | Path], log: Path) -> Cost:
    """Runs the command with its output in the log file. Linux counts peak memory in KiB."""
    words = [str(word) for word in command]
    with log.open("wb") as output:
        start = time.monotonic()
        child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise Failed(f"exit {child.returncode}: {' '.join(words)}\n{_end_of(log)}")
    return Cost(seconds, usage.ru_maxrss * 1024)


def run_module(module: str, arguments: Sequence[str | Path], log: Path) -> Cost:
    return run_measured([sys.executable, "-m", module, *arguments], log)


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])


class Stopwatch:
    """Names the stages of a job and how long each took."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}
        self._last = time.monotonic()

    def stage(self, name: str) -> None:
        now = time.monotonic()
        self.stages[name] = self.stages.get(name, 0.0) + now - self._last
        self._last = now
