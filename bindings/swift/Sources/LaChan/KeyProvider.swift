public import Foundation
internal import LaChanFFI

/// Gives the store's key, from the host's keystore (on Apple's systems, the Keychain).
public protocol KeyProvider: Sendable {
  /// Returns 32 random bytes, the same every time.
  ///
  /// Called once for a store, on the thread that opens it. Whatever it throws that is no ``LaChanError`` becomes
  /// ``LaChanError/keyUnavailable``, and so does a key of another length.
  func storeKey() throws -> Data
}

/// A key provider as the core sees it.
final class CrossingKeys: LaChanFFI.KeyProvider {
  private let keys: any KeyProvider

  init(_ keys: any KeyProvider) { self.keys = keys }

  func storeKey() throws -> Data {
    do {
      return try keys.storeKey()
    } catch let error as LaChanError {
      throw error.ffi
    } catch {
      throw LaChanFFI.LaChanError.KeyUnavailable
    }
  }
}
