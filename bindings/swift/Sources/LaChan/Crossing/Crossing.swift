internal import LaChanFFI

/// Runs what crosses the boundary; whatever fails there leaves as the one public error.
func crossing<T>(_ work: () throws -> T) throws(LaChanError) -> T {
  do {
    return try work()
  } catch {
    throw LaChanError(crossed: error)
  }
}

/// Gives a whole number the width that the core has for it.
func exact<T: FixedWidthInteger>(_ value: Int, _ field: String) throws(LaChanError) -> T {
  guard let exact = T(exactly: value) else {
    throw .invalidInput(line: nil, field: field, reason: "is not a whole number from \(T.min) to \(T.max)")
  }
  return exact
}

/// Crosses a list whose items may be refused.
func each<A, B>(_ list: [A], _ cross: (A) throws(LaChanError) -> B) throws(LaChanError) -> [B] {
  var crossed: [B] = []
  crossed.reserveCapacity(list.count)
  for item in list { crossed.append(try cross(item)) }
  return crossed
}

/// Crosses what may be missing and may be refused.
func maybe<A, B>(_ value: A?, _ cross: (A) throws(LaChanError) -> B) throws(LaChanError) -> B? {
  guard let value else { return nil }
  return try cross(value)
}

extension Moment {
  init(_ ffi: LaChanFFI.Moment) {
    self.init(millisecondsSince1970: ffi.epochMs, secondsFromGMT: Int(ffi.offsetSeconds))
  }

  var ffi: LaChanFFI.Moment {
    LaChanFFI.Moment(epochMs: millisecondsSince1970, offsetSeconds: Int32(clamping: secondsFromGMT))
  }
}

extension LocalDate {
  init(ffi text: String, _ field: String) throws(LaChanError) {
    guard let day = LocalDate(text) else {
      throw .invalidInput(line: nil, field: field, reason: "is not a date from 0001-01-01 to 9999-12-31")
    }
    self = day
  }
}

extension LocalTime {
  init(ffi text: String) throws(LaChanError) {
    guard let time = LocalTime(text) else { throw .internal(place: "crossing: local time") }
    self = time
  }
}
