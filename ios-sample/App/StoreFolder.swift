import Foundation

/// Where a host keeps its store: private to the app, in no backup, readable only while the device is unlocked
/// (the app's default data protection in project.yml).
enum StoreFolder {
  /// The folder, made if it is new.
  static func url() throws -> URL {
    let support = try FileManager.default.url(
      for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
    var folder = support.appendingPathComponent("LaChan", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var values = URLResourceValues()
    values.isExcludedFromBackup = true
    try folder.setResourceValues(values)
    return folder
  }
}
