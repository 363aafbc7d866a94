public import ConnectionsKit

extension ConnectorID {
    /// GitHub.
    public static let gitHub: ConnectorID = "github"
    /// GitHub (device).
    public static let gitHubDevice: ConnectorID = "github_device"
    /// GitLab.
    public static let gitLab: ConnectorID = "gitlab"
    /// Bitbucket.
    public static let bitbucket: ConnectorID = "bitbucket"
    /// PagerDuty.
    public static let pagerDuty: ConnectorID = "pagerduty"
    /// DigitalOcean.
    public static let digitalOcean: ConnectorID = "digitalocean"
    /// Snowflake.
    public static let snowflake: ConnectorID = "snowflake"
    /// Datadog.
    public static let datadog: ConnectorID = "datadog"
    /// Cloudflare.
    public static let cloudflare: ConnectorID = "cloudflare"
    /// Sentry.
    public static let sentry: ConnectorID = "sentry"
    /// Vercel.
    public static let vercel: ConnectorID = "vercel"
}
