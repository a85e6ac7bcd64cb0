"""The wheel is installed, used and removed with pip, in an environment of its own."""

import json
import os
import platform
import subprocess
import sys
import unittest

from packages import MODEL, PROJECT, FolderTestCase, files, only, run

# What a user of the module writes.
PROGRAM = """
import json, sys, tflens_cli
model, out = sys.argv[1], sys.argv[2]
answers = {
    "bin": tflens_cli.find_tflens_bin(),
    "operators": tflens_cli.inspect(model)["totals"]["operators"],
    "bytes": tflens_cli.inspect(open(model, "rb").read())["totals"]["operators"],
    "confirmed": tflens_cli.hardswish(model)["summary"]["confirmed"],
    "schema": tflens_cli.audit(model, fail_on="note")["schema"],
    "changes": len(tflens_cli.rewrite(model, out, split_hard_swish="relu6", operator=1)["changes"]),
    "targets": tflens_cli.targets(model, "coral_edgetpu")["schema"],
}
for call in (
    lambda: tflens_cli.inspect("nothing.tflite"),
    lambda: tflens_cli.inspect(open(model, "rb").read()[:3000]),
    lambda: tflens_cli.audit(model, select="Q999"),
    lambda: tflens_cli.rewrite(model, "no.tflite", split_hard_swish="relu6", max_error_codes=0),
):
    try:
        call()
        answers.setdefault("errors", []).append("none")
    except tflens_cli.TFLensError as error:
        answers.setdefault("errors", []).append([error.status, error.code, error.place])
print(json.dumps(answers))
"""


class WheelTests(FolderTestCase):
    @classmethod
    def setUpClass(cls):
        cls.wheel = only("tflens_cli-*.whl")

    def setUp(self):
        super().setUp()
        self.environment = self.folder / "environment"
        run(sys.executable, "-m", "venv", self.environment)
        self.python = self.environment / "bin" / "python"
        # Nothing of the machine is found: no other tflens, no toolchain.
        self.variables = {"PATH": f"{self.environment}/bin:/usr/bin:/bin"}

    def pip(self, *words, **more):
        return run(
            self.python, "-m", "pip", "--disable-pip-version-check", "--no-input", *words,
            env={**os.environ, "PIP_NO_INDEX": "1"}, **more,
        )  # fmt: skip

    def test_it_is_under_twenty_megabytes(self):
        self.assertLess(self.wheel.stat().st_size, 20_000_000)

    def test_it_is_installed_used_and_removed(self):
        before = {name for name in files(self.environment) if "__pycache__" not in name}
        self.pip("install", self.wheel)
        version = run("tflens", "--version", env=self.variables).stdout
        as_module = run(self.python, "-m", "tflens_cli", "--version", env=self.variables)
        self.assertEqual(as_module.stdout, version)
        self.assertIn(version.strip(), self.wheel.name)

        out = self.folder / "out.tflite"
        answers = json.loads(
            run(self.python, "-c", PROGRAM, MODEL, out, env=self.variables, cwd=self.folder).stdout
        )
        self.assertEqual(answers.pop("bin"), str(self.environment / "bin" / "tflens"))
        errors = answers.pop("errors")
        # 45 operators with 11 HARD_SWISH: what flatc counts in the fixture, see fixtures/FIXTURES.md.
        self.assertEqual(
            {name: answers[name] for name in ("operators", "bytes", "confirmed", "changes")},
            {"operators": 45, "bytes": 45, "confirmed": 11, "changes": 1},
        )
        self.assertTrue(answers["schema"].startswith("tflens.audit/"))
        self.assertTrue(answers["targets"].startswith("tflens.placement/"))
        self.assertTrue(out.exists())
        self.assertEqual(errors[0][:2], [3, "not-found"])
        self.assertEqual(errors[1][:2], [3, "truncated"])
        self.assertIn("operator_codes", errors[1][2])
        self.assertEqual(errors[2][:2], [2, "unknown-rule"])
        self.assertEqual(errors[3][0], 1)
        self.assertFalse((self.folder / "no.tflite").exists())

        self.pip("uninstall", "--yes", "tflens-cli")
        after = {name for name in files(self.environment) if "__pycache__" not in name}
        self.assertEqual(after, before)

    def test_types_are_there(self):
        self.pip("install", self.wheel)
        marker = "import tflens_cli, pathlib; print((pathlib.Path(tflens_cli.__file__).parent / 'py.typed').exists())"
        self.assertEqual(run(self.python, "-c", marker).stdout, "True\n")

    def test_another_processor_refuses_it(self):
        other = "aarch64" if platform.machine() == "x86_64" else "x86_64"
        outcome = self.pip(
            "install", "--dry-run", "--only-binary=:all:", f"--platform=manylinux_2_17_{other}",
            f"--target={self.folder}/there", self.wheel, check=False,
        )  # fmt: skip
        self.assertNotEqual(outcome.returncode, 0)
        self.assertIn("is not a supported wheel on this platform", outcome.stderr)

    def test_musl_takes_it(self):
        outcome = self.pip(
            "install", "--dry-run", "--only-binary=:all:",
            f"--platform=musllinux_1_2_{platform.machine()}", f"--target={self.folder}/there", self.wheel,
        )  # fmt: skip
        self.assertIn("Would install tflens-cli", outcome.stdout)


class PreCommitTests(FolderTestCase):
    """The hook on a real commit: what is staged is audited, with the wheel that pre-commit installs."""

    def git(self, *words, check=True):
        return run("git", *words, cwd=self.repository, check=check, env=self.variables)

    def setUp(self):
        super().setUp()
        self.repository = self.folder / "models"
        self.repository.mkdir()
        self.variables = {
            **os.environ,
            "HOME": str(self.folder),
            "PRE_COMMIT_HOME": str(self.folder / "cache"),
            "PIP_FIND_LINKS": str(only("tflens_cli-*.whl").parent),
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@localhost",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@localhost",
        }  # fmt: skip
        for name in ("VIRTUAL_ENV", "GIT_DIR", "GIT_INDEX_FILE"):
            self.variables.pop(name, None)
        # A repository of the hook, with the files of it that pre-commit takes.
        hooks = self.folder / "hooks"
        hooks.mkdir()
        for name in (".pre-commit-hooks.yaml", "pyproject.toml"):
            (hooks / name).write_bytes((PROJECT / name).read_bytes())
        for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message=hooks"]):
            run("git", *words, cwd=hooks, env=self.variables)
        revision = run("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
        (self.repository / ".pre-commit-config.yaml").write_text(
            f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks: [{{id: tflens-audit}}]\n"
        )
        self.git("init", "--quiet")
        run(
            sys.executable, "-m", "pre_commit", "install",
            cwd=self.repository, env=self.variables,
        )  # fmt: skip

    def test_it_refuses_a_bad_model_and_sees_what_is_staged(self):
        good = MODEL.read_bytes()
        (self.repository / "m.tflite").write_bytes(good[:3000])
        self.git("add", ".")
        refused = self.git("commit", "--quiet", "--message=bad", check=False)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("truncated", refused.stdout + refused.stderr)
        # The good model is staged; the working tree holds the bad one.
        (self.repository / "m.tflite").write_bytes(good)
        self.git("add", ".")
        (self.repository / "m.tflite").write_bytes(good[:3000])
        taken = self.git("commit", "--quiet", "--message=good", check=False)
        self.assertEqual(taken.returncode, 0, taken.stdout + taken.stderr)
        committed = subprocess.run(
            ["git", "show", "HEAD:m.tflite"], cwd=self.repository, capture_output=True, check=True
        )
        self.assertEqual(committed.stdout, good)


if __name__ == "__main__":
    unittest.main()
