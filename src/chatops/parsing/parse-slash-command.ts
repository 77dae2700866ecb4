import { addVersionPrefix } from '../../release/version-form.ts'
import type { ParsedCommand } from '../request.ts'
import { parseLine } from './parse-line.ts'

/** What somebody said with Slack's `/release`: of which release, where they named one, and what. */
export interface SlashCommand {
  /** `godel/api`. */
  readonly repository: string | null
  /** With its `v`: `v2.0.1-rc.1`. */
  readonly version: string | null
  readonly spoken: ParsedCommand
}

/** No command has a slash in it, and none looks like a version. Names as GitHub allows them. */
const REPOSITORY = /^\s*(?<found>[a-z\d](?:[a-z\d-]{0,38})\/[\w.-]{1,100})(?=\s|$)/i
const VERSION = /^\s*v?(?<found>\d+\.\d+\.\d+(?:-[a-z\d.-]{1,60})?)(?=\s|$)/i

/**
 * Reads the text of Slack's slash command: the command as on GitHub, perhaps with a repository and a version before it
 * that say which release is meant, as there is no issue on which it was said: `godel/api v2.0.1 go`. Never throws.
 */
export function parseSlash(text: string): SlashCommand {
  const written = unescapeText(text)
  const repository = REPOSITORY.exec(written)
  const behind = written.slice(repository?.[0].length ?? 0)
  const version = VERSION.exec(behind)
  const parsed = parseLine(behind.slice(version?.[0].length ?? 0))
  const number = version?.groups?.['found']
  return {
    repository: repository?.groups?.['found'] ?? null,
    version: number === undefined ? null : addVersionPrefix(number),
    spoken: { ...parsed, text: parsed.kind === 'asked' ? written.trim() : parsed.text },
  }
}

/** Slack escapes these three, and no other (https://docs.slack.dev/messaging/formatting-message-text#escaping). */
function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
