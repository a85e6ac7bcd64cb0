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


def texts(bodies, seconds=0, prepare=lambda: None, ended=lambda status: ""):
    """Returns the line of text that each body returns, in order; a child runs bodies until one ends it.

    `prepare` is called in each child; `ended` returns the text of the body that ended it, from the child's status.
    """
    done = []
    while len(done) < len(bodies):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _write_lines(bodies[len(done):], seconds, prepare, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            done += pipe.read().decode().splitlines()
        status = os.waitpid(child, 0)[1]
        if len(done) < len(bodies):
            done.append(ended(status))
    return done


def _write_lines(bodies, seconds, prepare, out):
    try:
        silence()
        prepare()
        for body in bodies:
            signal.alarm(seconds)
            os.write(out, body().encode() + b"\n")
    finally:
        os._exit(0)


def words(models, run, seconds, prepare=lambda: None):
    """Returns `runs`, `refused`, `slow` or `died` for each model, in order; a child runs models until one crashes it.

    `run` raises where the model is refused; `seconds` is the limit for each. `prepare` is called in each child.
    """
    def word(model):
        try:
            run(model)
        except Exception:  # any exception of the binding
            return "refused"
        return "runs"

    return texts(
        [lambda model=model: word(model) for model in models], seconds, prepare,
        ended=lambda status: "slow" if os.WTERMSIG(status) == signal.SIGALRM else "died")
