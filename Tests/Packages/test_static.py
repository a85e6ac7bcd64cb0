"""The release is one static file that answers where there is nothing else."""

import itertools
import json
import os
import resource
import shutil
import subprocess
import unittest
import zipfile

from packages import MODEL, RELEASE, FolderTestCase, in_read_only_root, in_root, run


class StaticTests(FolderTestCase):
    def test_nothing_is_linked_when_it_starts(self):
        self.assertIn("There is no dynamic section", run("readelf", "--dynamic", RELEASE).stdout)
        self.assertNotIn("INTERP", run("readelf", "--program-headers", RELEASE).stdout)

    def test_symbols_are_beside_it(self):
        self.assertNotIn(".symtab", run("readelf", "--sections", "--wide", RELEASE).stdout)
        symbols = RELEASE.with_name("tflens.debug")
        self.assertIn(".debug_info", run("readelf", "--sections", "--wide", symbols).stdout)
        # The link names the file and its CRC; objcopy writes it, readelf shows the name.
        self.assertIn("tflens.debug", run("readelf", "--string-dump=.gnu_debuglink", RELEASE).stdout)

    def test_it_is_small(self):
        self.assertLess(RELEASE.stat().st_size, 30_000_000)


class EmptyRootTests(FolderTestCase):
    """A root with the executable and a model: no /proc, no /etc, no /tmp, no locale, no environment."""

    def setUp(self):
        super().setUp()
        shutil.copy2(RELEASE, self.folder / "tflens")
        shutil.copy2(MODEL, self.folder / "m.tflite")
        with zipfile.ZipFile(self.folder / "models.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(MODEL, "a/m.tflite")

    def tflens(self, *words, **more):
        return in_root(self.folder, "/tflens", *words, **more)

    def same_outside(self, *words, statuses=(0,)):
        """Runs a command in the empty root and in this one, and expects the same."""
        inside = self.tflens(*words)
        outside = run(RELEASE, *words, check=False, cwd=self.folder, env={})
        self.assertIn(inside.returncode, statuses, inside.stderr)
        self.assertEqual(
            (inside.returncode, inside.stdout, inside.stderr),
            (outside.returncode, outside.stdout, outside.stderr),
        )
        self.assertGreater(len(inside.stdout), 0)

    def test_every_command_without_python_answers(self):
        for words, statuses in [
            (["--version"], (0,)),
            (["--help"], (0,)),
            (["inspect", "m.tflite"], (0,)),
            (["inspect", "models.zip!a/m.tflite", "--format", "json"], (0,)),
            (["hardswish", "m.tflite"], (0,)),
            (["hardswish", "m.tflite", "--operator", "1", "--table", "csv"], (0,)),
            (["dump", "m.tflite"], (0,)),
            (["audit", "m.tflite", "--format", "sarif"], (0, 1)),
            (["rules"], (0,)),
            (["passes"], (0,)),
            (["targets"], (0,)),
            (["targets", "coral_edgetpu", "--model", "m.tflite"], (0,)),
            (["inspect", "nothing.tflite"], (3,)),
        ]:
            with self.subTest(words=words):
                if statuses == (3,):
                    self.assertEqual(self.tflens(*words).returncode, 3)
                else:
                    self.same_outside(*words, statuses=statuses)

    def test_a_rewrite_is_the_same_file(self):
        words = ["rewrite", "m.tflite", "--split-hard-swish=relu6", "-o"]
        self.assertEqual(self.tflens(*words, "/inside.tflite").returncode, 0)
        run(RELEASE, *words, self.folder / "outside.tflite", cwd=self.folder)
        self.assertEqual(
            (self.folder / "inside.tflite").read_bytes(),
            (self.folder / "outside.tflite").read_bytes(),
        )

    def test_a_batch_starts_its_workers(self):
        outcome = self.tflens("batch", "m.tflite", "models.zip", "--jobs", "2")
        records = [json.loads(line) for line in outcome.stdout.splitlines()]
        self.assertEqual([record["status"] for record in records], ["ok", "ok"], outcome.stderr)

    def test_a_database_is_made_and_asked(self):
        self.assertIn(self.tflens("batch", "m.tflite", "--database", "z.sqlite").returncode, (0, 1))
        answer = self.tflens("batch", "query", "SELECT id FROM models", "z.sqlite", "--format", "csv")
        self.assertEqual(answer.stdout.splitlines(), ["id", "m.tflite"], answer.stderr)


def limit_memory():
    """Limits the address space of this process to 256 MB."""
    resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))


class NarrowTests(FolderTestCase):
    """Little memory, closed streams, a root that cannot be written: an answer or a clear error."""

    def test_256_megabytes_are_enough_for_every_command(self):
        model, output, zoo = MODEL, self.folder / "o.tflite", self.folder / "z.sqlite"
        for words in (
            ["--version"],
            ["--help"],
            ["inspect", model],
            ["hardswish", model],
            ["audit", model, "--target", "coral_edgetpu"],
            ["dump", model],
            ["rules"],
            ["passes"],
            ["targets"],
            ["targets", "coral_edgetpu", "--model", model],
            ["rewrite", model, "--split-hard-swish=relu6", "-o", output],
            ["batch", model, "--jobs", "2"],
            ["batch", model, "--database", zoo],
            ["batch", "query", "SELECT id FROM models", zoo],
            ["batch", "report", zoo],
        ):
            with self.subTest(words=words):
                outcome = run(RELEASE, *words, check=False, preexec_fn=limit_memory)
                self.assertIn(outcome.returncode, (0, 1), outcome.stderr)
                self.assertNotIn("error: ", outcome.stderr)
        self.assertTrue(output.is_file())

    def test_a_model_that_does_not_fit_is_an_error(self):
        large = self.folder / "large.tflite"
        shutil.copy2(MODEL, large)
        os.truncate(large, 400 << 20)
        for words in (["inspect", large], ["rewrite", large, "-o", self.folder / "o.tflite"]):
            with self.subTest(words=words):
                outcome = run(RELEASE, *words, check=False, preexec_fn=limit_memory)
                self.assertEqual(outcome.returncode, 3)
                self.assertIn("Cannot allocate memory [not-readable]", outcome.stderr)
        self.assertEqual(os.listdir(self.folder), ["large.tflite"])

    def closed(self, streams, *words):
        """Runs a command with some of its standard streams closed, and returns status, output and errors."""
        places = " ".join(f"{stream}>&-" for stream in streams)
        outcome = subprocess.run(
            ["sh", "-c", f'exec "$@" {places}', "sh", RELEASE, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return outcome.returncode, outcome.stdout, outcome.stderr

    def test_what_cannot_be_printed_fails_and_goes_nowhere_else(self):
        output, records = self.folder / "o.tflite", self.folder / "r.ndjson"
        cases = (
            (["--version"], None),
            (["inspect", MODEL], None),
            (["audit", MODEL], None),
            (["batch", MODEL], None),
            (["rewrite", MODEL, "--split-hard-swish=relu6", "-o", output], output),
            (["batch", MODEL, "--output", records], records),
        )
        for words, file in cases:
            _, printed, _ = self.closed([], *words)
            written = file and file.read_bytes()
            for count in (1, 2, 3):
                for streams in itertools.combinations((0, 1, 2), count):
                    with self.subTest(words=words, closed=streams):
                        if file:
                            file.unlink()
                        status, out, err = self.closed(streams, *words)
                        # With --output, a batch prints nothing.
                        lost = 1 in streams and len(printed) > 0
                        self.assertEqual(status, 3 if lost else 0, err)
                        self.assertEqual(out, b"" if 1 in streams else printed)
                        if lost and 2 not in streams:
                            self.assertIn(b"error: the output cannot be written", err)
                        if file:
                            self.assertEqual(file.read_bytes(), written)

    def test_a_closed_input_is_an_error(self):
        for words in (["inspect", "-"], ["batch", "--manifest", "-"]):
            with self.subTest(words=words):
                status, _, err = self.closed([0], *words)
                self.assertEqual(status, 3)
                self.assertIn(b"error: ", err)

    def test_a_root_that_cannot_be_written(self):
        root = self.folder / "root"
        root.mkdir()
        shutil.copy2(RELEASE, root / "tflens")
        shutil.copy2(MODEL, root / "m.tflite")
        for words, status, words_of_failure in (
            (["inspect", "m.tflite"], 0, ""),
            (["hardswish", "m.tflite"], 0, ""),
            (["audit", "m.tflite"], 0, ""),
            (["batch", "m.tflite"], 0, ""),
            (["rewrite", "m.tflite", "-o", "o.tflite"], 3, "[not-writable]"),
            (["batch", "m.tflite", "--database", "z.sqlite"], 3, "error: 'z.sqlite'"),
            (["batch", "m.tflite", "--output", "r.ndjson"], 3, "error: 'r.ndjson'"),
        ):
            with self.subTest(words=words):
                outcome = in_read_only_root(root, "/tflens", *words)
                self.assertEqual(outcome.returncode, status, outcome.stderr)
                self.assertIn(words_of_failure, outcome.stderr)
        self.assertEqual(sorted(os.listdir(root)), ["m.tflite", "tflens"])

    def test_a_full_device_is_an_error(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            outcome = subprocess.run(
                [RELEASE, "inspect", MODEL], stdout=full, stderr=subprocess.PIPE, check=False
            )
        self.assertEqual(outcome.returncode, 3)
        self.assertIn(b"error: ", outcome.stderr)

    def test_without_home_or_tmp(self):
        outcome = run(RELEASE, "audit", MODEL, check=False, env={"TMPDIR": "/nowhere"})
        self.assertIn(outcome.returncode, (0, 1), outcome.stderr)


if __name__ == "__main__":
    unittest.main()
