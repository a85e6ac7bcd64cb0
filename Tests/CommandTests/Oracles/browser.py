"""One headless Chromium, driven over pipes with the DevTools protocol: no port, no package."""

import json
import os
import shutil
import subprocess
import tempfile
import time


class Browser:
    """A browser process; `open` gives pages."""

    def __init__(self):
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        if program is None:
            raise SystemExit("chromium is missing; `make test` installs it")
        self.folder = tempfile.mkdtemp()
        ours, theirs = os.pipe(), os.pipe()

        def place():
            # The browser reads from descriptor 3 and writes to descriptor 4.
            os.dup2(ours[0], 30)
            os.dup2(theirs[1], 31)
            os.dup2(30, 3)
            os.dup2(31, 4)

        arguments = [
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--force-device-scale-factor=1", "--no-first-run",
            "--disable-background-networking", "--remote-debugging-pipe",
            f"--user-data-dir={self.folder}", "about:blank",
        ]
        self.process = subprocess.Popen(
            arguments, preexec_fn=place, close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(ours[0])
        os.close(theirs[1])
        self.requests, self.answers = ours[1], theirs[0]
        self.buffer = b""
        self.number = 0
        self.events = []

    def close(self):
        """Ends the process."""
        self.process.terminate()
        self.process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def message(self):
        """The next message of the browser."""
        while b"\0" not in self.buffer:
            piece = os.read(self.answers, 1 << 16)
            if not piece:
                raise SystemExit("chromium ended")
            self.buffer += piece
        line, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(line)

    def call(self, method, session=None, **parameters):
        """The answer to a request; events that come meanwhile are kept."""
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if session:
            request["sessionId"] = session
        data = json.dumps(request).encode() + b"\0"
        while data:
            data = data[os.write(self.requests, data):]
        while True:
            message = self.message()
            if message.get("id") == self.number:
                if "error" in message:
                    raise SystemExit(f"{method}: {message['error']['message']}")
                return message["result"]
            self.events.append(message)

    def open(self):
        """A new page, blank."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Page(self, session)


class Page:
    """A page of the browser."""

    def __init__(self, browser, session):
        self.browser, self.session = browser, session
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        """The answer to a request about this page."""
        return self.browser.call(method, self.session, **parameters)

    def load(self, url):
        """Opens a page and waits until it is there; gives what happened meanwhile."""
        self.browser.events.clear()
        self.call("Page.navigate", url=url)
        end = time.monotonic() + 30
        while not any(event.get("method") == "Page.loadEventFired" for event in self.browser.events):
            if time.monotonic() > end:
                raise SystemExit(f"{url} does not load")
            self.browser.events.append(self.browser.message())
        # An answer comes after every event that is under way.
        time.sleep(0.05)
        self.call("Page.getNavigationHistory")
        return self.browser.events

    def value(self, script):
        """What a script comes to, in the page."""
        result = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise SystemExit(result["exceptionDetails"]["exception"].get("description", "exception"))
        return result["result"].get("value")

    def theme(self, name, media="screen"):
        """Shows the page in a theme, on a screen or in print."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)

    def width(self, pixels, height=900):
        """Shows the page in a window of this size."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=pixels, height=height, deviceScaleFactor=1,
            mobile=pixels < 600)

    def press_tab(self):
        """Presses the Tab key."""
        for kind in ["keyDown", "keyUp"]:
            self.call(
                "Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
