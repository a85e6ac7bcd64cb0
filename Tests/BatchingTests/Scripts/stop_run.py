"""Sends a signal to a program after a second: `stop_run.py SIGNAL PROGRAM ARGUMENT...`.

Prints how the program ended. Unblocks signals that the caller blocks.
"""

import signal
import subprocess
import sys
import time

signal.pthread_sigmask(signal.SIG_SETMASK, [])
process = subprocess.Popen(sys.argv[2:])
time.sleep(1)
process.send_signal(int(sys.argv[1]))
print(process.wait())
