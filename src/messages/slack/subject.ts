import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import type { Subject } from '../../release/lifecycle/words.ts'
import { createPageUrl } from '../release/pages.ts'
import { shortenDigest } from '../wording.ts'
import { escapeMrkdwn, formatLink, formatSlackCode } from './format/escape.ts'

/** Exactly what a go is for, whole, so that it can be compared. */
export function renderSubjectLines({
  release,
  subject,
  webUrl,
}: {
  readonly release: OpenedRelease
  readonly subject: Subject
  readonly webUrl: string
}): string[] {
  const { repository, version, track } = release.ledger.about
  const on = track === 'regular' ? '' : `, ${track} track`
  return [
    `${formatLink(webUrl, repository.name)} ${escapeMrkdwn(version, 60)}${on}`,
    ...(subject.step === 'cut'
      ? []
      : [`Commit ${formatLink(createPageUrl(webUrl, `commit/${subject.commit}`), subject.commit)}`]),
    `Plan ${formatSlackCode(subject.plan)}`,
    ...(subject.step === 'publish' ? [`Notes ${formatSlackCode(shortenDigest(subject.notes))}`] : []),
  ]
}
