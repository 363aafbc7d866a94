public import ConnectionsKit

extension ConnectorID {
    /// Shopify.
    public static let shopify: ConnectorID = "shopify"
    /// BigCommerce.
    public static let bigCommerce: ConnectorID = "bigcommerce"
    /// Square.
    public static let square: ConnectorID = "square"
    /// Stripe Connect.
    public static let stripe: ConnectorID = "stripe"
    /// Stripe (secret key).
    public static let stripeKey: ConnectorID = "stripe_key"
    /// PayPal.
    public static let payPal: ConnectorID = "paypal"
    /// Mollie.
    public static let mollie: ConnectorID = "mollie"
    /// Razorpay.
    public static let razorpay: ConnectorID = "razorpay"
}
