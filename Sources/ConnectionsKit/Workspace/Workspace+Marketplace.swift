extension Workspace {
    /// A page of what the marketplace lists: of each application the release that the platform approved last.
    ///
    /// - Parameters:
    ///   - cursor: where the page before ended; `nil` for the first.
    ///   - limit: how many at most; 1 to 1,000.
    ///   - principal: somebody of a client account who is no portal user.
    /// - Returns: the page.
    /// - Throws: ``ConnectionError``.
    public func marketplace(
        after cursor: Cursor? = nil, limit: Int = 100, as principal: Principal
    ) async throws(ConnectionError) -> Page<MarketplaceListing> {
        try self.system.require(PolicyRequest(.viewMarketplace, by: principal))
        let page = try await self.system.page(
            .submissions(.listed), in: self.system.configuration.marketplaceAccount, after: cursor, limit: limit)
        return Page(elements: page.elements.compactMap(MarketplaceListing.init), next: page.next)
    }
}
