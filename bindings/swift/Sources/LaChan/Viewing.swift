public import Foundation
internal import LaChanFFI

/// A ``Guardian`` as one person sees it: every answer is noted in the access log, which the child may read.
///
/// Like the guardian's, every call exists twice: one that blocks and one that is `async`.
public struct Viewing: Sendable {
  let inner: LaChanFFI.Guardian
  let lane: Lane
  let viewer: Viewer

  /// Returns the contacts, most risk first; for a parent with the names that the child's age allows. Blocks; does I/O.
  public func contacts() throws(LaChanError) -> [ContactRisk] {
    try crossing { try inner.viewContacts(viewer: viewer.ffi).map(ContactRisk.init) }
  }

  /// Returns the totals of a day in the child's zone. Blocks; does I/O.
  public func screenTime(on day: LocalDate, asOf: Moment? = nil) throws(LaChanError) -> DayTotals {
    try crossing { try DayTotals(try inner.viewScreenTime(viewer: viewer.ffi, day: day.description, asOf: asOf?.ffi)) }
  }

  /// Returns one rendered report. Blocks; does I/O.
  public func report(_ request: ReportRequest) throws(LaChanError) -> String {
    try crossing { try inner.viewReport(viewer: viewer.ffi, request: request.ffi) }
  }

  /// Returns one report, sealed for the parent's phone. Blocks; does I/O.
  public func sealedReport(_ request: ReportRequest, for pairing: Pairing) throws(LaChanError) -> Data {
    try crossing { try inner.sealedReport(viewer: viewer.ffi, request: request.ffi, pairing: pairing.text) }
  }

  /// Returns the hash-chained incident record. Blocks; does I/O.
  public func incidentRecord() throws(LaChanError) -> IncidentRecord {
    try crossing { IncidentRecord(json: try inner.viewIncidentJson(viewer: viewer.ffi)) }
  }

  /// Returns the incident record as a page to print, with the contacts' names. Blocks; does I/O.
  public func incidentPage(in language: Language) throws(LaChanError) -> String {
    try crossing { try inner.incidentPage(viewer: viewer.ffi, language: language.ffi) }
  }

  /// Returns the family's copy of everything that the store holds, as JSON. Blocks; does I/O.
  public func exportData() throws(LaChanError) -> String {
    try crossing { try inner.exportJson(viewer: viewer.ffi) }
  }
}

extension Viewing {
  /// Returns the contacts, most risk first; for a parent with the names that the child's age allows, off the calling
  /// actor.
  public func contacts() async throws(LaChanError) -> [ContactRisk] {
    try await lane.run { [self] () throws(LaChanError) in try contacts() }
  }

  /// Returns the totals of a day in the child's zone, off the calling actor.
  public func screenTime(on day: LocalDate, asOf: Moment? = nil) async throws(LaChanError) -> DayTotals {
    try await lane.run { [self] () throws(LaChanError) in try screenTime(on: day, asOf: asOf) }
  }

  /// Returns one rendered report, off the calling actor.
  public func report(_ request: ReportRequest) async throws(LaChanError) -> String {
    try await lane.run { [self] () throws(LaChanError) in try report(request) }
  }

  /// Returns one report, sealed for the parent's phone, off the calling actor.
  public func sealedReport(_ request: ReportRequest, for pairing: Pairing) async throws(LaChanError) -> Data {
    try await lane.run { [self] () throws(LaChanError) in try sealedReport(request, for: pairing) }
  }

  /// Returns the hash-chained incident record, off the calling actor.
  public func incidentRecord() async throws(LaChanError) -> IncidentRecord {
    try await lane.run { [self] () throws(LaChanError) in try incidentRecord() }
  }

  /// Returns the incident record as a page to print, with the contacts' names, off the calling actor.
  public func incidentPage(in language: Language) async throws(LaChanError) -> String {
    try await lane.run { [self] () throws(LaChanError) in try incidentPage(in: language) }
  }

  /// Returns the family's copy of everything that the store holds, as JSON, off the calling actor.
  public func exportData() async throws(LaChanError) -> String {
    try await lane.run { [self] () throws(LaChanError) in try exportData() }
  }
}
