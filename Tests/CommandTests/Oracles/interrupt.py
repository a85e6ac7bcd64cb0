"""Starts a program, interrupts it as Ctrl-C does once its helpers run, and waits for all of them.

usage: interrupt.py PROGRAM ARGUMENT...

Prints how the program ended, and how many processes of it were running before and after.
"""

import os
import signal
import subprocess
import sys
import time
import uuid

MARK = ("TFLENS_TEST=" + uuid.uuid4().hex).encode()


def marked():
    """How many running processes have the mark in their environment."""
    count = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/environ" % pid, "rb") as file:
                count += MARK in file.read()
        except OSError:
            pass
    return count


def wait(seconds, done):
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.05)


key, value = MARK.decode().split("=")
child = subprocess.Popen(sys.argv[1:], env={**os.environ, key: value}, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL)
# The program, the driver, and the model.
wait(60, lambda: marked() >= 3 or child.poll() is not None)
time.sleep(0.5)
before = marked()
child.send_signal(signal.SIGINT)
status = child.wait(60)
wait(30, lambda: marked() == 0)
print(status, before, marked())
