"""Makes a folder of damaged and unusual files: `make_horrors.py FOLDER`."""

import os
import pathlib
import sys
import zipfile

FIXTURES = pathlib.Path(__file__).parents[3] / "fixtures"

folder = pathlib.Path(sys.argv[1])
inner = folder / "inner"
inner.mkdir(parents=True)
good = (FIXTURES / "decomposed_clip_int8.tflite").read_bytes()
digits = (FIXTURES / "digits_int8.tflite").read_bytes()
outside = (FIXTURES / "outside_tables.tflite").read_bytes()

(folder / "good.tflite").write_bytes(good)
(folder / "good.lite").write_bytes(good)
(folder / "empty.tflite").write_bytes(b"")
(folder / "text.tflite").write_bytes(b"<html>404</html>")
(folder / "cut.tflite").write_bytes(good[:len(good) // 2])
(folder / "model.bin").write_bytes(good)
(folder / "other.bin").write_bytes(b"something else")
(folder / "notes.txt").write_bytes(b"no model")
os.mkfifo(folder / "pipe.tflite")
os.mkfifo(folder / "pipe.bin")
os.symlink("loop.tflite", folder / "loop.tflite")
os.symlink("nowhere", folder / "dangling.tflite")
os.symlink("..", inner / "around")
os.symlink("../good.tflite", inner / "link.tflite")
(folder / "folder.tflite").mkdir()
(folder / "folder.tflite" / "inside.tflite").write_bytes(good)
with open(os.fsencode(folder) + b"/\xff\xfe.tflite", "wb") as file:
    file.write(good)
with open(os.fsencode(folder) + b"/two\nlines.tflite", "wb") as file:
    file.write(good)
(folder / "secret.tflite").write_bytes(good)
(folder / "secret.tflite").chmod(0)
(folder / "locked").mkdir()
(folder / "locked" / "unseen.tflite").write_bytes(good)
(folder / "locked").chmod(0)

with zipfile.ZipFile(folder / "app.apk", "w") as archive:
    archive.writestr("assets/stored.tflite", digits)
    archive.writestr("assets/packed.tflite", digits, zipfile.ZIP_DEFLATED)
    # Files larger than 1 MiB are read page by page.
    archive.writestr("assets/large.tflite", outside + bytes(2 << 20))
    archive.writestr("assets/weights.bin", good, zipfile.ZIP_DEFLATED)
    archive.writestr("assets/other.bin", b"something else")
    archive.writestr("assets/empty.tflite", b"")
    archive.writestr("classes.dex", b"dex")
with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    with archive.open("bomb.tflite", "w") as member:
        for _ in range(300):
            member.write(bytes(1 << 20))
for name, change in ("more.zip", -100), ("fewer.zip", 100):
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("m.tflite", good)
    # The size is in the member's header and in the central directory.
    size = len(good).to_bytes(4, "little")
    claimed = (len(good) + change).to_bytes(4, "little")
    archive = (folder / name).read_bytes()
    (folder / name).write_bytes(archive.replace(size, claimed))
with zipfile.ZipFile(folder / "secret.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("m.tflite", good)
# Bit 0 of the flags, in the member's header and in the central directory, says that it is encrypted.
archive = bytearray((folder / "secret.zip").read_bytes())
archive[6] |= 1
archive[archive.rindex(b"PK\x01\x02") + 8] |= 1
(folder / "secret.zip").write_bytes(archive)
with zipfile.ZipFile(folder / "nothing.zip", "w") as archive:
    archive.writestr("readme.txt", b"no model")
(folder / "broken.zip").write_bytes(b"PK\x03\x04 and then nothing")
