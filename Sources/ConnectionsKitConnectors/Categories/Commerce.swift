import ConnectionsKit

/// Services for shops and payments.
enum Commerce {
    static let connectors: [Connector] = [
        .oauth2(
            .shopify, "Shopify", .commerce, authorization: "https://{shop}.myshopify.com/admin/oauth/authorize",
            token: "https://{shop}.myshopify.com/admin/oauth/access_token",
            revocation: "https://{shop}.myshopify.com/admin/api_permissions/current.json",
            hosts: ["{shop}.myshopify.com"], parameters: [.label("shop", "name of the shop")],
            documentation: "https://shopify.dev/docs/apps/auth/access-token-types/offline"
        ) { facts in
            facts.scopeSeparator = ","
            // Without it a token never ends, which Shopify no longer permits to new applications.
            facts.tokenParameters = ["expiring": "1"]
            facts.clientAuthentication = .post
            facts.accessTokenPlacement = .header(name: "X-Shopify-Access-Token", prefix: "")
            facts.rotation = .singleUse
            facts.refreshTokenIdleLifetime = .days(90)
            // Uninstalls the application from the shop.
            facts.revocationMethod = .callWithToken(method: "DELETE")
            facts.revocationReach = .grant
        },
        .oauth2(
            .bigCommerce, "BigCommerce", .commerce, authorization: "https://login.bigcommerce.com/oauth2/authorize",
            token: "https://login.bigcommerce.com/oauth2/token", hosts: ["api.bigcommerce.com"],
            parameters: [.path("store", "store hash", example: "hpj4hvw2bb")],
            documentation: "https://developer.bigcommerce.com/docs/integrations/apps/guide/auth"
        ) { facts in
            facts.authorizationParameters = ["context": "stores/{store}"]
            facts.tokenParameters = ["context": "stores/{store}"]
            facts.clientAuthentication = .post
            facts.accessTokenPlacement = .header(name: "X-Auth-Token", prefix: "")
            facts.tokenResponseDetails = ["context", "account_uuid", "user.id"]
        },
        .oauth2(
            .square, "Square", .commerce, authorization: "https://connect.squareup.com/oauth2/authorize",
            token: "https://connect.squareup.com/oauth2/token", hosts: ["connect.squareup.com"],
            documentation: "https://developer.squareup.com/docs/oauth-api/overview"
        ) { facts in
            facts.authorizationParameters = ["session": "false"]
            facts.tokenRequestFormat = .json
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["merchant_id"]
            facts.rotation = .never
        },
        .oauth2(
            .stripe, "Stripe Connect", .commerce, authorization: "https://connect.stripe.com/oauth/authorize",
            token: "https://connect.stripe.com/oauth/token", hosts: ["api.stripe.com", "files.stripe.com"],
            documentation: "https://docs.stripe.com/connect/oauth-reference"
        ) { facts in
            facts.scopes = ["read_write", "read_only"]
            // The secret of the client is a secret key of the platform's account.
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["stripe_user_id", "livemode"]
        },
        .bearer(
            .stripeKey, "Stripe (secret key)", .commerce, label: "Secret or restricted key",
            hosts: ["api.stripe.com", "files.stripe.com"], documentation: "https://docs.stripe.com/api/authentication"),
        .oauth2(
            .payPal, "PayPal", .commerce, token: "https://{environment}.paypal.com/v1/oauth2/token",
            hosts: ["{environment}.paypal.com"],
            parameters: [.choice("environment", "environment", "api-m", "api-m.sandbox")],
            documentation: "https://developer.paypal.com/api/rest/authentication/"
        ) { facts in
            facts.grantType = .clientCredentials
            facts.fields = .client()
            facts.tokenResponseDetails = ["app_id"]
        },
        .oauth2(
            .mollie, "Mollie", .commerce, authorization: "https://my.mollie.com/oauth2/authorize",
            token: "https://api.mollie.com/oauth2/tokens", hosts: ["api.mollie.com"],
            documentation: "https://docs.mollie.com/reference/oauth-generate-tokens"
        ) { _ in },
        .basic(
            .razorpay, "Razorpay", .commerce, username: .name("key_id", "Key ID"),
            password: .secret("key_secret", "Key secret"), hosts: ["api.razorpay.com"],
            documentation: "https://razorpay.com/docs/api/authentication/"),
    ]
}
