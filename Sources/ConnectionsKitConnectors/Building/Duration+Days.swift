extension Duration {
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
    static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
}
