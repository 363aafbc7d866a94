// A misspelt upcoming feature in the manifest is ignored without a word; this file makes it an error.
#if !hasFeature(ExistentialAny)
#error("The upcoming feature ExistentialAny is off: see Package.swift")
#endif
#if !hasFeature(InternalImportsByDefault)
#error("The upcoming feature InternalImportsByDefault is off: see Package.swift")
#endif
#if !hasFeature(MemberImportVisibility)
#error("The upcoming feature MemberImportVisibility is off: see Package.swift")
#endif
#if !hasFeature(NonisolatedNonsendingByDefault)
#error("The upcoming feature NonisolatedNonsendingByDefault is off: see Package.swift")
#endif
