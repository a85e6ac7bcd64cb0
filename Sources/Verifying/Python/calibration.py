"""Runs one model on samples and measures its tensors."""

import platform

import inputs
from worker import Failure


def answer(request, model, signs):
    """Runs the model and returns the lines of the response; `signs` show how far it is."""
    version, _, shapes = [done(model, name) for name in ("import_", "load", "allocate")]
    yield "runtimes %s %s %s" % (version, version, platform.python_version())
    shapes = [shapes[port.a] for port in request.ports]
    feeds, there = inputs.filed(request.ports, shapes, request.files, request.normalization)
    count = min(there, request.runs or there)
    signs.will_run(count)
    for values in inputs.samples(feeds, request.files, count):
        done(model, "feed", [(port.a, pair[0]) for port, pair in zip(request.ports, values)])
        done(model, "run")
        for measurement in request.measurements:
            if not measurement.is_unread:
                measure(measurement, model)
        signs.run()
    yield "runs %d" % count
    for port, feed in zip(request.ports, feeds):
        yield "source " + feed.words()
        yield "given %d %d %s %s" % (port.a, feed.clipped, repr(feed.lowest), repr(feed.highest))
    for measurement in request.measurements:
        if not measurement.is_unread:
            yield "measured " + measurement.words()


def done(model, name, *arguments):
    model.ask(name, *arguments)
    return model.answer()


def measure(measurement, model):
    try:
        measurement.add(done(model, "read", measurement.tensor))
    except Failure as failure:
        # The runtime keeps no data of some tensors.
        if failure.kind != "refused":
            raise
        measurement.is_unread = True
