/// How a service revokes tokens.
public enum RevocationMethod: Sendable, Hashable, Codable {
    /// By RFC 7009: the client posts the token as a form.
    case standard
    /// As by RFC 7009, with the token and its hint as a JSON object.
    case standardJSON
    /// By a call to the revocation endpoint with the access token as its credential and no body.
    case callWithToken(method: String)
    /// By a call of the client to the revocation endpoint, authenticated by basic authentication, with a JSON object that
    /// holds the access token as `access_token`.
    ///
    /// Where the address holds `{client_id}`, the client's identifier is put there.
    case clientJSON(method: String)
}
