extension Migrator {
    /// The schema of the store, marked with "CKit" in the header of the file.
    ///
    /// - Parameter checksIntegrity: whether the whole file is looked through for damage when it is opened.
    /// - Returns: the migrator.
    static func connections(checksIntegrity: Bool = false) -> Migrator {
        Migrator(applicationID: 0x434B_6974, steps: [SchemaVersion1.sql], checksIntegrity: checksIntegrity)
    }
}
