internal import LaChanFFI

extension LaChanError {
  init(_ ffi: LaChanFFI.LaChanError) {
    switch ffi {
    case .InvalidInput(let line, let field, let reason):
      self = .invalidInput(line: line.map { Int(clamping: $0) }, field: field, reason: reason)
    case .WrongKey: self = .wrongKey
    case .KeyUnavailable: self = .keyUnavailable
    case .Corrupt: self = .corrupt
    case .TooNew(let found, let supported): self = .tooNew(found: Int(found), supported: Int(supported))
    case .Busy: self = .busy
    case .DiskFull: self = .diskFull
    case .Interrupted: self = .interrupted
    case .Closed: self = .closed
    case .NoProfile: self = .noProfile
    case .NoConsent: self = .noConsent
    case .Unavailable(let kind): self = .unavailable(kind: kind)
    case .Internal(let place): self = .internal(place: place)
    }
  }

  /// Anything that came out of the boundary. The text of what is no error of the SDK may hold anything, so it is dropped.
  init(crossed error: any Error) {
    switch error {
    case let error as LaChanError: self = error
    case let error as LaChanFFI.LaChanError: self.init(error)
    default: self = .internal(place: "crossing")
    }
  }

  var ffi: LaChanFFI.LaChanError {
    switch self {
    case .invalidInput(let line, let field, let reason):
      .InvalidInput(line: line.map { UInt64(clamping: $0) }, field: field, reason: reason)
    case .wrongKey: .WrongKey
    case .keyUnavailable: .KeyUnavailable
    case .corrupt: .Corrupt
    case .tooNew(let found, let supported):
      .TooNew(found: UInt32(clamping: found), supported: UInt32(clamping: supported))
    case .busy: .Busy
    case .diskFull: .DiskFull
    case .interrupted: .Interrupted
    case .closed: .Closed
    case .noProfile: .NoProfile
    case .noConsent: .NoConsent
    case .unavailable(let kind): .Unavailable(kind: kind)
    case .internal(let place): .Internal(place: place)
    }
  }

  /// The stable code, for logs and tests: `wrong_key`, `invalid_input` and so on.
  public var code: String { errorCode(error: ffi) }

  /// What happened and what to do, for people.
  public func text(in language: Language) -> String { errorText(error: ffi, language: language.ffi) }

  /// Adds the place in the batch, from 1, to an invalid input that has none.
  func at(line: Int) -> LaChanError {
    guard case .invalidInput(line: nil, let field, let reason) = self else { return self }
    return .invalidInput(line: line, field: field, reason: reason)
  }
}
