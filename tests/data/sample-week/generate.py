#!/usr/bin/env python3
"""Expands the hand-written scripts of this folder into ../sample-week.jsonl and ../sample-week.expected.json.

Standard library only, one fixed seed: the same sources give the same bytes. Times are local milliseconds since the
Monday of the week; they become RFC 3339 only when written.
"""
import json
import random
import re
import unicodedata
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
RNG = random.Random(20261116)
MONDAY = datetime(2026, 11, 16, tzinfo=timezone(timedelta(hours=7)))
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000

# When the child has the phone in hand, by kind of day: minutes since midnight.
WEEKDAY = {"morning": (368, 408), "noon": (698, 790), "afternoon": (995, 1085), "evening": (1130, 1270),
           "late": (1250, 1280)}
WEEKEND = {"morning": (485, 680), "noon": (690, 800), "afternoon": (815, 1080), "evening": (1130, 1300),
           "late": (1280, 1315)}
PERIOD_WEIGHT = {"morning": 1, "noon": 3, "afternoon": 3, "evening": 5, "late": 0}

TEEN = {"không": ["ko", "k", "hong"], "được": ["đc"], "gì": ["j"], "rồi": ["r", "roi"], "với": ["vs"], "biết": ["bít"],
        "bây giờ": ["bh"], "cũng": ["cx"], "mình": ["mk"], "nhiều": ["nh"], "trước": ["trc"], "người": ["ng"],
        "thôi": ["thui"], "quá": ["qá"], "vậy": ["z"], "như": ["nhu"], "bạn": ["bn"], "nhé": ["nha", "nhe"],
        "làm": ["lm"], "chơi": ["chs"], "thế": ["thía", "the"], "cảm ơn": ["cmon", "tks"], "học": ["hc"]}
PRONOUNS = {"tao": {"t": "tao", "m": "mày"}, "ong": {"t": "tôi", "m": "ông"}}
TAILS = [" =))", " :v", " 😂", " kkk", "!", " nha"]
TAG = re.compile(r"\[(image|video|voice|file|location|sticker|link)(!?)\]")

BOOTS = [("41", -3 * DAY + 7 * HOUR + 12 * MINUTE + 33_210)]  # (id, start); the plan adds the next ones
LAUNCHER = "com.android.launcher3"
JOIN = 50 * SECOND  # a shorter pause does not make the child put the phone away


def lines_of(path):
    """Lines of a source file without comments; blank lines stay, they separate exchanges."""
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    return [line.strip() for line in text.splitlines() if not line.startswith("#")]


def clock(day, hhmm):
    hours, minutes = hhmm.split(":")
    return DAYS.index(day) * DAY + int(hours) * HOUR + int(minutes) * MINUTE


def read_slots():
    pairs = (line.split(": ", 1) for line in lines_of(HERE / "slots.txt") if line)
    return {name: choices.split(" | ") for name, choices in pairs}


def read_contacts():
    keys = ["alias", "id", "app", "name", "relation", "saved", "style", "child_style", "bank", "exchanges"]
    rows = [dict(zip(keys, map(str.strip, line.split("|")))) for line in lines_of(HERE / "contacts.txt") if line]
    for row in rows:
        count, _, first_day = row["exchanges"].partition(" from ")
        row["exchanges"], row["first_day"] = int(count), DAYS.index(first_day or "mon")
    return {row["alias"]: row for row in rows}


def read_bank(name):
    """Exchanges of a bank: (tags, [(speaker, text)])."""
    exchanges, tags, turns = [], [], []
    for line in lines_of(HERE / "banks" / f"{name}.txt") + [""]:
        if line.startswith("%"):
            tags = line[1:].split()
        elif line:
            turns.append(split_turn(line))
        elif turns:
            exchanges.append((tags, turns))
            tags, turns = [], []
    return exchanges


def split_turn(line):
    speaker, text = re.match(r"([<>]|[a-z0-9]+:)\s*(.*)", line).groups()
    return speaker.rstrip(":"), text


def bare(text):
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in marks if not unicodedata.combining(c)))


def styled(text, style):
    """The text as this person would type it."""
    base, _, pronouns = style.partition("+")
    for short, long in PRONOUNS.get(pronouns, {}).items():
        text = re.sub(rf"\b{short}\b", long, text)
    if base.startswith("teen"):
        for word, forms in TEEN.items():
            text = re.sub(rf"\b{word}\b", lambda m: RNG.choice(forms) if RNG.random() < 0.5 else m.group(), text)
        if text and text[-1].isalpha() and RNG.random() < 0.1:
            text += RNG.choice(TAILS)
    return bare(text) if base in ("bare", "teenbare") else text


class Week:
    """Everything that happens: facts to write, and the child's time with the phone in hand."""

    def __init__(self):
        self.slots, self.contacts = read_slots(), read_contacts()
        self.group = self.contacts.pop("lop")
        self.facts = []     # (time, rank, record); rank orders facts of one instant
        self.usage = []     # (time, kind, app, instance)
        self.busy = []      # (start, end, conversation, child_writes): what a new exchange must not overlap
        self.in_hand = []   # (start, end, app): chat and calls that need the app in front
        self.counts = {}    # (app, activity): its newest instance
        self.expect, self.watch = {}, []

    # Messages

    def say(self, at, speaker, text, conversation, child, style=None):
        contact = self.contacts[speaker]
        media = [kind for kind, _ in TAG.findall(text)]
        sensitive = any(mark for _, mark in TAG.findall(text))
        text = re.sub(r" {2,}", " ", TAG.sub("", text)).strip()
        record = {"type": "message", "id": "", "contact": contact["id"], "app": contact["app"],
                  "conversation": conversation, "group": conversation == self.group["id"],
                  "direction": "outgoing" if child else "incoming", "sent_at": at,
                  "text": styled(text, style) if style else text}
        if media:
            record["media"] = media
        if sensitive:
            record["sensitive_media"] = True
        self.facts.append((at, 1, record))

    def pace(self, text, child):
        typing = len(text) * (90 if child else 110)
        return RNG.randint(4 * SECOND, (14 if child else 22) * SECOND) + typing

    def hold(self, turns_at, app, conversation):
        """Remembers the span of an exchange: [(time, child)]."""
        (start, _), (end, _) = turns_at[0], turns_at[-1]
        written = [at for at, child in turns_at if child]
        self.busy.append((start, end, conversation, bool(written)))
        if written:
            front = min(start + 2 * SECOND, written[0] - 8 * SECOND) if written[0] > start else start - 9 * SECOND
            self.in_hand.append((front, end + RNG.randint(4, 9) * SECOND, app))

    # Fully written scripts

    def play_scripts(self):
        for path in sorted((HERE / "staged").glob("*.txt")):
            self.play(lines_of(path))

    def play(self, lines):
        at, alias, turns_at = 0, None, []
        last = None  # who spoke last in the group: the one the child answers

        def close():
            if turns_at:
                row = self.group if alias is None else self.contacts[alias]
                self.hold(turns_at, row["app"], row["id"])
                turns_at.clear()

        for line in filter(None, lines):
            word, *rest = line.split()
            if word == "expect":
                self.expect[rest[1]] = rest[0]
            elif word == "watch":
                self.watch = rest
            elif word in ("contact", "group"):
                close()
                alias = rest[0] if rest else None
            elif word == "@":
                close()
                at = clock(*rest) + RNG.randrange(MINUTE)
            elif word == "request":
                contact = self.contacts[alias]
                self.facts.append((at - 40 * SECOND, 1, {
                    "type": "contact_request", "contact": contact["id"], "app": contact["app"],
                    "at": at - 40 * SECOND, "mutual_contacts": int(rest[0].partition("=")[2])}))
            elif word == "call":
                at = self.call(at + 5 * SECOND, alias, *rest)
            else:
                speaker, text = split_turn(line)
                child = speaker == ">"
                last = last if child else (alias or speaker)
                at += self.pace(text, child)
                conversation = self.contacts[alias]["id"] if alias else self.group["id"]
                self.say(at, alias or last, text, conversation, child)
                turns_at.append((at, child))
        close()

    def call(self, at, alias, direction, length, kind, outcome):
        """One call; returns when it is over."""
        contact, answered = self.contacts[alias], outcome == "answered"
        seconds = int(length[:-1]) * 60 + RNG.randint(-25, 25) if answered else 0
        self.facts.append((at, 1, {
            "type": "call", "contact": contact["id"], "app": contact["app"],
            "direction": {"in": "incoming", "out": "outgoing"}[direction], "at": at, "seconds": seconds,
            "video": kind == "video", "answered": answered}))
        over = at + seconds * SECOND
        if answered:
            self.busy.append((at, over, contact["id"], True))
            self.in_hand.append((at - 3 * SECOND, over, contact["app"]))
        return over + 15 * SECOND

    # Exchanges drawn from the banks

    def draw_exchanges(self):
        jobs = []
        for row in [*self.contacts.values(), self.group]:
            if row["bank"] == "-":
                continue
            bank, deck = read_bank(row["bank"]), []
            while len(deck) < row["exchanges"]:
                again = [e for e in bank if not deck or not set(DAYS) & set(e[0])]  # news of one day comes once
                deck += RNG.sample(again, len(again))
            jobs += [(row, tags, turns) for tags, turns in deck[:row["exchanges"]]]
        RNG.shuffle(jobs)
        for row, tags, turns in jobs:
            self.place(row, tags, self.cast(row, turns))

    def cast(self, row, turns):
        """Fills the slots and gives the letters of a group exchange to classmates: [(alias, child, text)]."""
        fill = {name: RNG.choice(choices) for name, choices in self.slots.items()}
        others = RNG.sample(["an", "han", "huy", "vy", "khoi", "dang", "hung", "long"], 4)
        roles = dict(zip("abcd", others), gv="co")
        said, last = [], others[0]
        for speaker, text in turns:
            child = speaker == ">"
            if row is not self.group:
                last = row["alias"]
            elif not child:
                last = roles[speaker]
            said.append((last, child, re.sub(r"\{(\w+)\}", lambda m: fill[m.group(1)], text)))
        return said

    def place(self, row, tags, said):
        gaps = [self.pace(text, child) for _, child, text in said]
        length, child_writes = sum(gaps), any(child for _, child, _ in said)
        for attempt in range(400):
            start = self.candidate(tags, row["first_day"], near=child_writes and attempt < 60)
            if start and self.free(start, start + length + gaps[0], row["id"], child_writes):
                break
        else:
            raise SystemExit(f"no room for an exchange of {row['alias']}")
        at, turns_at = start, []
        for gap, (alias, child, text) in zip(gaps, said):
            at += gap
            style = row["child_style"] if child else self.contacts[alias]["style"]
            self.say(at, alias, text, row["id"], child, style)
            turns_at.append((at, child))
        self.hold(turns_at, row["app"], row["id"])

    def candidate(self, tags, first_day, near):
        """A start that the tags allow, by preference right after another chat: people write in bursts."""
        days = [d for d in range(first_day, 7)
                if (DAYS[d] in tags or not set(DAYS) & set(tags))
                and ("weekday" not in tags or d < 5) and ("weekend" not in tags or d > 4)]
        day = RNG.choice(days)
        windows = WEEKDAY if day < 5 else WEEKEND
        periods = [p for p in windows if p in tags] or list(windows)
        weights = [PERIOD_WEIGHT[p] for p in periods]
        period = RNG.choices(periods, weights)[0] if any(weights) else "late"
        low, high = (day * DAY + minute * MINUTE for minute in windows[period])
        ends = [end for start, end, _, child in self.busy if child and low <= end < high]
        if near and ends and RNG.random() < 0.75:
            return RNG.choice(ends) + RNG.randint(11, 26) * SECOND
        return RNG.randint(low, high)

    def free(self, start, end, conversation, child_writes):
        """Whether nothing stands in the way: the child answers one person at a time, a topic is left to rest."""
        def clashes(since, until, where, child):
            margin = 10 * MINUTE if conversation == where else 10 * SECOND
            return ((conversation == where or (child_writes and child))
                    and start < until + margin and since < end + margin)
        return not any(clashes(*span) for span in self.busy)

    # Use of the phone

    def read_plan(self):
        """Free use of the plan; reserves the special spans before any exchange is placed."""
        self.free_use, self.special = [], []
        for line in filter(None, lines_of(HERE / "usage-plan.txt")):
            day, hhmm, length, *what = line.split()
            start = clock(day, hhmm) + RNG.randrange(40 * SECOND)
            end = start + int(length[:-1]) * MINUTE + RNG.randrange(20 * SECOND)
            if len(what) == 1 and "." in what[0]:
                self.free_use.append((start, end, what[0]))
                continue
            self.busy.append((start - MINUTE, end + MINUTE, None, True))
            if what[0] == "boot":
                BOOTS.append((str(int(BOOTS[-1][0]) + 1), start - 21_480))
                self.log(start, "startup")
                self.log(start + 31_000, "unlocked")
                self.switch_off(start + 48_000)
            elif what[0] != "away":
                self.special.append((start, end, what[0], what[1:]))

    def log(self, at, kind, app=None, instance=None):
        self.usage.append((at, kind, app, instance))

    def front_spans(self):
        """Spans of one app in front, apart from each other: chat, then the free use that is left around it."""
        chat = []
        for start, end, app in sorted(self.in_hand):
            if chat and start < chat[-1][1] + JOIN and app == chat[-1][2]:
                chat[-1] = (chat[-1][0], max(end, chat[-1][1]), app)
            else:
                chat.append((max(start, chat[-1][1] + SECOND) if chat else start, end, app))
        taken = sorted(chat + [(start, end, "") for start, end, _, _ in self.special])
        spans = list(chat)
        for start, end, app in self.free_use:
            for since, until, _ in [t for t in taken if t[0] < end and start < t[1]] + [(end, end, "")]:
                if since - start > JOIN:
                    spans.append((start, since - 4 * SECOND, app))
                start = max(start, until + 4 * SECOND)
        return sorted(spans)

    def use_phone(self):
        sessions = []
        for span in self.front_spans():
            if sessions and span[0] - sessions[-1][-1][1] < JOIN:
                sessions[-1].append(span)
            else:
                sessions.append([span])
        for session in sessions:
            self.session(session)
        for start, end, kind, apps in self.special:
            getattr(self, f"session_{kind}")(start, end, *apps)
        self.wake_ups([(s[0][0], s[-1][1]) for s in sessions] + [(s, e) for s, e, _, _ in self.special])

    def instance(self, app, activity="Main", fresh=0.3):
        key = (app, activity)
        self.counts[key] = self.counts.get(key, 1) + (RNG.random() < fresh)
        return f"{activity}#{self.counts[key]}"

    def unlock(self, start):
        self.log(start - 3_400, "screen_on")
        self.log(start - 2_150, "unlocked")

    def switch_off(self, end):
        self.log(end + 610, "screen_off")
        self.log(end + 640, "locked")

    def leave(self, at, app, instance):
        self.log(at, "app_paused", app, instance)
        self.log(at + RNG.randint(180, 420), "app_stopped", app, instance)

    def session(self, spans):
        start = spans[0][0]
        self.unlock(start)
        if RNG.random() < 0.5:
            self.log(start - 2_000, "app_resumed", LAUNCHER, "Launcher#1")
            self.leave(start - 120, LAUNCHER, "Launcher#1")
        for i, (since, until, app) in enumerate(spans):
            instance = self.instance(app)
            self.log(since, "app_resumed", app, instance)
            if i + 1 < len(spans):
                follows = spans[i + 1][0]
                until = follows - RNG.choice([350, 4_200])  # straight over by a notification, or by the launcher
                if follows - until > SECOND:
                    self.log(until + 500, "app_resumed", LAUNCHER, "Launcher#1")
                    self.leave(follows - 90, LAUNCHER, "Launcher#1")
            elif RNG.random() < 0.3:  # some phones say "screen off" before "paused"
                until += 660
            self.leave(until, app, instance)
        self.switch_off(spans[-1][1])

    def session_split(self, start, end, first, second):
        a, b = self.instance(first), self.instance(second)
        third = (end - start) // 3
        self.unlock(start)
        self.log(start, "app_resumed", first, a)
        self.log(start + third, "app_resumed", second, b)
        self.leave(end - third, second, b)
        self.leave(end, first, a)
        self.switch_off(end)

    def session_swap(self, start, end, app):
        home, watch = self.instance(app, "Home"), self.instance(app, "Watch")
        middle = (start + end) // 2
        self.unlock(start)
        self.log(start, "app_resumed", app, home)
        self.log(middle, "app_resumed", app, watch)
        self.leave(middle + 380, app, home)
        self.leave(end, app, watch)
        self.switch_off(end)

    def session_nopause(self, start, end, app):
        self.unlock(start)
        self.log(start, "app_resumed", app, self.instance(app))
        self.switch_off(end)

    def session_lockcam(self, start, end, app):
        camera = self.instance(app, "SecureCamera")
        self.log(start - 900, "screen_on")
        self.log(start, "app_resumed", app, camera)
        self.leave(end, app, camera)
        self.log(end + 2 * SECOND, "screen_off")

    def session_dead(self, start, end, first, second):
        a, middle = self.instance(first), (start + end) // 2
        self.unlock(start)
        self.log(start, "app_resumed", first, a)
        self.leave(middle, first, a)
        self.log(middle + 900, "app_resumed", second, self.instance(second))

    def wake_ups(self, sessions):
        """Now and then a message lights the screen up and nobody takes the phone."""
        dark = BOOTS[-1][1] - 70 * MINUTE, BOOTS[-1][1] + MINUTE
        for at, _, record in sorted(self.facts, key=lambda fact: fact[0]):
            clear = all(at + 15 * SECOND < since or until + 10 * SECOND < at for since, until in [*sessions, dark])
            if record.get("direction") == "incoming" and clear and RNG.random() < 0.12:
                self.log(at + 450, "screen_on")
                self.log(at + 450 + RNG.randint(6, 9) * SECOND, "screen_off")
                sessions = [*sessions, (at, at + 10 * SECOND)]

    # Writing

    def usage_facts(self):
        for at, kind, app, instance in self.usage:
            boot, since = [b for b in BOOTS if b[1] <= at][-1]
            record = {"type": "usage", "kind": kind}
            if app:
                record |= {"app": app, "instance": instance}
            yield at, 2, record | {"at": at, "monotonic_ms": at - since, "boot": boot}

    def introductions(self):
        """`contact` lines: saved ones on top, others right before their first event."""
        first = {}
        for at, _, record in sorted(self.facts, key=lambda fact: fact[0]):
            first.setdefault(record["contact"], at)
        for row in self.contacts.values():
            saved = row["saved"] == "yes"
            yield (-1 if saved else first[row["id"]]), 0, {
                "type": "contact", "contact": row["id"], "app": row["app"], "display_name": row["name"],
                "relation": row["relation"], "saved": saved}

    def records(self):
        facts = [*self.introductions(), *self.facts, *self.usage_facts()]
        number = 0
        for _, _, record in sorted(facts, key=lambda fact: fact[:2]):
            if record["type"] == "message":
                number += 1
                record["id"] = f"m{number:04}"
            yield {key: stamp(value) if key in ("at", "sent_at") else value for key, value in record.items()}


def stamp(at):
    return (MONDAY + timedelta(seconds=at // SECOND)).isoformat()


def header():
    made = "2026-11-15T19:40:00+07:00"
    school_nights = ["sun", "mon", "tue", "wed", "thu"]
    bedtimes = [{"day": day, "from": "21:30", "to": "06:00", "updated_at": made} for day in school_nights]
    bedtimes += [{"day": day, "from": "22:30", "to": "07:00", "updated_at": made} for day in ("fri", "sat")]
    limits = [{"day": day, "minutes": 180 if day in ("sat", "sun") else 120, "updated_at": made} for day in DAYS]
    return [
        {"type": "profile", "alias": "Bi", "birth_year": 2014, "zone": "Asia/Ho_Chi_Minh", "day_start": "04:00",
         "language": "vi", "host_app": "vn.lachan.sample"},
        {"type": "consent", "given_at": "2026-11-15T19:30:00+07:00", "by": "guardian", "child_agreed": True,
         "version": "1"},
        {"type": "limits", "rules": {"day_start": "04:00", "bedtimes": bedtimes, "daily_limits": limits,
                                     "overrides": []}, "set_at": made},
    ]


def main():
    week = Week()
    week.read_plan()
    week.play_scripts()
    week.draw_exchanges()
    week.use_phone()
    lines = [json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in [*header(), *week.records()]]
    (HERE.parent / "sample-week.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ids = {alias: row["id"] for alias, row in week.contacts.items()}
    expected = {
        "alerts": [{"contact": ids[alias], "category": category} for alias, category in week.expect.items()],
        "harmless": sorted(ids[a] for a in ids if a not in week.expect and a not in week.watch),
        "watch_at_most": sorted(ids[a] for a in week.watch),
    }
    text = json.dumps(expected, ensure_ascii=False, indent=2)
    (HERE.parent / "sample-week.expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
