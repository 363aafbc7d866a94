import ConnectionsKit
import ConnectionsKitConnectors
import Testing

/// A credential goes to the hosts of its connector, so each must be the service's own, and narrow.
@Suite struct HostsTests {
    @Test(arguments: Connectors.all)
    func `every host pattern is acceptable and stands once`(_ connector: Connector) throws {
        #expect(!connector.hosts.isEmpty)
        #expect(Set(connector.hosts).count == connector.hosts.count)
        for filled in try connector.filledVariants() {
            for pattern in filled.hosts {
                try pattern.validate(field: "hosts")
                #expect(pattern.text == pattern.text.lowercased())
            }
        }
    }

    @Test(arguments: Connectors.all)
    func `its hosts and endpoints belong to one company`(_ connector: Connector) throws {
        for filled in try connector.filledVariants() {
            var hosts = filled.hosts.map { $0.text.hasPrefix("*.") ? String($0.text.dropFirst(2)) : $0.text }
            for (_, address) in filled.allEndpoints.flatMap(\.addresses) { hosts.append(try WebAddress(address).host) }
            for host in hosts { #expect(Company.owners(of: host).count == 1, "\(host)") }
            #expect(Set(hosts.flatMap(Company.owners)).count == 1, "\(hosts)")
        }
    }

    @Test func `the table of companies names no domain in vain, twice or above another's`() throws {
        let hosts = try Connectors.all.flatMap { try $0.filledVariants() }.flatMap { filled in
            try filled.hosts.map { $0.text.replacing("*.", with: "") }
                + filled.allEndpoints.flatMap(\.addresses).map { try WebAddress($0.address).host }
        }
        let domains = Company.domains.values.flatMap(\.self)
        for domain in domains {
            #expect(hosts.contains { $0 == domain || $0.hasSuffix(".\(domain)") }, "\(domain)")
            #expect(Company.owners(of: domain).count == 1, "\(domain)")
            #expect(domain.contains(".") && !Self.shared.contains(domain), "\(domain)")
        }
        #expect(Set(domains).count == domains.count)
    }

    @Test func `no pattern covers a host of another company's connector`() throws {
        let filled = try Connectors.all.flatMap { try $0.filledVariants() }
        for one in filled {
            let owner = one.hosts.first.map { Company.owners(of: $0.text.replacing("*.", with: "")) }
            for other in filled
            where other.hosts.contains(where: { host in one.hosts.contains { $0.matches(host.text) } }) {
                #expect(other.hosts.first.map { Company.owners(of: $0.text.replacing("*.", with: "")) } == owner)
            }
        }
    }

    @Test func `only these domains are open to their bottom, each being the service's alone`() {
        let wildcards = Set(Connectors.all.flatMap(\.hosts).map(\.text).filter { $0.contains("*") })
        #expect(
            wildcards == [
                // Google's interfaces; customers' own hosts lie elsewhere.
                "*.googleapis.com",
                // The account's host is told with the tokens only, and runs the service's own software.
                "*.salesforce.com", "*.pipedrive.com", "*.wrike.com", "*.docusign.net", "*.api.mailchimp.com",
                // One authorization for all services of the platform.
                "*.zoho.com", "*.zoho.eu", "*.zoho.in", "*.zoho.com.au", "*.zoho.jp", "*.zohocloud.ca", "*.zoho.com.cn",
                "*.zoho.sa",
            ])
    }

    @Test(arguments: Connectors.all)
    func `a wildcard lies below a domain of a company, never below one that is shared`(_ connector: Connector) {
        for pattern in connector.hosts where pattern.text.contains("*") {
            let base = String(pattern.text.dropFirst(2))
            #expect(pattern.text.hasPrefix("*.") && !base.contains("*") && !base.contains("{"))
            #expect(!Self.shared.contains { base == $0 || base.hasSuffix(".\($0)") && Self.hosting.contains($0) })
            #expect(Company.owners(of: base).count == 1)
        }
    }

    @Test func `the credential of one account is not sent to the host of another`() throws {
        let acme = try #require(Catalogue.builtIn[.zendesk]).filled(with: ["subdomain": "acme"])
        #expect(acme.hosts.contains { $0.matches("acme.zendesk.com") })
        #expect(!acme.hosts.contains { $0.matches("evil.zendesk.com") })
    }

    /// Suffixes below which anybody can have a domain.
    private static let publicSuffixes: Set = [
        "com", "net", "org", "io", "co", "eu", "in", "jp", "sa", "ca", "cn", "au", "com.au", "com.cn", "co.uk", "co.jp",
        "us", "tv", "se", "app", "email", "gov",
    ]
    /// Domains below which anybody can have a host.
    private static let hosting: Set = [
        "amazonaws.com", "appspot.com", "azurewebsites.net", "cloudapp.net", "cloudflare.net", "cloudfront.net",
        "firebaseapp.com", "fly.dev", "github.io", "gitlab.io", "herokuapp.com", "netlify.app", "ngrok.io",
        "onrender.com", "pages.dev", "run.app", "storage.googleapis.com", "vercel.app", "web.app", "workers.dev",
        "my.canva.site", "webflow.io", "zohosites.com", "hubspotpagebuilder.com", "notion.site", "shopifypreview.com",
    ]
    private static let shared = Self.publicSuffixes.union(Self.hosting)
}
