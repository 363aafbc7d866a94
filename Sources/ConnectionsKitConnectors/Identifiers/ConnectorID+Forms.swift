public import ConnectionsKit

extension ConnectorID {
    /// Typeform.
    public static let typeform: ConnectorID = "typeform"
    /// SurveyMonkey.
    public static let surveyMonkey: ConnectorID = "surveymonkey"
    /// Jotform.
    public static let jotform: ConnectorID = "jotform"
    /// Calendly.
    public static let calendly: ConnectorID = "calendly"
    /// Eventbrite.
    public static let eventbrite: ConnectorID = "eventbrite"
}
