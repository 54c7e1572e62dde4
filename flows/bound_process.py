"""Bind a process to the one that started it: when that one dies, however it dies, this one ends too.

`python -m flows.bound_process MODULE ARGUMENT ...` runs a module so.
"""

import ctypes
import os
import runpy
import signal
import sys
from typing import Final

PARENT: Final = "POLICYTRAIL_PARENT"
"""The environment variable that names the process to which its children are bound."""
_PR_SET_PDEATHSIG = 1


def bind_to_parent() -> None:
    """Let the kernel send SIGTERM when the parent dies, if the parent asks for it; on Linux only."""
    parent = os.environ.get(PARENT, "")
    if sys.platform != "linux" or parent != str(os.getppid()):
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if parent != str(os.getppid()):  # it died in this very moment
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    bind_to_parent()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
