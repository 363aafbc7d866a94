import ConnectionsKit

/// Services that offer language models and voices.
enum LanguageModels {
    static let connectors: [Connector] = [
        .bearer(
            .openAI, "OpenAI", .languageModels, hosts: ["api.openai.com"],
            documentation: "https://platform.openai.com/docs/api-reference/authentication"),
        .key(
            .anthropic, "Anthropic", .languageModels, header: "x-api-key", hosts: ["api.anthropic.com"],
            documentation: "https://docs.anthropic.com/en/api/getting-started"),
        .key(
            .elevenLabs, "ElevenLabs", .languageModels, header: "xi-api-key", hosts: ["api.elevenlabs.io"],
            documentation: "https://elevenlabs.io/docs/api-reference/authentication"),
    ]
}
