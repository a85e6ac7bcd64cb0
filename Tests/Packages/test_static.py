"""The release is one static file that answers where there is nothing else."""

import json
import resource
import shutil
import subprocess
import unittest
import zipfile

from packages import MODEL, RELEASE, FolderTestCase, in_root, run


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


class NarrowTests(FolderTestCase):
    """Little memory, closed streams, a folder that cannot be written: an answer or a clear error."""

    def test_256_megabytes_are_enough(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))

        for words in (["inspect"], ["hardswish"], ["audit"], ["dump"]):
            with self.subTest(words=words):
                outcome = run(RELEASE, *words, MODEL, check=False, preexec_fn=limit)
                self.assertIn(outcome.returncode, (0, 1), outcome.stderr)
                self.assertGreater(len(outcome.stdout), 0)

    def test_closed_streams_end_in_a_status(self):
        for closed in (0, 1, 2):
            with self.subTest(closed=closed):
                outcome = subprocess.run(
                    ["sh", "-c", f'exec "$0" inspect "$1" {closed}>&-', RELEASE, MODEL],
                    capture_output=True,
                    timeout=60,
                    check=False,
                )
                # 3: what cannot be written was said, or nobody listens.
                self.assertIn(outcome.returncode, (0, 3))
                if closed != 1:
                    self.assertIn(b"45 operators", outcome.stdout)

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
