"""Runs models in child processes that they may crash."""

import os
import resource
import signal


def silence():
    """Drops what this process prints, and its core dumps."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text(body, seconds=0):
    """Returns the line of text that `body` returns in a child process; "" where the child ended before.

    `seconds` is the limit of time; 0 for none. This process must not have run a model itself, because threads do not
    survive a fork.
    """
    return texts([body], seconds)[0]


def texts(bodies, seconds=0):
    """Returns the line of text that each body returns, in order; a child runs bodies until one crashes it."""
    done = []
    while len(done) < len(bodies):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _write_lines(bodies[len(done):], seconds, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            done += pipe.read().decode().splitlines()
        os.waitpid(child, 0)
        if len(done) < len(bodies):
            done.append("")
    return done


def _write_lines(bodies, seconds, out):
    try:
        silence()
        for body in bodies:
            signal.alarm(seconds)
            os.write(out, body().encode() + b"\n")
    finally:
        os._exit(0)


def words(models, run, seconds, prepare=lambda: None):
    """Returns `runs`, `refused`, `slow` or `died` for each model, in order; a child runs models until one crashes it.

    `run` raises where the model is refused; `seconds` is the limit for each. `prepare` is called in each child.
    """
    done = []
    while len(done) < len(models):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            silence()
            prepare()
            _serve(models[len(done):], run, writer, seconds)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            done += pipe.read().decode().split()
        status = os.waitpid(child, 0)[1]
        if len(done) < len(models):
            done.append("slow" if os.WTERMSIG(status) == signal.SIGALRM else "died")
    return done


def _serve(models, run, out, seconds):
    for model in models:
        signal.alarm(seconds)
        try:
            run(model)
            word = b"runs "
        except Exception:  # any exception of the binding
            word = b"refused "
        os.write(out, word)
    os._exit(0)
