import Foundation
import Shared

// A token server that lasts as long as its standard input is open. It first says its port.
signal(SIGPIPE, SIG_IGN)
let server = TokenServer()
let (listener, port) = try Loopback.listen()

Thread.detachNewThread {
    while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { continue }
        Thread.detachNewThread {
            let channel = LineChannel(socket: socket)
            defer { channel.close() }
            guard let line = try? channel.readLine(), let request = try? JSONLine.decode(ServerRequest.self, line),
                let reply = server.answer(request), let answer = try? JSONLine.encode(reply)
            else { return }
            channel.writeLine(answer)
        }
    }
}

let control = LineChannel(input: 0, output: 1)
control.writeLine(String(port))
while try control.readLine() != nil {}
