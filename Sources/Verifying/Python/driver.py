"""Runs two models on the same inputs and reports how much they differ.

Request and response are lines of words without spaces; names and messages are in hexadecimal.
"""

import os
import platform
import signal
import threading
import time
import traceback

import calibration
import inputs
import labels
from comparison import Comparison, words
from measurement import Measurement
from grid import Grid, carried
from worker import Failure, Model, Worker


class Request:
    """The request: what to run and compare, line by line."""

    def __init__(self, lines):
        self.models, self.ports, self.comparisons, self.files = [], [], [], []
        self.measurements = []
        self.feeds = {}
        self.normalization = self.labels = None
        for name, *rest in (line.decode().split() for line in lines):
            if name == "input":
                self.ports.append(inputs.Port(*rest))
            elif name == "compare":
                self.comparisons.append(Comparison(*rest))
            elif name == "measure":
                self.measurements.append(Measurement(*rest))
            elif name == "feed":
                # An input of an isolated operator, by the tensor of the first model that fills it.
                self.feeds.setdefault(int(rest[0]), []).append(
                    (int(rest[1]), Grid(rest[2]), Grid(rest[3])))
            elif name == "model":
                self.models.append((rest[0], rest[1], model(*rest[2:])))
            elif name == "file":
                self.files.append(bytes.fromhex(rest[0]))
            elif name == "normalize":
                self.normalization = inputs.Normalization(*rest)
            elif name == "labels":
                self.labels = bytes.fromhex(rest[0])
            elif name == "kernels":
                self.kernels = rest[0]
            else:
                setattr(self, name, int(rest[0]))


def model(path, inputs, outputs, arena):
    return Model(bytes.fromhex(path), indices(inputs), indices(outputs), int(arena))


def indices(words):
    return [int(word) for word in words.split(",") if word != "-"]


def main(pipe):
    # The parent ends this process by closing its standard input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "w")
    signs = Signs(answers.fileno())
    Worker.answered = staticmethod(signs.give)
    os.dup2(2, 1)
    request = Request(iter(pipe.readline, b"go\n"))
    workers = [Worker(name, runtime, model, request.kernels, request.timeout)
               for name, runtime, model in request.models]
    threading.Thread(target=end_with_input, args=(workers,), daemon=True).start()
    try:
        if request.measurements:
            lines = list(calibration.answer(request, *workers, signs)) + ["end"]
        else:
            lines = list(answer(request, signs, *workers)) + ["end"]
    except Exception as error:
        failure = error if isinstance(error, Failure) else unforeseen()
        message = (failure.words.encode(errors="replace").hex() or "-", failure.log.hex() or "-")
        lines = ["fail %s %s %s %s %s" % (failure.kind, failure.model, failure.step, *message)]
    print("\n".join(lines), file=answers, flush=True)
    end(workers)


class Signs:
    """Shows the parent that work continues: a byte of 0 at most twice a second, a byte of 1 after
    each run, and how many runs there will be between two bytes of 2."""

    def __init__(self, pipe):
        self.pipe, self.last = pipe, 0

    def give(self):
        now = time.monotonic()
        if now - self.last >= 0.5:
            self.last = now
            os.write(self.pipe, b"\0")

    def will_run(self, count):
        os.write(self.pipe, b"\2%d\2" % count)

    def run(self):
        os.write(self.pipe, b"\1")


def answer(request, signs, a, b, isolated=None):
    """Runs the models and returns the lines of the response; `signs` show how far it is.

    `isolated` runs the operators of B alone, if they are ranked."""
    versions = step(a, b, "import_")
    yield "runtimes %s %s %s" % (*versions, platform.python_version())
    step(a, b, "load")
    shapes_a, shapes_b = step(a, b, "allocate")
    if isolated:
        for name in ("import_", "load", "allocate"):
            isolated.ask(name)
            isolated.answer()
    shapes = []
    for place, port in enumerate(request.ports):
        shapes.append(shapes_a[port.a])
        if shapes_b[port.b] != shapes[-1]:
            raise Failure("shape", words="%d %s %s" % (
                place, words(shapes[-1]), words(shapes_b[port.b])))

    feeds, count, tally = [], request.runs, None
    if request.files:
        feeds, there = inputs.filed(request.ports, shapes, request.files, request.normalization)
        count = min(there, request.runs or there)
        if request.labels:
            tally = labels.Tally(labels.read(request.labels, there, count))
        runs = inputs.samples(feeds, request.files, count)
    else:
        runs = inputs.drawn(request.ports, shapes, request.seed, count)
    signs.will_run(count)
    for values in runs:
        a.ask("feed", [(port.a, pair[0]) for port, pair in zip(request.ports, values)])
        b.ask("feed", [(port.b, pair[1]) for port, pair in zip(request.ports, values)])
        a.answer(), b.answer()
        step(a, b, "run")
        between = [one for one in request.comparisons if not one.is_own]
        for comparison, values in compared(between, a, b):
            if tally and comparison.is_output:
                tally.add(comparison, *values)
        if isolated:
            run_alone(request, a, isolated)
        signs.run()
    yield "runs %d" % count
    for feed in feeds:
        yield "source " + feed.words()
    if tally:
        yield "accuracy " + tally.words()
    for comparison in request.comparisons:
        yield "figures " + comparison.figures()


def step(a, b, name):
    """Runs one step in both models, in parallel."""
    a.ask(name)
    b.ask(name)
    return a.answer(), b.answer()


def run_alone(request, a, isolated):
    """Runs each operator alone on the tensors of A, and compares what it writes with those of A."""
    for reference, inputs_of_it in request.feeds.items():
        a.ask("read", reference)
        values = a.answer()
        isolated.ask("feed", [(own, carried(values, *grids)) for own, *grids in inputs_of_it])
        isolated.answer()
    isolated.ask("run")
    isolated.answer()
    for _ in compared([one for one in request.comparisons if one.is_own], a, isolated):
        pass


def compared(comparisons, a, b):
    """Compares tensors after a run; yields each comparison that has both values, with them.

    The workers send the next pair while one is compared, so that two pairs are in memory."""
    waiting = [one for one in comparisons if not one.problem]
    for place, comparison in enumerate(waiting):
        if place == 0:
            ask_for(comparison, a, b)
        values = both_values(comparison, a, b)
        if place + 1 < len(waiting):
            ask_for(waiting[place + 1], a, b)
        if values:
            comparison.add(*values)
            yield comparison, values


def ask_for(comparison, a, b):
    a.ask("read", comparison.a)
    b.ask("read", comparison.b)


def both_values(comparison, a, b):
    """Returns the values of a tensor in both models; None, and the reason noted, if one has none."""
    values, problems = [], []
    for worker in (a, b):
        try:
            values.append(worker.answer())
        except Failure as failure:
            # An output must exist; an intermediate tensor may have been fused away.
            if comparison.is_output or failure.kind != "refused":
                raise
            problems.append("unread %s" % worker.name)
    if problems:
        comparison.problem = problems[0]
        return None
    return values


def unforeseen():
    """An internal error, in this program or in its Python."""
    return Failure("driver", words=traceback.format_exc(limit=-3))


def end_with_input(workers):
    # After the request, the input only closes.
    os.read(0, 1)
    end(workers)


def end(workers):
    for worker in workers:
        worker.end()
    os._exit(0)
