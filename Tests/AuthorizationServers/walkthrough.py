"""Walks through every page and endpoint of the running authorization servers that the tests rely on, and says what it saw.

usage: Scripts/with-authorization-servers python3 Tests/AuthorizationServers/walkthrough.py

It uses the standard library alone, so that a change in a server shows apart from a change in ConnectionsKit. An assertion
that fails names the page.
"""

import base64
import hashlib
import html.parser
import http.cookiejar
import json
import os
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request


class Form(html.parser.HTMLParser):
    """The fields of the page's last form; submit buttons apart, since a browser sends only the one that was pressed."""

    def __init__(self, page):
        super().__init__()
        self.fields, self.buttons, self.action = {}, [], None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.fields, self.buttons, self.action = {}, [], attributes.get("action")
        elif tag in ("input", "button") and attributes.get("name"):
            if attributes.get("type") == "submit":
                self.buttons.append((attributes["name"], attributes.get("value")))
            elif attributes.get("type") != "checkbox":
                self.fields[attributes["name"]] = attributes.get("value") or ""


class Browser:
    """A cookie jar that follows nothing by itself."""

    def __init__(self):
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None

        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), Stay, urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def request(self, address, form=None, headers=()):
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        try:
            answer = self.opener.open(urllib.request.Request(address, data, dict(headers)))
        except urllib.error.HTTPError as error:
            answer = error
        location = answer.headers.get("Location")
        return answer.status, location and urllib.parse.urljoin(address, location), answer.read().decode()


def say(step, *what):
    print(f"  {step}:", *what)


def pkce():
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class Client:
    """A client as the JSON file describes it, with the server's own metadata."""

    def __init__(self, server, name, browser=None):
        self.server = server
        self.client = next(client for client in server["clients"] if client["id"] == name)
        self.browser = browser or Browser()
        self.metadata = json.loads(self.browser.request(server["issuer"] + "/.well-known/oauth-authorization-server")[2])

    def post(self, endpoint, **form):
        """Posts to an endpoint as this client, and returns status and JSON."""
        headers, way = {}, self.client["authentication"]
        if way == "client_secret_basic":
            pair = ":".join(urllib.parse.quote(half, safe="") for half in (self.client["id"], self.client["secret"]))
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        else:
            form["client_id"] = self.client["id"]
            if way == "client_secret_post":
                form["client_secret"] = self.client["secret"]
        status, _, body = self.browser.request(self.metadata[endpoint], form, headers)
        return status, json.loads(body) if body.lstrip().startswith("{") else body

    def token(self, **form):
        return self.post("token_endpoint", **form)

    def authorization(self, challenge, state, scope):
        return self.metadata["authorization_endpoint"] + "?" + urllib.parse.urlencode({
            "response_type": "code", "client_id": self.client["id"], "redirect_uri": self.server["redirectURI"],
            "scope": scope, "state": state, "code_challenge": challenge, "code_challenge_method": "S256"})

    def sign_in(self, scope, user, allow=True, shown=False):
        """The whole authorization; returns the callback's parameters and the verifier."""
        (verifier, challenge), state = pkce(), secrets.token_urlsafe(16)
        pages = django_pages if self.server["kind"].startswith("django") else canaille_pages
        callback = pages(self.browser, self.authorization(challenge, state, scope), user, allow, shown)
        assert callback.startswith(self.server["redirectURI"] + "?"), callback
        answer = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(callback).query))
        assert answer["state"] == state, answer
        return answer, verifier

    def tokens(self, scope, user, shown=False):
        """Authorizes and redeems the code."""
        answer, verifier = self.sign_in(scope, user, shown=shown)
        assert answer["iss"] == self.server["issuer"], answer
        status, tokens = self.token(
            grant_type="authorization_code", code=answer["code"], redirect_uri=self.server["redirectURI"],
            code_verifier=verifier)
        assert status == 200 and tokens["refresh_token"], (status, tokens)
        return tokens

    def refresh(self, token):
        return self.token(grant_type="refresh_token", refresh_token=token)

    def is_active(self, token, resource):
        status, answer = resource.post("introspection_endpoint", token=token)
        assert status == 200, (status, answer)
        return answer["active"]


def django_pages(browser, address, user, allow, shown):
    """authorize → login → authorize (consent) → callback; a browser that is signed in skips the login."""
    status, location, body = browser.request(address)
    if status == 302 and "/accounts/login/" in location:
        if shown:
            say("GET authorize", status, location.split("?")[0] + "?next=…")
        page = browser.request(location)[2]
        form = Form(page)
        if shown:
            say("login form", sorted(form.fields), form.buttons)
        status, next_address, _ = browser.request(
            location, {**form.fields, "username": user["name"], "password": user["password"]})
        assert status == 302, f"login answered {status}"
        if shown:
            say("POST login", status, next_address.split("?")[0] + "?…")
        status, location, body = browser.request(next_address)
        address = next_address
    assert status == 200, f"consent page answered {status} {location}"
    form = Form(body)
    if shown:
        say("consent form", sorted(form.fields), form.buttons, "action", form.action)
    status, location, body = browser.request(address, {**form.fields, **({"allow": "Authorize"} if allow else {})})
    assert status == 302, f"consent answered {status}"
    if shown:
        say("POST consent", status, location.split("?")[0] + "?…")
    return location


def canaille_pages(browser, address, user, allow, shown):
    """authorize → login (name) → auth/password → authorize (consent) → callback."""
    status, location, body = browser.request(address)
    while status == 302 and not location.startswith("http://127.0.0.1:1/"):
        if shown:
            say("→", status, location.split("?")[0])
        here = location
        status, location, body = browser.request(here)
        if status == 200 and (here.endswith("/login") or here.endswith("/auth/password")):
            form = Form(body)
            if shown:
                say("form at " + urllib.parse.urlsplit(here).path, sorted(form.fields), form.buttons, "action", form.action)
            answer = {"login": user["name"]} if here.endswith("/login") else {"password": user["password"]}
            status, location, body = browser.request(here, {**form.fields, **answer})
            assert status == 302, f"{here} answered {status}"
        elif status == 200:
            address = here
    if status == 200:
        form = Form(body)
        if shown:
            say("consent form", sorted(form.fields), form.buttons, "action", form.action)
        status, location, body = browser.request(address, {**form.fields, "answer": "accept" if allow else "deny"})
        assert status == 302, f"consent answered {status}"
    if shown:
        say("POST consent", status, location.split("?")[0] + "?…")
    return location


def common(server, scope):
    """What both servers must do."""
    maria, omar = server["users"][:2]
    resource = Client(server, "web-basic")
    for name in ("web-basic", "web-post", "native"):
        client = Client(server, name)
        tokens = client.tokens(scope, maria, shown=name == "web-basic")
        assert client.is_active(tokens["access_token"], resource)
        say(f"{name} has tokens", sorted(tokens), tokens["expires_in"], tokens["scope"])

    client = Client(server, "web-post")
    answer, _ = client.sign_in(scope, omar, allow=False)
    say("a denial", {key: value for key, value in answer.items() if key != "state"})
    answer, verifier = client.sign_in(scope, omar)
    redeem = {"grant_type": "authorization_code", "code": answer["code"], "redirect_uri": server["redirectURI"]}
    say("a wrong verifier", *client.token(**redeem, code_verifier="x" * 43))
    answer, verifier = client.sign_in(scope, omar)
    redeem["code"] = answer["code"]
    assert client.token(**redeem, code_verifier=verifier)[0] == 200
    say("a code used twice", *client.token(**redeem, code_verifier=verifier))
    client.client = {**client.client, "secret": "wrong"}
    say("a wrong secret", *client.token(grant_type="refresh_token", refresh_token="none"))
    status, tokens = Client(server, "service").token(grant_type="client_credentials")
    say("client credentials", status, sorted(tokens))


def rotation(server, scope):
    """Refresh, and what an old token does, with and without a grace period."""
    client = Client(server, "web-basic")
    first = client.tokens(scope, server["users"][2])
    time.sleep(1.1)  # Canaille's tokens are JWTs in whole seconds: two in one second are the same, and answer 500.
    status, second = client.refresh(first["refresh_token"])
    assert status == 200 and second["refresh_token"] != first["refresh_token"], (status, second)
    say("a refresh", status, sorted(second), "old access token active:", client.is_active(first["access_token"], client))
    time.sleep(1.1)
    status, again = client.refresh(first["refresh_token"])
    say("the old refresh token", status, again if status != 200 else
        f"the same pair: {again['refresh_token'] == second['refresh_token']}, "
        f"the same access token: {again['access_token'] == second['access_token']}")
    say("the new access token is active", client.is_active(second["access_token"], client))
    time.sleep(1.1)
    status, third = client.refresh(second["refresh_token"])
    say("the new refresh token", status, third if status != 200 else "works")


def revocation(server, scope):
    """Revoking a refresh token, and an access token."""
    for kind, form in (("refresh_token", {"token_type_hint": "refresh_token"}), ("access_token", {})):
        client = Client(server, "web-basic")
        tokens = client.tokens(scope, server["users"][2])
        status, answer = client.post("revocation_endpoint", token=tokens[kind], **form)
        assert status == 200, (status, answer)
        time.sleep(1.1)
        active = client.is_active(tokens["access_token"], client)
        status, answer = client.refresh(tokens["refresh_token"])
        say(f"after revoking the {kind}", "access token active:", active, "refresh:", status, answer.get("error", "works"))
        time.sleep(1.1)


def main():
    with open(os.environ["CONNECTIONSKIT_AUTHORIZATION_SERVERS"], encoding="utf-8") as file:
        servers = json.load(file)
    for name, server in servers.items():
        print(name)
        scope = "openid profile email" if server["kind"] == "canaille" else "contacts.read contacts.write"
        common(server, scope)
        rotation(server, scope)
        revocation(server, scope)
    print("every page was as expected")


if __name__ == "__main__":
    main()
