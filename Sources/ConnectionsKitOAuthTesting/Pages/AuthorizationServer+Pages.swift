extension AuthorizationServer {
    /// The form that asks for name and password.
    func loginPage(id: String, formToken: String, hasFailed: Bool = false) -> HTMLPage {
        let notice = hasFailed ? "<p role=\"alert\">Name or password is wrong.</p>\n" : ""
        let content = """
            \(notice)\(self.formStart(.login, id: id, formToken: formToken))
            <p><label>Name <input type="text" name="username" autocomplete="username"></label></p>
            <p><label>Password <input type="password" name="password" autocomplete="current-password"></label></p>
            <p><button type="submit">Log in</button></p>
            </form>
            """
        return HTMLPage(title: "Log in", content: content)
    }

    /// The form that asks the user what the client may do.
    func consentPage(
        for offer: (clientID: String, scopes: [String]), id: String, user: User, formToken: String
    ) -> HTMLPage {
        let client = HTMLPage.escape(self.clients[offer.clientID]?.name ?? offer.clientID)
        let boxes = offer.scopes.map { scope in
            let scope = HTMLPage.escape(scope)
            return "<p><label><input type=\"checkbox\" name=\"scope\" value=\"\(scope)\" checked> \(scope)</label></p>"
        }
        let content = """
            <p>\(client) asks for access in the name of \(HTMLPage.escape(user.displayName)).</p>
            \(self.formStart(.consent, id: id, formToken: formToken))
            \(boxes.joined(separator: "\n"))
            <p><button type="submit" name="decision" value="allow">Allow</button>
            <button type="submit" name="decision" value="deny">Deny</button></p>
            </form>
            """
        return HTMLPage(title: "Allow access?", content: content)
    }

    /// The form that asks for the code that a device shows.
    func devicePage(id: String, formToken: String, userCode: String?, hasFailed: Bool = false) -> HTMLPage {
        let notice = hasFailed ? "<p role=\"alert\">There is no such code, or it has expired.</p>\n" : ""
        let value = HTMLPage.escape(userCode ?? "")
        let content = """
            \(notice)<p>Enter the code that your device shows, and only if you began there yourself.</p>
            \(self.formStart(.device, id: id, formToken: formToken))
            <p><label>Code <input type="text" name="user_code" value="\(value)" autocomplete="off"></label></p>
            <p><button type="submit">Continue</button></p>
            </form>
            """
        return HTMLPage(title: "Connect a device", content: content)
    }

    private func formStart(_ endpoint: Endpoint, id: String, formToken: String) -> String {
        """
        <form method="post" action="\(HTMLPage.escape(self.path(of: endpoint)))">
        <input type="hidden" name="request" value="\(HTMLPage.escape(id))">
        <input type="hidden" name="form_token" value="\(HTMLPage.escape(formToken))">
        """
    }
}
