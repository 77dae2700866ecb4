import { describeRefusal } from '../../src/messages/refusals/describe-refusal.ts'
import type { Tag } from '../../src/release/lines.ts'
import type { checkVersion } from '../../src/release/versions/check-version.ts'

/** The pattern of the process document. */
export const V = { tagPattern: 'v{version}' }

/** A tag on a commit of its own, unless the test names one. */
export function tag(name: string, commit = `c0ffee${name.replaceAll(/\D/g, '')}`): Tag {
  return { name, commit, taggedAt: 1_770_000_000 }
}

export function tags(...names: string[]): Tag[] {
  return names.map((name) => tag(name))
}

/** The accepted version and its base tag, or the refusal as people read it. */
export function told(answer: ReturnType<typeof checkVersion>): string {
  if (answer.kind === 'refused') {
    const { what, next } = describeRefusal(answer.refusal)
    return `${answer.refusal.kind}: ${what} ${next}`
  }
  return `${answer.version} on line ${answer.line} from ${answer.base.name}`
}
