import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import type { Subject } from '../../release/lifecycle/words.ts'
import { page } from '../release/pages.ts'
import { shortDigest } from '../release/wording.ts'
import { code, link, mrkdwn } from './escape.ts'

/** Exactly what a go is for, whole, so that it can be compared. */
export function subjectLines({
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
    `${link(webUrl, repository.name)} ${mrkdwn(version, 60)}${on}`,
    ...(subject.step === 'cut'
      ? []
      : [`Commit ${link(page(webUrl, `commit/${subject.commit}`), subject.commit)}`]),
    `Plan ${code(subject.plan)}`,
    ...(subject.step === 'publish' ? [`Notes ${code(shortDigest(subject.notes))}`] : []),
  ]
}
