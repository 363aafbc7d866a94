"""What both launchers share: a port of their own, the line that says "ready", and an end that nothing outlives."""

import json
import os
import secrets
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request

REDIRECT_URI = "http://127.0.0.1:1/callback"
"""Never opened: the tests read it from the `Location` header. Nothing listens on port 1."""

USER_NAMES = ("maria", "omar", "yuki")

RESERVED = ":/+%&=?é"
"""Put into one client's secret: RFC 6749, section 2.3.1 form-encodes both halves of HTTP Basic, and only a secret with
reserved characters shows whether a client does."""


def listening_socket():
    """Binds before anything else is set up: the kernel picks the port, so no two servers can race for one."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    return listener, listener.getsockname()[1]


def make_users():
    """Passwords are new at every start, so none is written down anywhere."""
    return [
        {"name": name, "password": secrets.token_urlsafe(12), "email": f"{name}@example.test"} for name in USER_NAMES
    ]


def make_secret():
    return secrets.token_urlsafe(24)


def end_when_standard_input_closes():
    """Whoever started this server holds the other end of the pipe; when they die, however they die, it closes."""

    def watch():
        while os.read(sys.stdin.fileno(), 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
        os._exit(0)  # A handler that a stuck request keeps from running must not keep the process.

    threading.Thread(target=watch, daemon=True).start()


def announce_when_ready(description, seconds=60):
    """Prints `description` as one JSON line once the server itself answers with its metadata."""
    address = description["issuer"] + "/.well-known/oauth-authorization-server"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # Loopback is never behind a proxy.

    def ask():
        deadline = time.monotonic() + seconds
        while True:
            try:
                with opener.open(address, timeout=seconds) as answer:
                    issuer = json.load(answer)["issuer"]
                break
            except (OSError, ValueError, KeyError) as error:
                if time.monotonic() > deadline:
                    print(f"{address} did not answer within {seconds} s: {error}", file=sys.stderr, flush=True)
                    os._exit(1)
                time.sleep(0.1)
        if issuer != description["issuer"]:
            print(f"{address} names the issuer {issuer}", file=sys.stderr, flush=True)
            os._exit(1)
        print(json.dumps(description), flush=True)

    threading.Thread(target=ask, daemon=True).start()
