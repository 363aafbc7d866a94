"""Starts Django OAuth Toolkit on a free loopback port and prints one JSON line when it is ready.

usage: django_server.py --data DIRECTORY [--grace SECONDS] [--access-token-life SECONDS]

Refresh tokens rotate; using an old one after the grace period revokes the whole family. PKCE is required, `iss` comes
with the authorization response, and dynamic registration and the device grant are on. The server ends when its standard
input closes or on SIGTERM.
"""

import argparse
import os
import pathlib
import secrets
import signal
import sys

from launching import (
    REDIRECT_URI, RESERVED, announce_when_ready, end_when_standard_input_closes, listening_socket, make_secret, make_users)

HERE = pathlib.Path(__file__).resolve().parent
SCOPES = {
    "openid": "Know who you are",
    "contacts.read": "Read contacts",
    "contacts.write": "Change contacts",
    "introspection": "Introspect tokens",
}


def make_key():
    """A new RSA key at every start, for the ID tokens."""
    from jwcrypto import jwk

    return jwk.JWK.generate(kty="RSA", size=2048).export_to_pem(private_key=True, password=None).decode()


def configure(arguments, issuer):
    """The whole of the Django project: settings that a deployment would have in a file, and one login template."""
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # oauthlib wants https; this server only listens on loopback.
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY=secrets.token_urlsafe(48),
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        LOGIN_URL="/accounts/login/",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]},
        }],
        DATABASES={"default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": pathlib.Path(arguments.data) / "django.sqlite",
        }},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        # Client secrets are checked at every token call; the slow default would make the tests wait, not safer.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        OAUTH2_PROVIDER={
            "SCOPES": SCOPES,
            "DEFAULT_SCOPES": ["contacts.read"],
            "OIDC_ENABLED": True,
            "OIDC_ISS_ENDPOINT": issuer,
            "OIDC_RSA_PRIVATE_KEY": make_key(),
            "PKCE_REQUIRED": True,
            "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
            "ROTATE_REFRESH_TOKEN": True,
            "REFRESH_TOKEN_REUSE_PROTECTION": True,
            "REFRESH_TOKEN_GRACE_PERIOD_SECONDS": arguments.grace,
            "ACCESS_TOKEN_EXPIRE_SECONDS": arguments.access_token_life,
            "ALLOWED_REDIRECT_URI_SCHEMES": ["http", "https"],
            "DCR_ENABLED": True,
            "DCR_REGISTRATION_PERMISSION_CLASSES": ("oauth2_provider.dcr.AllowAllDCRPermission",),
            "OAUTH_DEVICE_VERIFICATION_URI": f"{issuer}/device/",
            "DEVICE_FLOW_INTERVAL": 1,
        },
        LOGGING={
            "version": 1,
            "disable_existing_loggers": False,
            "handlers": {"log": {"class": "logging.StreamHandler", "stream": sys.stderr}},
            "root": {"handlers": ["log"], "level": "INFO"},
        },
    )
    django.setup()


def populate(users):
    """Creates the tables, the users and the clients, and returns the clients as the tests see them."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from oauth2_provider.models import get_application_model

    call_command("migrate", verbosity=0, interactive=False)
    for user in users:
        get_user_model().objects.create_user(user["name"], user["email"], user["password"])

    application = get_application_model()
    code, service, device = (
        application.GRANT_AUTHORIZATION_CODE, application.GRANT_CLIENT_CREDENTIALS, application.GRANT_DEVICE_CODE)
    plan = [
        ("web-basic", "client_secret_basic", code, make_secret() + RESERVED),
        ("web-post", "client_secret_post", code, make_secret()),
        ("native", "none", code, None),
        ("service", "client_secret_basic", service, make_secret()),
        ("device", "none", device, None),
    ]
    clients = []
    for name, authentication, grant, secret in plan:
        application.objects.create(
            client_id=name,
            client_secret=secret or "",
            name=f"The {name} client",
            client_type=application.CLIENT_CONFIDENTIAL if secret else application.CLIENT_PUBLIC,
            authorization_grant_type=grant,
            redirect_uris=REDIRECT_URI if grant == code else "",
            algorithm=application.RS256_ALGORITHM,
        )
        clients.append({"id": name, "secret": secret, "authentication": authentication, "grant": {
            code: "authorization_code", service: "client_credentials", device: device}[grant]})
    return clients


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="an empty directory for the database")
    parser.add_argument("--grace", type=int, default=0, help="for how many seconds an old refresh token still works")
    parser.add_argument("--access-token-life", type=int, default=3600, help="seconds until an access token expires")
    arguments = parser.parse_args()

    end_when_standard_input_closes()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    listener, port = listening_socket()
    issuer = f"http://127.0.0.1:{port}"
    configure(arguments, issuer)
    users = make_users()
    clients = populate(users)
    announce_when_ready({
        "kind": "django-oauth-toolkit", "issuer": issuer, "port": port, "pid": os.getpid(),
        "redirectURI": REDIRECT_URI, "scopes": list(SCOPES), "users": users, "clients": clients,
        "graceSeconds": arguments.grace, "accessTokenSeconds": arguments.access_token_life,
    })

    import waitress
    from django.core.wsgi import get_wsgi_application

    # One thread: the toolkit checks a refresh token before the transaction that spends it, so on several threads two
    # uses at once can both succeed, and a client that refreshes twice would sometimes get away with it.
    waitress.serve(get_wsgi_application(), sockets=[listener], threads=1, clear_untrusted_proxy_headers=True)


def __getattr__(name):
    """`ROOT_URLCONF` names this module; the routes can only be built once the settings stand."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.contrib.auth.views import LoginView
    from django.urls import include, path

    return [path("accounts/login/", LoginView.as_view()), path("", include("oauth2_provider.urls"))]


if __name__ == "__main__":
    main()
