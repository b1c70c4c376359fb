internal import LaChanFFI

extension Confidence {
  init(_ ffi: LaChanFFI.Confidence) {
    switch ffi {
    case .low: self = .low
    case .medium: self = .medium
    case .high: self = .high
    }
  }

  var ffi: LaChanFFI.Confidence {
    switch self {
    case .low: .low
    case .medium: .medium
    case .high: .high
    }
  }
}

extension Unknown {
  init(_ ffi: LaChanFFI.Unknown) {
    switch ffi {
    case .identity: self = .identity
    case .fewMessages: self = .fewMessages
    case .newContact: self = .newContact
    case .ownSideUnseen: self = .ownSideUnseen
    case .mediaUnseen: self = .mediaUnseen
    case .callsUnheard: self = .callsUnheard
    case .groupOnly: self = .groupOnly
    case .mostlyUnreadLanguage: self = .mostlyUnreadLanguage
    }
  }

  var ffi: LaChanFFI.Unknown {
    switch self {
    case .identity: .identity
    case .fewMessages: .fewMessages
    case .newContact: .newContact
    case .ownSideUnseen: .ownSideUnseen
    case .mediaUnseen: .mediaUnseen
    case .callsUnheard: .callsUnheard
    case .groupOnly: .groupOnly
    case .mostlyUnreadLanguage: .mostlyUnreadLanguage
    }
  }
}

extension ClockPolicy {
  init(_ ffi: LaChanFFI.ClockPolicy) {
    switch ffi {
    case .open: self = .open
    case .closed: self = .closed
    }
  }

  var ffi: LaChanFFI.ClockPolicy {
    switch self {
    case .open: .open
    case .closed: .closed
    }
  }
}

extension GrantKind {
  init(_ ffi: LaChanFFI.GrantKind) {
    switch ffi {
    case .asked: self = .asked
    case .granted: self = .granted
    case .refused: self = .refused
    case .earned: self = .earned
    case .borrowed: self = .borrowed
    case .code: self = .code
    }
  }

  var ffi: LaChanFFI.GrantKind {
    switch self {
    case .asked: .asked
    case .granted: .granted
    case .refused: .refused
    case .earned: .earned
    case .borrowed: .borrowed
    case .code: .code
    }
  }
}

extension GrantScope {
  init(_ ffi: LaChanFFI.GrantScope) {
    switch ffi {
    case .device: self = .device
    case .app: self = .app
    case .category: self = .category
    }
  }

  var ffi: LaChanFFI.GrantScope {
    switch self {
    case .device: .device
    case .app: .app
    case .category: .category
    }
  }
}

extension GrantGiver {
  init(_ ffi: LaChanFFI.GrantGiver) {
    switch ffi {
    case .guardian: self = .guardian
    case .child: self = .child
    }
  }

  var ffi: LaChanFFI.GrantGiver {
    switch self {
    case .guardian: .guardian
    case .child: .child
    }
  }
}

extension CodePurpose {
  var ffi: LaChanFFI.CodePurpose {
    switch self {
    case .grant: .grant
    case .unlock: .unlock
    case .lock: .lock
    case .settings: .settings
    }
  }
}

extension AppCategory {
  init(_ ffi: LaChanFFI.AppCategory) {
    switch ffi {
    case .chat: self = .chat
    case .social: self = .social
    case .video: self = .video
    case .games: self = .games
    case .music: self = .music
    case .reading: self = .reading
    case .learning: self = .learning
    case .browser: self = .browser
    case .shopping: self = .shopping
    case .finance: self = .finance
    case .health: self = .health
    case .creative: self = .creative
    case .tools: self = .tools
    case .other: self = .other
    }
  }

  var ffi: LaChanFFI.AppCategory {
    switch self {
    case .chat: .chat
    case .social: .social
    case .video: .video
    case .games: .games
    case .music: .music
    case .reading: .reading
    case .learning: .learning
    case .browser: .browser
    case .shopping: .shopping
    case .finance: .finance
    case .health: .health
    case .creative: .creative
    case .tools: .tools
    case .other: .other
    }
  }
}

extension TamperCode {
  init(_ ffi: LaChanFFI.TamperCode) {
    switch ffi {
    case .permissionLost: self = .permissionLost
    case .permissionBack: self = .permissionBack
    case .clockJump: self = .clockJump
    case .clockChanged: self = .clockChanged
    case .clockSetBack: self = .clockSetBack
    case .silence: self = .silence
    case .bootsUnseen: self = .bootsUnseen
    case .reinstalled: self = .reinstalled
    case .versionDowngrade: self = .versionDowngrade
    case .storeSetAside: self = .storeSetAside
    }
  }

  var ffi: LaChanFFI.TamperCode {
    switch self {
    case .permissionLost: .permissionLost
    case .permissionBack: .permissionBack
    case .clockJump: .clockJump
    case .clockChanged: .clockChanged
    case .clockSetBack: .clockSetBack
    case .silence: .silence
    case .bootsUnseen: .bootsUnseen
    case .reinstalled: .reinstalled
    case .versionDowngrade: .versionDowngrade
    case .storeSetAside: .storeSetAside
    }
  }
}

extension Severity {
  init(_ ffi: LaChanFFI.Severity) {
    switch ffi {
    case .info: self = .info
    case .notice: self = .notice
    case .warning: self = .warning
    }
  }

  var ffi: LaChanFFI.Severity {
    switch self {
    case .info: .info
    case .notice: .notice
    case .warning: .warning
    }
  }
}

extension Permission {
  init(_ ffi: LaChanFFI.Permission) {
    switch ffi {
    case .usage: self = .usage
    case .notifications: self = .notifications
    case .overlay: self = .overlay
    case .accessibility: self = .accessibility
    case .deviceAdmin: self = .deviceAdmin
    case .background: self = .background
    }
  }

  var ffi: LaChanFFI.Permission {
    switch self {
    case .usage: .usage
    case .notifications: .notifications
    case .overlay: .overlay
    case .accessibility: .accessibility
    case .deviceAdmin: .deviceAdmin
    case .background: .background
    }
  }
}

extension ClockState {
  init(_ ffi: LaChanFFI.ClockState) {
    switch ffi {
    case .trusted: self = .trusted
    case .consistent: self = .consistent
    case .doubtful: self = .doubtful
    case .unknown: self = .unknown
    }
  }
}

extension ClockReason {
  init(_ ffi: LaChanFFI.ClockReason) {
    switch ffi {
    case .agreesWithTrustedTime: self = .agreesWithTrustedTime
    case .offTrustedTime: self = .offTrustedTime
    case .noJump: self = .noJump
    case .jumped: self = .jumped
    case .setBack: self = .setBack
    case .unmeasured: self = .unmeasured
    case .nothingToCompare: self = .nothingToCompare
    }
  }
}

extension EndedBy {
  init(_ ffi: LaChanFFI.EndedBy) {
    switch ffi {
    case .left: self = .left
    case .screenOff: self = .screenOff
    case .locked: self = .locked
    case .shutdown: self = .shutdown
    case .powerLoss: self = .powerLoss
    case .permissionLost: self = .permissionLost
    case .endOfFacts: self = .endOfFacts
    }
  }
}

extension DayKnowledge {
  init(_ ffi: LaChanFFI.DayKnowledge) {
    switch ffi {
    case .complete: self = .complete
    case .partial: self = .partial
    case .running: self = .running
    case .notYet: self = .notYet
    case .unknown: self = .unknown
    }
  }
}

extension NotComparable {
  init(_ ffi: LaChanFFI.NotComparable) {
    switch ffi {
    case .noPrevious: self = .noPrevious
    case .differentDayCount: self = .differentDayCount
    case .unknownDays: self = .unknownDays
    case .permissionGap: self = .permissionGap
    case .quality: self = .quality
    }
  }
}

extension Reader {
  init(_ ffi: LaChanFFI.Reader) {
    switch ffi {
    case .parent: self = .parent
    case .child: self = .child
    case .host: self = .host
    }
  }

  var ffi: LaChanFFI.Reader {
    switch self {
    case .parent: .parent
    case .child: .child
    case .host: .host
    }
  }
}

extension Viewed {
  init(_ ffi: LaChanFFI.Viewed) {
    switch ffi {
    case .report: self = .report
    case .contacts: self = .contacts
    case .screenTime: self = .screenTime
    case .incidentRecord: self = .incidentRecord
    case .dataExport: self = .dataExport
    }
  }
}

extension Withdrawer {
  init(_ ffi: LaChanFFI.Withdrawer) {
    switch ffi {
    case .guardian: self = .guardian
    case .child: self = .child
    }
  }

  var ffi: LaChanFFI.Withdrawer {
    switch self {
    case .guardian: .guardian
    case .child: .child
    }
  }
}
