"""What the tests of the packages share: where the release is, and how to run programs."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
RELEASE = PROJECT / ".build" / "release" / "tflens"
DIST = PROJECT / "dist"
MODEL = PROJECT / "fixtures" / "digits_int8.tflite"


def only(pattern: str) -> pathlib.Path:
    """The one file of dist/ with such a name."""
    (path,) = DIST.glob(pattern)
    return path


def run(*words, check=True, **more) -> subprocess.CompletedProcess:
    """Runs a program; its output is text, and a failure shows it."""
    outcome = subprocess.run(
        [str(word) for word in words],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        **more,
    )
    if check and outcome.returncode != 0:
        raise AssertionError(f"{words}: {outcome.returncode}\n{outcome.stdout}\n{outcome.stderr}")
    return outcome


class FolderTestCase(unittest.TestCase):
    """Each test has a folder of its own."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tflens-packages-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)


def in_root(root: pathlib.Path, *words, **more) -> subprocess.CompletedProcess:
    """Runs a program where a folder is the root, with no environment; users other than root get a namespace."""
    alone = [] if os.getuid() == 0 else [shutil.which("unshare"), "--map-root-user"]
    chroot = shutil.which("chroot", path="/usr/sbin:/usr/bin:/sbin:/bin")
    return run(*alone, chroot, root, *words, env={}, check=False, **more)


def in_read_only_root(root: pathlib.Path, *words) -> subprocess.CompletedProcess:
    """Runs a program where a folder is the root and nothing can be written, with no environment."""
    alone = ["--mount"] if os.getuid() == 0 else ["--mount", "--map-root-user"]
    script = (
        'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec env -i /usr/sbin/chroot "$0" "$@"'
    )
    return run("unshare", *alone, "sh", "-c", script, root, *words, check=False)


def files(root: pathlib.Path) -> set[str]:
    """Every file and folder under a root, by its path from there."""
    return {
        os.path.relpath(os.path.join(folder, name), root)
        for folder, folders, names in os.walk(root)
        for name in folders + names
    }
