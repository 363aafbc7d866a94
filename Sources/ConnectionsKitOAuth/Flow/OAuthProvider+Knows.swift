public import ConnectionsKit

extension OAuthProvider {
    public func knows(clientID: String, of connector: Connector) -> Bool {
        self.clients.client(clientID, of: connector.id) != nil
    }
}
