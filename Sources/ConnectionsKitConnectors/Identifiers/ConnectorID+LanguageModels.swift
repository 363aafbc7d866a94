public import ConnectionsKit

extension ConnectorID {
    /// OpenAI.
    public static let openAI: ConnectorID = "openai"
    /// Anthropic.
    public static let anthropic: ConnectorID = "anthropic"
    /// ElevenLabs.
    public static let elevenLabs: ConnectorID = "elevenlabs"
}
