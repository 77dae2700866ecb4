import { nameOf } from '../../release/candidate.ts'
import { stillNeeded } from '../../release/lifecycle/approvals.ts'
import { artifactsGate, type Gate, type Missing, testingGate } from '../../release/lifecycle/gates.ts'
import type { Pick } from '../../release/lifecycle/state.ts'
import { getOpenQuestion, type OpenedRelease } from '../../release/lifecycle/view.ts'
import type { Planned } from '../../release/lifecycle/words.ts'
import { mayAnswer } from './may-answer.ts'
import { subjectText } from './parts.ts'

/** Everything that a release waits for where it stands, each with what it takes; nothing where it goes on by itself. */
export function missingOf(release: OpenedRelease): readonly Missing[] {
  if (release.status !== 'open') return []
  const { ledger, place } = release
  switch (place.step) {
    case 'planned':
      return unfit(place.plan)
    case 'picking':
      return conflicts(place.picks)
    case 'testing':
      return missingIn(testingGate(ledger, place))
    case 'building':
      return missingIn(artifactsGate(ledger, place))
    case 'asking-to-cut':
    case 'asking-to-tag':
    case 'asking-to-publish':
      return answers(release)
    case 'planning':
    case 'bumping':
    case 'proposing':
    case 'drafting':
    case 'tagging':
    case 'publishing':
      return []
  }
}

function missingIn(gate: Gate): readonly Missing[] {
  return gate.kind === 'shut' ? gate.missing : []
}

function unfit({ picks }: Planned): Missing[] {
  return picks
    .filter(({ verdict }) => verdict !== 'eligible')
    .map(({ candidate, verdict }) => ({
      what: `The criteria say ${verdict} of ${nameOf(candidate)}.`,
      next: `See why with \`/release explain ${nameOf(candidate)}\`.`,
    }))
}

function conflicts(picks: readonly Pick[]): Missing[] {
  return picks.flatMap(({ candidate, became }) => {
    if (became.kind !== 'conflict') return []
    const name = nameOf(candidate)
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

function answers(release: OpenedRelease): Missing[] {
  const question = getOpenQuestion(release)
  if (!question) return []
  const { subject } = question
  const needed = stillNeeded(release.ledger, question, subject.step)
  if (needed === 0) return []
  const what = `${needed} more to say go for ${subjectText(subject, release.ledger.about.version)}.`
  return [{ what, next: `${mayAnswer(release, subject)} They say \`/release go\`.` }]
}
