import { formatCandidateName } from '../../release/changes/candidate.ts'
import { countMissingApprovals } from '../../release/lifecycle/rules/approvals.ts'
import { checkGates } from '../../release/lifecycle/rules/gates.ts'
import type { OpenRelease, Pick } from '../../release/lifecycle/state.ts'
import { getOpenQuestion, type OpenedRelease } from '../../release/lifecycle/view.ts'
import type { GatePoint } from '../../release/process/phases.ts'
import { describeMissing, type MissingText } from '../missing-text.ts'
import { formatSubject } from './opened-release.ts'
import { mayAnswer } from './ruled-out-people.ts'

/** Everything that a release waits for where it stands, each with what it takes; nothing where it goes on by itself. */
export function listMissing(release: OpenedRelease): readonly MissingText[] {
  if (release.status !== 'open') return []
  const { place } = release
  switch (place.step) {
    case 'planned':
      return missingAt(release, 'cut')
    case 'picking':
      return listConflicts(place.picks)
    case 'testing':
      return missingAt(release, 'testing')
    case 'building':
      return missingAt(release, 'artifacts')
    case 'asking-to-publish':
      return [...missingAt(release, 'publication'), ...listMissingAnswers(release)]
    case 'asking-to-cut':
    case 'asking-to-tag':
      return listMissingAnswers(release)
    case 'planning':
    case 'bumping':
    case 'proposing':
    case 'drafting':
    case 'tagging':
    case 'publishing':
    case 'delivering':
      return []
  }
}

function missingAt(release: OpenRelease, point: GatePoint): MissingText[] {
  const gates = checkGates(release, point)
  return gates.kind === 'shut' ? gates.missing.map(describeMissing) : []
}

function listConflicts(picks: readonly Pick[]): MissingText[] {
  return picks.flatMap(({ candidate, became }) => {
    if (became.kind !== 'conflict') return []
    const name = formatCandidateName(candidate)
    const where = became.pullRequest === null ? 'its pull request' : `#${became.pullRequest}`
    const files = became.files.slice(0, 3).map((path) => `\`${path}\``)
    const more = became.files.length > 3 ? ` and ${became.files.length - 3} more` : ''
    return [
      {
        what: `${name} conflicts in ${files.join(', ')}${more}.`,
        next: `Resolve it in ${where}, or leave it out with \`/release drop ${name} because …\`.`,
      },
    ]
  })
}

function listMissingAnswers(release: OpenedRelease): MissingText[] {
  const question = getOpenQuestion(release)
  if (!question) return []
  const { subject } = question
  const needed = countMissingApprovals(release.ledger, question, subject.step)
  if (needed === 0) return []
  const what = `${needed} more needed to approve ${formatSubject(subject, release.ledger.about.version)}.`
  return [{ what, next: `${mayAnswer(release, subject)} They run \`/release go\`.` }]
}
