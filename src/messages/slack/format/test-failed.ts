import { formatCandidateName } from '../../../release/changes/candidate.ts'
import type { EventOf } from '../../../release/lifecycle/events.ts'
import { findSuspect, nameFailure, suggestAfterFailure } from '../../test-failure.ts'
import { formatList, shortenSha } from '../../wording.ts'
import type { ReleaseToRender } from '../evidence.ts'
import { formatLink, formatSlackCode, formatSlackProse, mentionInSlack } from './escape.ts'
import { formatSlackPerson } from './people.ts'

/** Renders which test failed, with its log and what to do, and asks who may have broken it to look. */
export function renderTestFailed(
  event: EventOf<'TestFailed'>,
  { release, people }: Pick<ReleaseToRender, 'release'> & { readonly people: ReadonlyMap<number, string> },
): string[] {
  const { check, head, url } = event
  const suspect = findSuspect(release, event)
  const authors = suspect?.authors ?? []
  const known = authors.map(({ id, login }) => {
    const user = people.get(id)
    return user === undefined ? formatSlackPerson({ login }) : mentionInSlack(user)
  })
  return [
    `✗ ${formatSlackCode(check, 60)} *${nameFailure(event)}* on ${formatSlackCode(shortenSha(head))}. ${url === null ? '' : formatLink(url, 'Read its log')}`.trim(),
    suspect && known.length > 0
      ? `${formatList(known)}, please look: ${formatSlackProse(formatCandidateName(suspect.candidate))} is the change that may have broken it.`
      : '',
    formatSlackProse(suggestAfterFailure(release, event)),
  ]
}
