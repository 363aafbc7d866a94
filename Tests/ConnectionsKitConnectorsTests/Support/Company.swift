import ConnectionsKit

/// Who owns the domains that the catalogue names: each line is one company.
///
/// A host is a company's when it is one of its domains or lies below one. A connector that names a host of nobody, or
/// hosts of two, is mistaken.
enum Company {
    static let domains: [String: [String]] = [
        "ActiveCampaign": ["api-us1.com", "activehosted.com"], "Airtable": ["airtable.com"],
        "Anthropic": ["anthropic.com"], "Asana": ["asana.com"],
        "Atlassian": ["atlassian.com", "bitbucket.org", "trello.com"], "Attio": ["attio.com"],
        "BambooHR": ["bamboohr.com"], "BigCommerce": ["bigcommerce.com"], "Box": ["box.com"], "Brevo": ["brevo.com"],
        "Calendly": ["calendly.com"], "Canva": ["canva.com"], "Clickatell": ["clickatell.com"],
        "ClickSend": ["clicksend.com"], "ClickUp": ["clickup.com"], "Clockwork": ["clockworksms.com"],
        "Close": ["close.com"], "Cloudflare": ["cloudflare.com"],
        "Constant Contact": ["constantcontact.com", "cc.email"],
        "Copper": ["copper.com"], "Datadog": ["datadoghq.com", "datadoghq.eu", "ddog-gov.com"],
        "DigitalOcean": ["digitalocean.com"], "Discord": ["discord.com"],
        "DocuSign": ["docusign.com", "docusign.net"], "Dropbox": ["dropbox.com", "dropboxapi.com"],
        "ElevenLabs": ["elevenlabs.io"], "Eventbrite": ["eventbrite.com", "eventbriteapi.com"], "Figma": ["figma.com"],
        "Fortnox": ["fortnox.se"], "FreeAgent": ["freeagent.com"], "FreshBooks": ["freshbooks.com"],
        "Freshworks": ["freshdesk.com"], "Front": ["frontapp.com"], "GitHub": ["github.com"],
        "GitLab": ["gitlab.com"], "Google": ["google.com", "googleapis.com"], "Gusto": ["gusto.com"],
        "Harvest": ["getharvest.com", "harvestapp.com"], "Help Scout": ["helpscout.net"], "HiBob": ["hibob.com"],
        "Hoiio": ["hoiio.com"], "HubSpot": ["hubspot.com", "hubapi.com"], "Infobip": ["infobip.com"],
        "Intercom": ["intercom.com", "intercom.io"], "Intuit": ["intuit.com"], "Jotform": ["jotform.com"],
        "Klaviyo": ["klaviyo.com"], "Lever": ["lever.co"], "Linear": ["linear.app"], "LinkedIn": ["linkedin.com"],
        "Mailchimp": ["mailchimp.com"], "Mailgun": ["mailgun.net"], "MessageBird": ["messagebird.com"],
        "Meta": ["facebook.com"],
        "Microsoft": ["microsoftonline.com", "microsoft.com", "powerbi.com", "azure.com", "dynamics.com"],
        "Miro": ["miro.com"], "Mollie": ["mollie.com"], "monday.com": ["monday.com"], "Notion": ["notion.com"],
        "Okta": ["okta.com", "auth0.com"], "OpenAI": ["openai.com"], "Oracle": ["netsuite.com"],
        "Outreach": ["outreach.io"], "PagerDuty": ["pagerduty.com"], "PandaDoc": ["pandadoc.com"],
        "PayPal": ["paypal.com"], "Pinterest": ["pinterest.com"], "Pipedrive": ["pipedrive.com"],
        "Plivo": ["plivo.com"], "Postmark": ["postmarkapp.com"], "Razorpay": ["razorpay.com"],
        "Reddit": ["reddit.com"], "Resend": ["resend.com"], "RingCentral": ["ringcentral.com"],
        "Sage": ["sage.com", "sageone.com"], "Salesforce": ["salesforce.com"],
        "Salesloft": ["salesloft.com"], "Sentry": ["sentry.io"], "ServiceNow": ["service-now.com"],
        "Shopify": ["myshopify.com"], "Slack": ["slack.com"],
        "Smartsheet": ["smartsheet.com", "smartsheet.eu", "smartsheet.au", "smartsheetgov.com"],
        "SMS-Magic": ["sms-magic.com"], "Snowflake": ["snowflakecomputing.com"], "Spotify": ["spotify.com"],
        "Square": ["squareup.com"], "Stripe": ["stripe.com"], "SurveyMonkey": ["surveymonkey.com"],
        "Telnyx": ["telnyx.com"], "Todoist": ["todoist.com"], "Twilio": ["twilio.com", "sendgrid.com"],
        "Twitch": ["twitch.tv"], "Typeform": ["typeform.com"], "Vercel": ["vercel.com"], "Vonage": ["nexmo.com"],
        "Wave": ["waveapps.com"], "Webex": ["webexapis.com"], "Webflow": ["webflow.com"], "Wrike": ["wrike.com"],
        "X": ["x.com"], "Xero": ["xero.com"], "Zendesk": ["zendesk.com"],
        "Zoho": [
            "zoho.com", "zoho.eu", "zoho.in", "zoho.com.au", "zoho.jp", "zohocloud.ca", "zoho.com.cn", "zoho.sa",
            "zohoapis.com", "zohoapis.eu", "zohoapis.in", "zohoapis.com.au", "zohoapis.jp", "zohoapis.ca",
            "zohoapis.com.cn", "zohoapis.sa",
        ],
        "Zoom": ["zoom.us"],
    ]

    /// The companies that own `host`; one, if the table is right.
    static func owners(of host: String) -> [String] {
        self.domains.filter { $0.value.contains { host == $0 || host.hasSuffix(".\($0)") } }.map(\.key).sorted()
    }
}
