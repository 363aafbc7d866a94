import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitURLSession
import HTTPTypes

struct Invoice: Codable {
    var number: String
}

func calling(
    _ system: ConnectionSystem, _ installation: Installation, for user: Principal, invoice: Invoice
) async throws -> Invoice? {
    let runtime = ConnectionRuntime(system)
    let client = ConnectedClient(runtime, transport: URLSessionTransport())
    let context = TaskContext.installed(installation.id, of: "acme", .production)
    let reply = try await client.send(
        .post("https://www.zohoapis.com/books/v3/invoices", json: invoice), with: "zoho_books",
        at: .invokeURL("create_invoice"), for: user, in: context)
    guard reply.response.status == .created else { return nil }
    return try reply.json(as: Invoice.self)
}

func callingOften(
    _ client: ConnectedClient, _ runtime: ConnectionRuntime, _ context: TaskContext, for user: Principal
) async throws {
    let books = try await runtime.connection("zoho_books", in: context)
    var limits = HTTPLimits()
    limits.timeout = .seconds(10)
    for page in 1...3 {
        let reply = try await client.send(
            .get("https://www.zohoapis.com/books/v3/invoices?page=\(page)"), with: books,
            at: .invokeURL("list_invoices"), for: user, scopes: ["ZohoBooks.invoices.READ"], limits: limits)
        _ = reply
    }
}

func judging(_ client: ConnectedClient, _ request: ServiceRequest, with books: TaskConnection, at place: Place) async {
    do {
        _ = try await client.send(request, with: books, at: place, for: nil)
    } catch let error where error.code == .providerUnavailable && error.retryAt != nil {
        report(error)
    } catch let error where error.mayHaveBeenSent {
        report(error)
    } catch {
        report(error)
    }
}

func downloading(
    _ client: ConnectedClient, with drive: TaskConnection, at place: Place, for user: Principal,
    into write: ([UInt8]) async throws -> Void
) async throws {
    var limits = HTTPLimits()
    limits.timeout = .seconds(600)
    limits.maximumBodyBytes = .max
    let reply = try await client.stream(
        .get("https://www.zohoapis.com/drive/v1/files/7"), with: drive, at: place, for: user, limits: limits)
    for try await chunk in reply.body { try await write(chunk) }
}

func uploading(
    _ client: ConnectedClient, with drive: TaskConnection, at place: Place, for user: Principal,
    upload: AsyncStream<[UInt8]>
) async throws {
    let reply = try await client.send(
        .post("https://www.zohoapis.com/drive/v1/files", body: HTTPBody(once: upload)), with: drive, at: place,
        for: user)
    _ = reply
}
