"""Starts the authorization servers, runs a command beside them, and stops them whatever happens.

usage: with_servers.py --django PYTHON --canaille PYTHON COMMAND [ARGUMENT…]

Three servers start at once: Django OAuth Toolkit without and with a grace period, and Canaille. COMMAND finds a JSON
file that describes them at CONNECTIONSKIT_AUTHORIZATION_SERVERS. The exit status is COMMAND's. Each server reads from a
pipe that this process holds, so that it ends even when this process is killed.
"""

import argparse
import json
import os
import pathlib
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
SECONDS = 120
SECONDS_TO_END = 5


class Server:
    """One server process and its log."""

    def __init__(self, name, python, arguments, directory):
        self.name, self.log, self.description = name, directory / f"{name}.log", None
        data = directory / name
        data.mkdir()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [os.path.abspath(python), HERE / arguments[0], "--data", data, *arguments[1:]], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=log, cwd=directory,
                start_new_session=True)  # Control-C is for COMMAND; these end when it has.

    def wait_until_ready(self, answers):
        """Reads the one line that a ready server prints; an empty line means that it has ended."""
        answers.put((self, self.process.stdout.readline()))

    def stop(self):
        """Asks by closing the pipe and by SIGTERM; insists after a while."""
        self.process.stdin.close()
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


    def obituary(self, what):
        """A message that ends with what the server said last."""
        lines = self.log.read_text(errors="replace").splitlines()[-40:]
        return "\n".join([f"error: the authorization server {self.name} {what}; the end of its log:", *lines])


class StartFailed(Exception):
    """A server did not become ready."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def wait_for(servers):
    """Blocks until every server has described itself; says so as each one does."""
    started, answers, waiting = time.monotonic(), queue.Queue(), list(servers)
    for server in servers:
        threading.Thread(target=server.wait_until_ready, args=(answers,), daemon=True).start()
    while waiting:
        try:
            server, line = answers.get(timeout=max(0, started + SECONDS - time.monotonic()))
        except queue.Empty:
            raise StartFailed(waiting[0].obituary(f"was not ready within {SECONDS} s")) from None
        try:
            server.description = {**json.loads(line), "log": str(server.log)}
        except ValueError:
            raise StartFailed(server.obituary("ended before it was ready")) from None
        waiting.remove(server)
        say(f"    {server.name} is ready at {server.description['issuer']} after {time.monotonic() - started:.1f} s")


def run(command, environment):
    """Runs COMMAND in the foreground, passes a request to end on to it, and returns its exit status."""
    try:
        process = subprocess.Popen(command, env=environment)
    except OSError as error:
        say(f"cannot run {command[0]}: {error.strerror}")
        return 127
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: process.send_signal(number))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The terminal has sent it to COMMAND too: wait for its verdict.
    status = process.wait()
    return status if status >= 0 else 128 - status


def end(number, _):
    sys.exit(128 + number)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--django", required=True, help="the Python of the toolkit's environment")
    parser.add_argument("--canaille", required=True, help="the Python of Canaille's environment")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    if not arguments.command:
        parser.error("COMMAND is missing")
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, end)

    directory = pathlib.Path(tempfile.mkdtemp(prefix="connectionskit-servers-"))
    servers = []
    try:
        say("==> starting the authorization servers")
        for name, python, *rest in (
            ("django", arguments.django, "django_server.py"),
            ("django-with-grace", arguments.django, "django_server.py", "--grace", "120"),
            ("canaille", arguments.canaille, "canaille_server.py"),
        ):
            try:
                servers.append(Server(name, python, rest, directory))
            except OSError as error:
                raise StartFailed(f"error: cannot start {name} with {python}: {error.strerror}") from None
        wait_for(servers)
        file = directory / "servers.json"
        file.write_text(json.dumps({server.name: server.description for server in servers}, indent=2))
        # Some clients take a proxy from the environment and cannot be told otherwise; loopback must not go there.
        direct = ",".join(filter(None, [os.environ.get("no_proxy") or os.environ.get("NO_PROXY"), "127.0.0.1"]))
        status = run(arguments.command, {
            **os.environ, "CONNECTIONSKIT_AUTHORIZATION_SERVERS": str(file), "no_proxy": direct, "NO_PROXY": direct})
        for server in servers:
            if server.process.poll() is not None:
                say(server.obituary("ended by itself while the command ran"))
        return status
    except StartFailed as failure:
        say(str(failure))
        return 1
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
