import { formatCandidateName } from '../../release/changes/candidate.ts'
import { countMissingApprovals } from '../../release/lifecycle/rules/approvals.ts'
import {
  checkArtifactsGate,
  checkTestingGate,
  type GateState,
  type Missing,
} from '../../release/lifecycle/rules/gates.ts'
import type { Pick } from '../../release/lifecycle/state.ts'
import { getOpenQuestion, type OpenedRelease } from '../../release/lifecycle/view.ts'
import type { Planned } from '../../release/lifecycle/words.ts'
import { formatSubject } from './opened-release.ts'
import { mayAnswer } from './ruled-out-people.ts'

/** Everything that a release waits for where it stands, each with what it takes; nothing where it goes on by itself. */
export function listMissing(release: OpenedRelease): readonly Missing[] {
  if (release.status !== 'open') return []
  const { ledger, place } = release
  switch (place.step) {
    case 'planned':
      return listUnfitPicks(place.plan)
    case 'picking':
      return listConflicts(place.picks)
    case 'testing':
      return listMissingInGate(checkTestingGate(ledger, place))
    case 'building':
      return listMissingInGate(checkArtifactsGate(ledger, place))
    case 'asking-to-cut':
    case 'asking-to-tag':
    case 'asking-to-publish':
      return listMissingAnswers(release)
    case 'planning':
    case 'bumping':
    case 'proposing':
    case 'drafting':
    case 'tagging':
    case 'publishing':
      return []
  }
}

function listMissingInGate(gate: GateState): readonly Missing[] {
  return gate.kind === 'shut' ? gate.missing : []
}

function listUnfitPicks({ picks }: Planned): Missing[] {
  return picks
    .filter(({ verdict }) => verdict !== 'eligible')
    .map(({ candidate, verdict }) => ({
      what: `The criteria say ${verdict} of ${formatCandidateName(candidate)}.`,
      next: `See why with \`/release explain ${formatCandidateName(candidate)}\`.`,
    }))
}

function listConflicts(picks: readonly Pick[]): Missing[] {
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

function listMissingAnswers(release: OpenedRelease): Missing[] {
  const question = getOpenQuestion(release)
  if (!question) return []
  const { subject } = question
  const needed = countMissingApprovals(release.ledger, question, subject.step)
  if (needed === 0) return []
  const what = `${needed} more to say go for ${formatSubject(subject, release.ledger.about.version)}.`
  return [{ what, next: `${mayAnswer(release, subject)} They say \`/release go\`.` }]
}
