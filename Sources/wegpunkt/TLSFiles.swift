import Foundation
import HummingbirdTLS
import NIOSSL

/// The files with which the program proves its name when it serves TLS itself.
struct TLSFiles: Sendable, Hashable {
  /// The server's certificate first, then those that lead to a known authority; PEM.
  let certificate: URL
  /// The key of the first certificate; PEM, without passphrase.
  let key: URL

  /// Reads both files and sees that they belong together.
  func configuration() throws(SettingsFault) -> TLSConfiguration {
    let chain = Result { try NIOSSLCertificate.fromPEMFile(certificate.path) }
    let privateKey = Result { try NIOSSLPrivateKey(file: key.path, format: .pem) }
    var faults: [String] = []
    if ((try? chain.get()) ?? []).isEmpty {
      faults.append("tlsCert: \(certificate.path) cannot be read as certificates in PEM form.")
    }
    if (try? privateKey.get()) == nil {
      faults.append("tlsKey: \(key.path) cannot be read as a key in PEM form without passphrase.")
    }
    guard let chain = try? chain.get(), let privateKey = try? privateKey.get(), faults.isEmpty else {
      throw SettingsFault(faults: faults)
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    // The library compares certificate and key when it makes a context of them.
    guard (try? NIOSSLContext(configuration: configuration)) != nil else {
      throw SettingsFault(faults: [
        "tlsKey: \(key.path) is not the key of the first certificate in \(certificate.path)."
      ])
    }
    return configuration
  }
}
