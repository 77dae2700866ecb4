/** A subject without what people and tools put before its words, and what that says. */
interface Undecorated {
  readonly rest: string
  /** The Conventional Commit type that a gitmoji stands for; null where none does. */
  readonly type: string | null
  /** A gitmoji says that something breaks. */
  readonly breaks: boolean
}

/** What gitmoji.dev gives a meaning that decides what a change is, by emoji and by name. */
const GITMOJIS: Readonly<Record<string, string>> = {
  '✨': 'feat',
  ':sparkles:': 'feat',
  '🐛': 'fix',
  ':bug:': 'fix',
  '🚑': 'fix',
  ':ambulance:': 'fix',
  '🩹': 'fix',
  ':adhesive_bandage:': 'fix',
  '🔒': 'security',
  ':lock:': 'security',
  '⚡': 'perf',
  ':zap:': 'perf',
  '♻': 'refactor',
  ':recycle:': 'refactor',
  '🎨': 'style',
  ':art:': 'style',
  '📝': 'docs',
  ':memo:': 'docs',
  '✅': 'test',
  ':white_check_mark:': 'test',
  '🧪': 'test',
  ':test_tube:': 'test',
  '👷': 'ci',
  ':construction_worker:': 'ci',
  '💚': 'ci',
  ':green_heart:': 'ci',
  '⬆': 'deps',
  ':arrow_up:': 'deps',
  '⏪': 'revert',
  ':rewind:': 'revert',
}

const BREAKS = new Set(['💥', ':boom:'])

/** An emoji, its name between colons, a branch or ticket in brackets, a ticket, a word about the state of the work. */
const DECORATION =
  /^(?:[\s,;|–—-]+|(?<emoji>\p{Extended_Pictographic})(?:[\u{1F3FB}-\u{1F3FF}\uFE0F\u200D]|\p{Extended_Pictographic})*|(?<name>:[a-z0-9_+-]{1,40}:)|\[[^\]]{1,40}\]:?|\((?:[A-Z][A-Z0-9_]{1,15}-\d{1,9}|(?:#|GH-|!)\d{1,9})\):?|(?:[A-Z][A-Z0-9_]{1,15}-\d{1,9}|(?:#|GH-|!)\d{1,9})(?:[:,]|(?=\s))|(?:WIP|Draft|fixup!|squash!|amend!)(?::|(?=\s)))/u

/** More of it is no subject any more. */
const MOST = 12

/** Takes away what stands before the words of a subject. `Revert`, and everything that has a meaning, stays. */
export function stripDecoration(subject: string): Undecorated {
  let rest = subject.trim()
  let type: string | null = null
  let breaks = false
  for (let i = 0; i < MOST; i += 1) {
    const found = DECORATION.exec(rest)
    if (!found) break
    const sign = found.groups?.['emoji'] ?? found.groups?.['name']
    if (sign !== undefined) {
      type ??= GITMOJIS[sign] ?? null
      breaks ||= BREAKS.has(sign)
    }
    rest = rest.slice(found[0].length)
  }
  return { rest: rest.trim(), type, breaks }
}
