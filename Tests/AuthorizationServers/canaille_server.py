"""Starts Canaille on a free loopback port and prints one JSON line when it is ready.

usage: canaille_server.py --data DIRECTORY

Its login and consent pages are its own. Refresh tokens rotate, and an old one is refused without any harm to the others.
Open dynamic registration is on. The server ends when its standard input closes or on SIGTERM.
"""

import argparse
import asyncio
import os
import pathlib
import secrets
import signal
import sys

from launching import (
    REDIRECT_URI, RESERVED, announce_when_ready, end_when_standard_input_closes, listening_socket, make_secret, make_users)

SCOPES = ["openid", "profile", "email"]


def make_key():
    """A new RSA key at every start, for the tokens: Canaille's access tokens are signed JWTs."""
    from joserfc.jwk import RSAKey

    return RSAKey.generate_key(2048).as_pem(private=True).decode()


def make_application(arguments, port):
    """Canaille with the settings that a deployment would have in a TOML file."""
    from canaille.hypercorn.app import create_app

    return create_app(
        config={
            "SECRET_KEY": secrets.token_urlsafe(48),
            "SERVER_NAME": f"127.0.0.1:{port}",
            "PREFERRED_URL_SCHEME": "http",
            "SESSION_COOKIE_SECURE": False,
            "CANAILLE": {"DATABASE": "sql"},
            "CANAILLE_SQL": {
                "DATABASE_URI": f"sqlite:///{pathlib.Path(arguments.data).resolve() / 'canaille.sqlite'}",
                "AUTO_MIGRATE": True,
            },
            "CANAILLE_OIDC": {
                "REQUIRE_NONCE": False,
                "DYNAMIC_CLIENT_REGISTRATION_OPEN": True,
                "ACTIVE_JWKS": [make_key()],
                # A client on a trusted domain is never asked for consent; by default loopback is one.
                "TRUSTED_DOMAINS": [],
            },
        },
        env_file=None,
        wrap_asgi=False,
    )


def populate(application, users):
    """Creates the users and the clients, and returns the clients as the tests see them."""
    from canaille.app import models
    from canaille.backends import Backend

    plan = [
        ("web-basic", "client_secret_basic", ["authorization_code", "refresh_token"], make_secret() + RESERVED),
        ("web-post", "client_secret_post", ["authorization_code", "refresh_token"], make_secret()),
        ("native", "none", ["authorization_code", "refresh_token"], None),
        ("service", "client_secret_basic", ["client_credentials"], make_secret()),
    ]
    clients, resource = [], None
    with application.app_context(), Backend.instance.session():
        for user in users:
            Backend.instance.save(models.User(
                user_name=user["name"], password=user["password"], emails=[user["email"]],
                formatted_name=user["name"].title(), given_name=user["name"].title(), family_name="Example"))
        for name, authentication, grants, secret in plan:
            client = models.Client(
                client_id=name, client_secret=secret, client_name=f"The {name} client",
                contacts=["owner@example.test"], redirect_uris=[REDIRECT_URI], grant_types=grants,
                response_types=["code"], scope=SCOPES, token_endpoint_auth_method=authentication)
            Backend.instance.save(client)
            # Introspection answers "inactive" to a client that is not in the audience: the first may ask about all.
            resource = resource or client
            client.audience = [client] if client is resource else [client, resource]
            Backend.instance.save(client)
            clients.append({"id": name, "secret": secret, "authentication": authentication, "grant": grants[0]})
    return clients


async def serve(application, listener, end):
    from asgiref.wsgi import WsgiToAsgi
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    config.graceful_timeout = 1
    config.errorlog = "-"
    await serve(WsgiToAsgi(application), config, shutdown_trigger=end.wait)


async def run(application, listener):
    end = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end.set)
    await serve(application, listener, end)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="an empty directory for the database")
    arguments = parser.parse_args()

    end_when_standard_input_closes()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    os.environ.pop("CANAILLE_CONFIG", None)  # A configuration of the user's own must not mix with this one.
    listener, port = listening_socket()
    application = make_application(arguments, port)
    users = make_users()
    clients = populate(application, users)
    announce_when_ready({
        "kind": "canaille", "issuer": f"http://127.0.0.1:{port}", "port": port, "pid": os.getpid(),
        "redirectURI": REDIRECT_URI, "scopes": SCOPES, "users": users, "clients": clients,
        "graceSeconds": 0, "accessTokenSeconds": 864_000,
    })
    asyncio.run(run(application, listener))
    os._exit(0)  # A request that hangs in a worker thread must not keep the process.


if __name__ == "__main__":
    main()
