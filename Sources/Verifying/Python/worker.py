"""Runs one model in LiteRT or TFLite Micro, in its own process, so that a crash affects nothing
else."""

import ctypes
import multiprocessing
import os
import resource
import signal
import stat
import tempfile


class Failure(Exception):
    """A failure: its kind, the model, the step, and a message."""

    def __init__(self, kind, model="-", step="-", words="", log=b""):
        super().__init__(words)
        self.kind, self.model, self.step, self.words, self.log = kind, model, step, words, log


class NotAFile(Exception):
    """The model is not a regular file, but a pipe, a folder or a device."""


class Model:
    """What a worker runs: a file, the tensors that are inputs and outputs in the order of the
    model, and how much memory TFLite Micro gets for tensors."""

    def __init__(self, path, inputs, outputs, arena):
        self.path, self.inputs, self.outputs, self.arena = path, inputs, outputs, arena

    def open(self):
        # Non-blocking, because the other end of a pipe may never be opened.
        file = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise NotAFile()
        return file


class LiteRT:
    """The steps of a worker; each is requested by its name."""

    def __init__(self, model, kernels):
        self.model, self.kernels = model, kernels

    def import_(self):
        import ai_edge_litert
        from ai_edge_litert import interpreter

        self.library = interpreter
        return getattr(ai_edge_litert, "__version__", "unknown")

    def load(self):
        self.file = self.model.open()
        resolvers = self.library.OpResolverType
        self.interpreter = self.library.Interpreter(
            # A path in ASCII, because LiteRT accepts only UTF-8.
            model_path="/proc/self/fd/%d" % self.file,
            experimental_op_resolver_type={
                "reference": resolvers.BUILTIN_REF,
                "builtin": resolvers.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
                "default": resolvers.BUILTIN,
            }[self.kernels],
            experimental_preserve_all_tensors=True)

    def allocate(self):
        """Returns the shapes of the inputs, by tensor."""
        self.interpreter.allocate_tensors()
        details = self.interpreter.get_input_details()
        return {int(one["index"]): tuple(map(int, one["shape"])) for one in details}

    def feed(self, values):
        self.interpreter.reset_all_variables()
        for tensor, value in values:
            self.interpreter.set_tensor(tensor, value)

    def run(self):
        self.interpreter.invoke()

    def read(self, tensor):
        return self.interpreter.get_tensor(tensor)


class TFLiteMicro:
    """The same steps in TFLite Micro, which knows inputs and outputs by their positions."""

    def __init__(self, model, kernels):
        self.model = model

    def import_(self):
        import importlib.metadata

        from tflite_micro import runtime

        self.library = runtime
        return importlib.metadata.version("tflite-micro")

    def load(self):
        with os.fdopen(self.model.open(), "rb") as file:
            self.bytes = file.read()

    def allocate(self):
        """Returns the shapes of the inputs, by tensor."""
        # With a memory plan, tensors share bytes as it says: none between inputs and outputs is kept.
        self.keeps_all = b"OfflineMemoryAllocation" not in self.bytes
        configs = self.library.InterpreterConfig
        self.interpreter = self.library.Interpreter.from_bytes(
            self.bytes, arena_size=self.model.arena,
            intrepreter_config=(
                configs.kPreserveAllTensors if self.keeps_all else configs.kAllocationRecording))
        details = map(self.interpreter.get_input_details, range(len(self.model.inputs)))
        return {tensor: tuple(map(int, one["shape"]))
                for tensor, one in zip(self.model.inputs, details)}

    def feed(self, values):
        self.interpreter.reset()
        for tensor, value in values:
            self.interpreter.set_input(value, self.model.inputs.index(tensor))

    def run(self):
        self.interpreter.invoke()

    def read(self, tensor):
        if tensor in self.model.outputs:
            return self.interpreter.get_output(self.model.outputs.index(tensor))
        if not self.keeps_all:
            raise ValueError("the memory plan gives its bytes to other tensors")
        return self.interpreter.GetTensor(tensor, 0)["tensor_data"]


RUNTIMES = {"litert": LiteRT, "tflm": TFLiteMicro}


class Worker:
    """The driver's handle of a process that runs one model."""

    # Called for every response, to show that work continues.
    answered = staticmethod(lambda: None)

    def __init__(self, name, runtime, model, kernels, patience):
        self.name, self.patience = name, patience
        self.log = tempfile.TemporaryFile()
        self.connection, theirs = multiprocessing.Pipe()
        self.process = os.fork()
        if self.process == 0:
            try:
                serve(RUNTIMES[runtime](model, kernels), theirs, self.log)
            finally:
                os._exit(1)
        theirs.close()

    def ask(self, step, *arguments):
        """Starts a step; `answer` waits for its result."""
        self.step = step
        try:
            self.connection.send((step, arguments))
        except OSError:
            raise self.death() from None

    def answer(self):
        try:
            if not self.connection.poll(self.patience):
                self.end()
                raise self.failure("timeout")
            kind, content = self.connection.recv()
        except (EOFError, OSError):
            raise self.death() from None
        self.answered()
        if kind == "done":
            return content
        raise self.failure(kind, content)

    def end(self):
        if self.process is not None:
            os.kill(self.process, signal.SIGKILL)

    def failure(self, kind, words=""):
        self.log.seek(max(0, self.log.seek(0, os.SEEK_END) - 2000))
        return Failure(kind, self.name, self.step, words, self.log.read())

    def death(self):
        status = os.waitpid(self.process, 0)[1]
        self.process = None
        if not os.WIFSIGNALED(status):
            return self.failure("died", "status %d" % os.WEXITSTATUS(status))
        number = os.WTERMSIG(status)
        names = {one.value: one.name for one in signal.Signals}
        return self.failure("died", "signal %d (%s)" % (number, names.get(number, "unnamed")))


def serve(runtime, connection, log):
    """Runs steps until the driver closes the connection."""
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The runtime writes to the log and has no input.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    while True:
        try:
            step, arguments = connection.recv()
        except (EOFError, OSError):
            return
        try:
            reply = ("done", getattr(runtime, step)(*arguments))
        except NotAFile:
            reply = ("file", "")
        except UnicodeDecodeError:
            reply = ("refused", "its Python module reads only names in UTF-8, and the model has another")
        except Exception as error:
            reply = ("refused", str(error) or type(error).__name__)
        connection.send(reply)


def end_with_parent():
    """Ends this process when its parent ends, even during a step that hangs."""
    try:
        # prctl(2): PR_SET_PDEATHSIG is 1.
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    except (OSError, AttributeError):
        pass
