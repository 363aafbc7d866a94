import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting

extension Plant {
    static let distribution: [Plant] = [
        Plant("an application installed twice", .uniqueness, "an application is installed once at an account") {
            store, _ in InstallsTwice(inner: store)
        },
        Plant("an uninstalled application in the way", .uniqueness, "what was uninstalled is in nobody's way") {
            store, _ in CountsTheUninstalled(inner: store)
        },
        Plant("an accepted invitation that is due", .dueWork, "an invitation that was accepted is not due") {
            store, _ in OverlooksAcceptance(store)
        },
    ]
}
