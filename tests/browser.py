"""A browser for tests, by the WebDriver protocol (https://www.w3.org/TR/webdriver2/) and nothing but Python's own library.

Needs chromium and chromium-driver (Debian's names).
"""

import base64
import json
import socket
import subprocess
import time
import urllib.request


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browser:
    """Chromium without a window; `with Browser() as browser:` ends it."""

    def __init__(self, width=1280, height=900, script=True, dark=False, calm=True):
        self.size = (width, height)
        self.script = script
        self.dark = dark
        self.calm = calm

    def __enter__(self):
        port = free_port()
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.root = f"http://127.0.0.1:{port}"
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1",
                     f"--window-size={self.size[0]},{self.size[1]}"]
        chrome = {"args": arguments}
        if not self.script:
            chrome["prefs"] = {"profile.managed_default_content_settings.javascript": 2}
        wanted = {"browserName": "chrome", "goog:chromeOptions": chrome, "goog:loggingPrefs": {"browser": "ALL"}}
        session = None
        for _ in range(100):
            try:
                session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
                break
            except OSError:
                time.sleep(0.1)
        if session is None:
            raise RuntimeError("chromedriver does not answer")
        self.root += "/session/" + session["sessionId"]
        self.resize(*self.size)
        features = [{"name": "prefers-color-scheme", "value": "dark" if self.dark else "light"},
                    {"name": "prefers-reduced-motion", "value": "reduce" if self.calm else "no-preference"}]
        self.tool("Emulation.setEmulatedMedia", {"features": features})
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", "")
        except OSError:
            pass
        self.driver.terminate()
        self.driver.wait()

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.root + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode(errors="replace")[:600]) from None

    def tool(self, command, parameters=None):
        """A command of Chromium's own protocol."""
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters or {}})

    def resize(self, width, height):
        self.size = (width, height)
        self.tool("Emulation.setDeviceMetricsOverride",
                  {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def open(self, path, hash_=""):
        self.call("POST", "/url", {"url": "about:blank"})
        self.call("POST", "/url", {"url": "file://" + str(path) + hash_})
        time.sleep(0.2)

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def until(self, script, *arguments, seconds=10):
        """Waits until a script gives something that is true, and gives it."""
        end = time.monotonic() + seconds
        while True:
            value = self.run(script, *arguments)
            if value or time.monotonic() > end:
                return value
            time.sleep(0.05)

    def keys(self, *keys):
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def pointer(self, *steps):
        """Mouse: ("move", x, y), ("down",), ("up",)."""
        actions = []
        for step in steps:
            if step[0] == "move":
                actions.append({"type": "pointerMove", "duration": 20, "x": int(step[1]), "y": int(step[2])})
            else:
                actions.append({"type": "pointerDown" if step[0] == "down" else "pointerUp", "button": 0})
        self.call("POST", "/actions", {"actions": [
            {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions}]})

    def wheel(self, x, y, by, control=False):
        keys = [{"type": "keyDown", "value": "\ue009"}] if control else [{"type": "pause"}]
        after = [{"type": "keyUp", "value": "\ue009"}] if control else [{"type": "pause"}]
        self.call("POST", "/actions", {"actions": [
            {"type": "key", "id": "keys", "actions": keys + [{"type": "pause"}] + after},
            {"type": "wheel", "id": "wheel", "actions": [{"type": "pause"}, {
                "type": "scroll", "x": int(x), "y": int(y), "deltaX": 0, "deltaY": by, "duration": 0}]}]})

    def log(self):
        """What the browser has complained of since it was last asked."""
        return [entry["message"] for entry in self.call("POST", "/se/log", {"type": "browser"})
                if entry["level"] in ("SEVERE", "WARNING")]

    def picture(self, path, whole=False):
        parameters = {"format": "png"}
        if whole:
            height = self.run("return document.documentElement.scrollHeight")
            parameters |= {"captureBeyondViewport": True,
                           "clip": {"x": 0, "y": 0, "width": self.size[0], "height": min(height, 6000), "scale": 1}}
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.tool("Page.captureScreenshot", parameters)["data"]))
