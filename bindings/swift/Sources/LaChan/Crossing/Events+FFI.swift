internal import LaChanFFI

extension Event {
  init(_ ffi: LaChanFFI.Event) throws(LaChanError) {
    switch ffi {
    case .profile(let profile): self = .profile(try Profile(profile))
    case .consent(let consent): self = .consent(Consent(consent))
    case .contact(let card): self = .contact(ContactCard(card))
    case .message(let message): self = .message(Message(message))
    case .call(let call): self = .call(Call(call))
    case .contactRequest(let request): self = .contactRequest(ContactRequest(request))
    case .usage(let usage): self = .usage(Usage(usage))
    case .checkpoint(let checkpoint): self = .checkpoint(try Checkpoint(checkpoint))
    case .limits(let set): self = .limits(try LimitsSet(set))
    case .consentWithdrawn(let withdrawal): self = .consentWithdrawn(Withdrawal(withdrawal))
    case .grant(let grant): self = .grant(try Grant(grant))
    case .deviceStatus(let status): self = .deviceStatus(DeviceStatus(status))
    case .appCategory(let set): self = .appCategory(AppCategorySet(set))
    }
  }

  func ffi() throws(LaChanError) -> LaChanFFI.Event {
    switch self {
    case .profile(let profile): .profile(try profile.ffi())
    case .consent(let consent): .consent(consent.ffi)
    case .contact(let card): .contact(card.ffi)
    case .message(let message): .message(message.ffi)
    case .call(let call): .call(try call.ffi())
    case .contactRequest(let request): .contactRequest(try request.ffi())
    case .usage(let usage): .usage(usage.ffi)
    case .checkpoint(let checkpoint): .checkpoint(checkpoint.ffi)
    case .limits(let set): .limits(try set.ffi())
    case .consentWithdrawn(let withdrawal): .consentWithdrawn(withdrawal.ffi)
    case .grant(let grant): .grant(grant.ffi)
    case .deviceStatus(let status): .deviceStatus(status.ffi)
    case .appCategory(let set): .appCategory(set.ffi)
    }
  }

  /// The batch as the core takes it; an event that cannot cross is named by its place, from 1, as the core does it.
  static func ffi(_ batch: [Event]) throws(LaChanError) -> [LaChanFFI.Event] {
    var crossed: [LaChanFFI.Event] = []
    crossed.reserveCapacity(batch.count)
    for (index, event) in batch.enumerated() {
      do {
        crossed.append(try event.ffi())
      } catch {
        throw error.at(line: index + 1)
      }
    }
    return crossed
  }
}

extension Profile {
  init(_ ffi: LaChanFFI.Profile) throws(LaChanError) {
    self.init(
      alias: ffi.alias, birthYear: Int(ffi.birthYear), zone: ffi.zone, dayStart: try LocalTime(ffi: ffi.dayStart),
      language: Language(ffi.language), hostApp: ffi.hostApp)
  }

  func ffi() throws(LaChanError) -> LaChanFFI.Profile {
    LaChanFFI.Profile(
      alias: alias, birthYear: try exact(birthYear, "birth_year"), zone: zone, dayStart: dayStart.description,
      language: language.ffi, hostApp: hostApp)
  }
}

extension Consent {
  init(_ ffi: LaChanFFI.Consent) {
    self.init(
      givenAt: Moment(ffi.givenAt), by: ConsentGiver(ffi.by), childAgreed: ffi.childAgreed, version: ffi.version)
  }

  var ffi: LaChanFFI.Consent {
    LaChanFFI.Consent(givenAt: givenAt.ffi, by: by.ffi, childAgreed: childAgreed, version: version)
  }
}

extension ContactCard {
  init(_ ffi: LaChanFFI.ContactCard) {
    self.init(
      contact: ffi.contact, app: ffi.app, displayName: ffi.displayName, relation: Relation(ffi.relation),
      saved: ffi.saved)
  }

  var ffi: LaChanFFI.ContactCard {
    LaChanFFI.ContactCard(
      contact: contact, app: app, displayName: displayName, relation: relation.ffi, saved: saved)
  }
}

extension Message {
  init(_ ffi: LaChanFFI.Message) {
    self.init(
      id: ffi.id, contact: ffi.contact, app: ffi.app, conversation: ffi.conversation, group: ffi.group,
      direction: Direction(ffi.direction), sentAt: Moment(ffi.sentAt), text: ffi.text,
      media: ffi.media.map(MediaKind.init), sensitiveMedia: ffi.sensitiveMedia)
  }

  var ffi: LaChanFFI.Message {
    LaChanFFI.Message(
      id: id, contact: contact, app: app, conversation: conversation, group: group, direction: direction.ffi,
      sentAt: sentAt.ffi, text: text, media: media.map(\.ffi), sensitiveMedia: sensitiveMedia)
  }
}

extension Call {
  init(_ ffi: LaChanFFI.Call) {
    self.init(
      contact: ffi.contact, app: ffi.app, direction: Direction(ffi.direction), at: Moment(ffi.at),
      seconds: Int(ffi.seconds), video: ffi.video, answered: ffi.answered)
  }

  func ffi() throws(LaChanError) -> LaChanFFI.Call {
    LaChanFFI.Call(
      contact: contact, app: app, direction: direction.ffi, at: at.ffi, seconds: try exact(seconds, "seconds"),
      video: video, answered: answered)
  }
}

extension ContactRequest {
  init(_ ffi: LaChanFFI.ContactRequest) {
    self.init(
      contact: ffi.contact, app: ffi.app, at: Moment(ffi.at), mutualContacts: ffi.mutualContacts.map { Int($0) })
  }

  func ffi() throws(LaChanError) -> LaChanFFI.ContactRequest {
    let mutual: UInt32? = if let mutualContacts { try exact(mutualContacts, "mutual_contacts") } else { nil }
    return LaChanFFI.ContactRequest(contact: contact, app: app, at: at.ffi, mutualContacts: mutual)
  }
}

extension Usage {
  init(_ ffi: LaChanFFI.Usage) {
    self.init(
      kind: UsageKind(ffi.kind), app: ffi.app, instance: ffi.instance, at: Moment(ffi.at),
      monotonicMs: ffi.monotonicMs, boot: ffi.boot)
  }

  var ffi: LaChanFFI.Usage {
    LaChanFFI.Usage(
      kind: kind.ffi, app: app, instance: instance, at: at.ffi, monotonicMs: monotonicMs, boot: boot)
  }
}

extension Checkpoint {
  init(_ ffi: LaChanFFI.Checkpoint) throws(LaChanError) {
    self.init(
      scope: CheckpointScope(ffi.scope), app: ffi.app, day: try LocalDate(ffi: ffi.day, "day"),
      atLeastMinutes: ffi.atLeastMinutes, receivedAt: Moment(ffi.receivedAt))
  }

  var ffi: LaChanFFI.Checkpoint {
    LaChanFFI.Checkpoint(
      scope: scope.ffi, app: app, day: day.description, atLeastMinutes: atLeastMinutes, receivedAt: receivedAt.ffi)
  }
}
