"""The demo's server, worker and clock, forked from one process that has read the academy already.

Reading it takes each process seconds, and every file of journeys starts the three anew. They run what
`run_demo` runs; that it starts, watches and stops them as it should is tested beside it.

On its standard input it reads `start PORT` and `stop`, and answers each with a line. It ends with its input.
"""

import importlib
import os
import runpy
import signal
import sys
import traceback

import django
from django.conf import settings
from django.db import connections
from django.urls import get_resolver

from academy.kit import folder_broker
from academy.kit.children import die_with_parent
from academy.management.commands.run_demo import commands

READ_AHEAD = ("celery.bin.celery", "celery.bin.worker", "celery.bin.beat", "gunicorn.app.wsgiapp")


def fork(command: list[str]) -> int:
    """Runs `python … -m MODULE …` in a process of its own, at the head of its own group."""
    child = os.fork()
    if child:
        return child
    try:
        os.setsid()
        die_with_parent(signal.SIGKILL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        sys.argv = command[command.index("-m") + 1 :]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    except SystemExit:
        pass
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(0)


def kill(children: list[int]) -> None:
    """Ends all of them at once: what they were at is thrown away with their academy."""
    for child in children:
        os.killpg(child, signal.SIGKILL)
    for child in children:
        os.waitpid(child, 0)
    children.clear()


def main() -> None:
    """Reads the academy, and then does as it is told."""
    die_with_parent()
    django.setup()
    _ = get_resolver().url_patterns
    for module in READ_AHEAD:
        importlib.import_module(module)
    children: list[int] = []
    for line in sys.stdin:
        kill(children)
        word, *port = line.split()
        if word == "start":
            connections.close_all()
            clear_broker()
            children.extend(fork(command) for command in commands(int(port[0])).values())
        print("done", flush=True)
    kill(children)


def clear_broker() -> None:
    """Calls to the work of an academy that is gone wake nobody."""
    from academy.celery import app

    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        folder_broker.clear(settings.BROKER_FOLDER)
    else:
        app.control.purge()
        app.close()


if __name__ == "__main__":
    main()
