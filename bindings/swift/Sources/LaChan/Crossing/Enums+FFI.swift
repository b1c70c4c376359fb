internal import LaChanFFI

// The enumerations on both sides of the boundary, written out so that the compiler holds one to the other.

extension Category {
  init(_ ffi: LaChanFFI.Category) {
    switch ffi {
    case .grooming: self = .grooming
    case .sextortion: self = .sextortion
    case .recruitment: self = .recruitment
    case .impersonation: self = .impersonation
    case .scam: self = .scam
    case .bullying: self = .bullying
    }
  }

  var ffi: LaChanFFI.Category {
    switch self {
    case .grooming: .grooming
    case .sextortion: .sextortion
    case .recruitment: .recruitment
    case .impersonation: .impersonation
    case .scam: .scam
    case .bullying: .bullying
    }
  }
}

extension Level {
  init(_ ffi: LaChanFFI.Level) {
    switch ffi {
    case .none: self = .none
    case .watch: self = .watch
    case .concern: self = .concern
    case .urgent: self = .urgent
    }
  }

  var ffi: LaChanFFI.Level {
    switch self {
    case .none: .none
    case .watch: .watch
    case .concern: .concern
    case .urgent: .urgent
    }
  }
}

extension ConsentGiver {
  init(_ ffi: LaChanFFI.ConsentGiver) {
    switch ffi {
    case .guardian: self = .guardian
    }
  }

  var ffi: LaChanFFI.ConsentGiver {
    switch self {
    case .guardian: .guardian
    }
  }
}

extension Relation {
  init(_ ffi: LaChanFFI.Relation) {
    switch ffi {
    case .family: self = .family
    case .friend: self = .friend
    case .school: self = .school
    case .business: self = .business
    case .unknown: self = .unknown
    }
  }

  var ffi: LaChanFFI.Relation {
    switch self {
    case .family: .family
    case .friend: .friend
    case .school: .school
    case .business: .business
    case .unknown: .unknown
    }
  }
}

extension Direction {
  init(_ ffi: LaChanFFI.Direction) {
    switch ffi {
    case .incoming: self = .incoming
    case .outgoing: self = .outgoing
    }
  }

  var ffi: LaChanFFI.Direction {
    switch self {
    case .incoming: .incoming
    case .outgoing: .outgoing
    }
  }
}

extension MediaKind {
  init(_ ffi: LaChanFFI.MediaKind) {
    switch ffi {
    case .image: self = .image
    case .video: self = .video
    case .voice: self = .voice
    case .file: self = .file
    case .location: self = .location
    case .sticker: self = .sticker
    case .link: self = .link
    }
  }

  var ffi: LaChanFFI.MediaKind {
    switch self {
    case .image: .image
    case .video: .video
    case .voice: .voice
    case .file: .file
    case .location: .location
    case .sticker: .sticker
    case .link: .link
    }
  }
}

extension UsageKind {
  init(_ ffi: LaChanFFI.UsageKind) {
    switch ffi {
    case .appResumed: self = .appResumed
    case .appPaused: self = .appPaused
    case .appStopped: self = .appStopped
    case .screenOn: self = .screenOn
    case .screenOff: self = .screenOff
    case .unlocked: self = .unlocked
    case .locked: self = .locked
    case .shutdown: self = .shutdown
    case .startup: self = .startup
    case .clockChanged: self = .clockChanged
    case .zoneChanged: self = .zoneChanged
    case .permissionLost: self = .permissionLost
    case .permissionGranted: self = .permissionGranted
    }
  }

  var ffi: LaChanFFI.UsageKind {
    switch self {
    case .appResumed: .appResumed
    case .appPaused: .appPaused
    case .appStopped: .appStopped
    case .screenOn: .screenOn
    case .screenOff: .screenOff
    case .unlocked: .unlocked
    case .locked: .locked
    case .shutdown: .shutdown
    case .startup: .startup
    case .clockChanged: .clockChanged
    case .zoneChanged: .zoneChanged
    case .permissionLost: .permissionLost
    case .permissionGranted: .permissionGranted
    }
  }
}

extension CheckpointScope {
  init(_ ffi: LaChanFFI.CheckpointScope) {
    switch ffi {
    case .app: self = .app
    case .category: self = .category
    case .device: self = .device
    }
  }

  var ffi: LaChanFFI.CheckpointScope {
    switch self {
    case .app: .app
    case .category: .category
    case .device: .device
    }
  }
}

extension OverrideAction {
  init(_ ffi: LaChanFFI.OverrideAction) {
    switch ffi {
    case .lock: self = .lock
    case .unlock: self = .unlock
    }
  }

  var ffi: LaChanFFI.OverrideAction {
    switch self {
    case .lock: .lock
    case .unlock: .unlock
    }
  }
}

extension Policy {
  init(_ ffi: LaChanFFI.Policy) {
    switch ffi {
    case .none: self = .none
    case .override: self = .override
    case .bedtime: self = .bedtime
    case .dailyLimit: self = .dailyLimit
    case .appLimit: self = .appLimit
    case .categoryLimit: self = .categoryLimit
    case .sessionPause: self = .sessionPause
    case .clockUntrusted: self = .clockUntrusted
    case .alwaysAllowed: self = .alwaysAllowed
    }
  }

  var ffi: LaChanFFI.Policy {
    switch self {
    case .none: .none
    case .override: .override
    case .bedtime: .bedtime
    case .dailyLimit: .dailyLimit
    case .appLimit: .appLimit
    case .categoryLimit: .categoryLimit
    case .sessionPause: .sessionPause
    case .clockUntrusted: .clockUntrusted
    case .alwaysAllowed: .alwaysAllowed
    }
  }
}

extension Weekday {
  init(_ ffi: LaChanFFI.Weekday) {
    switch ffi {
    case .mon: self = .mon
    case .tue: self = .tue
    case .wed: self = .wed
    case .thu: self = .thu
    case .fri: self = .fri
    case .sat: self = .sat
    case .sun: self = .sun
    }
  }

  var ffi: LaChanFFI.Weekday {
    switch self {
    case .mon: .mon
    case .tue: .tue
    case .wed: .wed
    case .thu: .thu
    case .fri: .fri
    case .sat: .sat
    case .sun: .sun
    }
  }
}

extension Quality {
  init(_ ffi: LaChanFFI.Quality) {
    switch ffi {
    case .exact: self = .exact
    case .lowerBound: self = .lowerBound
    case .estimated: self = .estimated
    }
  }

  var ffi: LaChanFFI.Quality {
    switch self {
    case .exact: .exact
    case .lowerBound: .lowerBound
    case .estimated: .estimated
    }
  }
}

extension NoteCode {
  init(_ ffi: LaChanFFI.NoteCode) {
    switch ffi {
    case .startUnseen: self = .startUnseen
    case .endUnseen: self = .endUnseen
    case .powerLoss: self = .powerLoss
    case .permissionGap: self = .permissionGap
    case .clockJump: self = .clockJump
    case .clockUnmeasured: self = .clockUnmeasured
    case .checkpoint: self = .checkpoint
    case .checkpointDropped: self = .checkpointDropped
    case .stillOpen: self = .stillOpen
    }
  }

  var ffi: LaChanFFI.NoteCode {
    switch self {
    case .startUnseen: .startUnseen
    case .endUnseen: .endUnseen
    case .powerLoss: .powerLoss
    case .permissionGap: .permissionGap
    case .clockJump: .clockJump
    case .clockUnmeasured: .clockUnmeasured
    case .checkpoint: .checkpoint
    case .checkpointDropped: .checkpointDropped
    case .stillOpen: .stillOpen
    }
  }
}

extension Language {
  init(_ ffi: LaChanFFI.Language) {
    switch ffi {
    case .vi: self = .vi
    case .en: self = .en
    }
  }

  var ffi: LaChanFFI.Language {
    switch self {
    case .vi: .vi
    case .en: .en
    }
  }
}

extension Mode {
  var ffi: LaChanFFI.Mode {
    switch self {
    case .host: .host
    case .replay: .replay
    }
  }
}

extension Audience {
  var ffi: LaChanFFI.Audience {
    switch self {
    case .parent: .parent
    case .child: .child
    }
  }
}

extension ReportFormat {
  var ffi: LaChanFFI.Format {
    switch self {
    case .html: .html
    case .json: .json
    case .csv: .csv
    case .text: .text
    }
  }
}

extension Skip {
  init(_ ffi: LaChanFFI.Skip) {
    switch ffi {
    case .duplicate: self = .duplicate
    case .beforeConsent: self = .beforeConsent
    }
  }
}
