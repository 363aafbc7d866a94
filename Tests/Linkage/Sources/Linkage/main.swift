import ConnectionsKit
import ConnectionsKitInMemory

print("linked at \(TimeSource.system.now())")
