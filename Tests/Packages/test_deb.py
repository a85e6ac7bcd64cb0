"""The Debian package is installed in an empty root, used and removed without a trace."""

import gzip
import subprocess
import unittest

from packages import MODEL, PROJECT, RELEASE, FolderTestCase, files, in_root, only, run


class DebTests(FolderTestCase):
    def setUp(self):
        super().setUp()
        self.package = only("tflens_*.deb")
        self.root = self.folder / "root"
        state = self.root / "var" / "lib" / "dpkg"
        for name in ("updates", "info"):
            (state / name).mkdir(parents=True)
        for name in ("status", "available"):
            (state / name).touch()

    def dpkg(self, *words):
        # The root has no shell and no ldconfig; the package has no scripts that would need them.
        return run(
            "dpkg", f"--root={self.root}", "--force-not-root", "--force-bad-path", "--log=/dev/null", *words
        )

    def test_it_depends_on_nothing(self):
        fields = run("dpkg-deb", "--field", self.package).stdout
        self.assertNotIn("Depends", fields)
        self.assertEqual(run("dpkg-deb", "--ctrl-tarfile", self.package, check=False).returncode, 0)

    def test_it_is_installed_used_and_removed(self):
        before = {name for name in files(self.root) if not name.startswith("var/lib/dpkg")}
        self.dpkg("--install", self.package)
        installed = self.root / "usr" / "bin" / "tflens"
        (self.root / "m.tflite").write_bytes(MODEL.read_bytes())
        outcome = in_root(self.root, "/usr/bin/tflens", "inspect", "m.tflite")
        self.assertIn("45 operators", outcome.stdout)
        self.assertEqual(installed.stat().st_mode & 0o777, 0o755)
        for name in (
            "usr/share/man/man1/tflens.1.gz",
            "usr/share/bash-completion/completions/tflens",
            "usr/share/zsh/vendor-completions/_tflens",
            "usr/share/fish/vendor_completions.d/tflens.fish",
            "usr/share/doc/tflens/copyright",
        ):
            self.assertTrue((self.root / name).stat().st_size > 0, name)
        run("md5sum", "--quiet", "--check", "var/lib/dpkg/info/tflens.md5sums", cwd=self.root)
        (self.root / "m.tflite").unlink()
        self.dpkg("--purge", "tflens")
        after = {name for name in files(self.root) if not name.startswith("var/lib/dpkg")}
        self.assertEqual(after, before)


class InstalledFilesTests(FolderTestCase):
    def setUp(self):
        super().setUp()
        run(
            "make", "install", "PREFIX=/opt/tflens", f"DESTDIR={self.folder}",
            cwd=PROJECT,
        )  # fmt: skip
        self.prefix = self.folder / "opt" / "tflens"
        self.share = self.prefix / "share"

    def test_the_manual_is_clean_troff_and_names_every_command(self):
        page = gzip.decompress((self.share / "man/man1/tflens.1.gz").read_bytes())
        formatted = subprocess.run(
            ["groff", "-man", "-ww", "-z"], input=page, capture_output=True, check=True
        )
        self.assertEqual(formatted.stderr, b"")
        shown = subprocess.run(
            ["groff", "-man", "-Tutf8", "-P-cbou"], input=page, capture_output=True, check=True
        ).stdout.decode()
        for command in ("inspect", "dump", "hardswish", "audit", "rewrite", "verify", "batch"):
            self.assertIn(f"TFLENS {command.upper()}", shown)
        self.assertIn("--max-error-codes", shown.replace("‐", "-").replace("−", "-"))

    def complete(self, *words):
        """What bash offers for the last word."""
        script = """
          source "$1"; shift
          COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
          function_name=$(complete -p tflens | sed -E 's/.*-F ([^ ]+).*/\\1/')
          "$function_name" tflens "${@: -1}" "${@: -2:1}"
          printf '%s\\n' "${COMPREPLY[@]}"
        """
        completion = self.share / "bash-completion/completions/tflens"
        outcome = run(
            "bash", "-c", script, "bash", completion, "tflens", *words,
            env={"PATH": f"{self.prefix}/bin:/usr/bin:/bin"},
        )  # fmt: skip
        return {word.strip() for word in outcome.stdout.split("\n") if word.strip()}

    def test_bash_completes_values(self):
        self.assertIn("hardswish", self.complete("hards"))
        self.assertIn("coral_edgetpu", self.complete("audit", "--target", "coral"))
        self.assertIn("relu6-folded", self.complete("rewrite", "--split-hard-swish", "relu6"))
        self.assertIn("Q003", self.complete("audit", "--select", "Q00"))
        self.assertIn("Q003", self.complete("rules", "Q00"))
        self.assertIn("sarif", self.complete("audit", "--format", "sa"))
        self.assertIn("worst_models", self.complete("batch", "query", "worst"))

    def test_zsh_and_fish_read_their_scripts(self):
        run("zsh", "-n", self.share / "zsh/site-functions/_tflens")
        run("fish", "--no-execute", self.share / "fish/vendor_completions.d/tflens.fish")

    def test_everything_else_is_in_its_place(self):
        self.assertEqual((self.prefix / "bin/tflens").read_bytes(), RELEASE.read_bytes())


if __name__ == "__main__":
    unittest.main()
