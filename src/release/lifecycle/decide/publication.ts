import { checkVersion } from '../../versions/check-version.ts'
import { checkNextRelease } from '../../versions/versions.ts'
import { getQuestionSubject } from '../advance.ts'
import type { AskedOf } from '../commands.ts'
import { accept, answerQuestion, type Decision, refuse, type Stamp, voidApprovals } from '../decision.ts'
import { describeBecause } from '../describe-because.ts'
import { countMissingApprovals } from '../rules/approvals.ts'
import { checkGates } from '../rules/gates.ts'
import type { Missing } from '../rules/missing.ts'
import { selectExactly } from '../rules/selection.ts'
import type { OpenRelease, Release } from '../state.ts'
import { toSentence } from '../wording.ts'

/** §3.1, §3.2 and Pre-release Versions. */
export function decidePublication(
  release: OpenRelease,
  command: AskedOf<'Notes' | 'EditNotes' | 'Publish' | 'Prerelease'>,
  stamp: Stamp,
): Decision {
  switch (command.type) {
    case 'Notes':
      return redraftNotes(release, stamp)
    case 'EditNotes':
      return decideNotesEdit(release, command, stamp)
    case 'Publish':
      return publish(release, stamp)
    case 'Prerelease':
      return decidePrerelease(release, command, stamp)
  }
}

function redraftNotes(release: OpenRelease, stamp: Stamp): Decision {
  const { place } = release
  if (place.step === 'drafting') return accept()
  if (place.step !== 'asking-to-tag')
    return 'notes' in place
      ? refuse(
          'The tag was asked for, so the notes are not drafted again.',
          'Edit them in the tracking issue.',
        )
      : refuse(
          'The notes are drafted when the tests are green and the checklist is complete.',
          'See what is missing with `/release status`.',
        )

  const voided = voidApprovals(release, 'The notes are drafted again.', stamp)
  return accept(...voided, { type: 'NotesRequested', ...stamp, head: place.head })
}

function decideNotesEdit(
  release: OpenRelease,
  { notes, text, from }: AskedOf<'EditNotes'>,
  stamp: Stamp,
): Decision {
  const { place } = release
  if (!('notes' in place))
    return refuse('There are no notes to edit yet.', 'Wait for the draft: it comes when the tests are green.')
  if (place.notes === notes) return accept()
  if (from !== null && from !== place.notes)
    return refuse(
      'The notes that you edited have changed since.',
      'Look at them as they are now, and edit them again.',
    )
  if (place.step === 'publishing')
    return refuse(
      'The release is being published with the notes as they were.',
      'Edit the GitHub release when it is there.',
    )

  const voided = place.step === 'asking-to-publish' ? voidApprovals(release, 'The notes changed.', stamp) : []
  return accept(...voided, { type: 'NotesEdited', ...stamp, notes, text })
}

/** The tag has its go; the publication may want one besides. Nothing is published that was not seen to exist. */
function publish(release: OpenRelease, stamp: Stamp): Decision {
  const { ledger, place } = release
  const { version } = ledger.about
  if (place.step === 'publishing') return accept()
  if (place.step === 'building') {
    const gates = checkGates(release, 'artifacts')
    const missing = gates.kind === 'shut' ? gates.missing.flatMap(artifactText).join(' ') : ''
    return refuse(
      `${version} is not built yet. ${missing}`.trim(),
      'Wait for the build; where it failed, `/release retry artifacts`.',
    )
  }
  if (place.step === 'delivering')
    return refuse(
      `${version} is published when its deployment held up.`,
      'See where it is with `/release status`.',
    )
  if (place.step !== 'asking-to-publish')
    return refuse(
      `${version} has no tag yet, so there is nothing to publish.`,
      'See what is missing with `/release status`.',
    )
  if (ledger.flow.kind === 'held')
    return refuse(
      `${version} is held: ${toSentence(describeBecause(ledger.flow.because))}`,
      'Say `/release resume` first.',
    )

  if (checkGates(release, 'publication').kind === 'shut')
    return refuse(
      `A gate before the publication of ${version} is shut.`,
      '`/release why` says what is missing.',
    )
  const needed = countMissingApprovals(ledger, place.question, 'publish')
  if (needed > 0)
    return refuse(
      `${version} waits for ${needed} more to say go.`,
      'Have somebody who may approve say `/release go`.',
    )
  const { question } = place
  const closed = question.kind === 'open' ? [answerQuestion(question, stamp)] : []
  const approvals = question.kind === 'open' ? question.approvals : []
  return accept(...closed, {
    type: 'PublishRequested',
    ...stamp,
    subject: getQuestionSubject(place),
    approvals,
  })
}

function artifactText(missing: Missing): string[] {
  return missing.code === 'artifact-not-found'
    ? [`${missing.text} (\`${missing.artifact}\`) were not found yet.`]
    : []
}

/** An alpha, beta or rc is a release of its own, with the picks that are planned here. */
function decidePrerelease(
  { ledger, place }: OpenRelease,
  { channel, tags }: AskedOf<'Prerelease'>,
  stamp: Stamp,
): Decision {
  const { about, followers, flow } = ledger
  if (about.kind === 'prerelease')
    return refuse(
      `${about.version} is a prerelease itself.`,
      'Ask for the next one where the stable version is prepared.',
    )
  if (place.step === 'planning')
    return refuse('There is no plan to make a prerelease of.', 'Wait for the plan, then say it again.')
  if (flow.kind === 'held')
    return refuse(
      `${about.version} is held: ${toSentence(describeBecause(flow.because))}`,
      'Say `/release resume` first.',
    )

  const found = checkNextRelease(tags, { tagPattern: about.terms.tagPattern, line: about.line, channel })
  if (found.kind === 'refused') return found
  const { version } = found
  if (!version.startsWith(`${about.version}-`))
    return refuse(
      `The next ${channel} of line ${about.line} is ${version}, and this release is ${about.version}.`,
      'Cut the next version of the line.',
    )
  if (followers.includes(version))
    return refuse(`${version} is on its way already.`, 'Go on with it in its own tracking issue.')

  const { plan } = place
  return accept({
    type: 'PrereleaseRequested',
    ...stamp,
    channel,
    version,
    plan: plan.digest,
    picks: selectExactly(plan).take,
  })
}

/** Manual Rollback: what is out cannot be taken back, and everybody who was told of it hears that production went back. */
export function decideRollback(
  release: Exclude<Release, { status: 'unopened' }>,
  { to, because }: AskedOf<'RolledBack'>,
  stamp: Stamp,
): Decision {
  const { version } = release.ledger.about
  if (release.status !== 'published')
    return refuse(
      `${version} is not published, so nobody was told of it.`,
      'End it with `/release abort because …`.',
    )
  if (to === version)
    return refuse(
      `${version} cannot be rolled back to itself.`,
      'Name the version that runs in production now.',
    )
  if (release.rolledBack)
    return refuse(
      `${version} was rolled back to ${release.rolledBack.to} already: ${toSentence(describeBecause(release.rolledBack.because))}`,
      'Cut the next version of the line with `/release cut`.',
    )
  return accept({ type: 'RolledBack', ...stamp, to, because })
}

/** Pre-release Versions: a prerelease that held up becomes the stable version, with the same picks. */
export function promote(
  release: Exclude<Release, { status: 'unopened' }>,
  { tags }: AskedOf<'Promote'>,
  stamp: Stamp,
): Decision {
  const { about, followers } = release.ledger
  if (about.kind !== 'prerelease')
    return refuse(
      `${about.version} is a stable version; only a prerelease is promoted.`,
      'Say `/release publish` when it is built.',
    )
  if (release.status !== 'published')
    return refuse(
      `${about.version} is not published, so nobody could try it.`,
      'Publish it first: `/release publish`.',
    )

  const found = checkVersion(about.version.replace(/-.*$/, ''), tags, { tagPattern: about.terms.tagPattern })
  if (found.kind === 'refused') return found
  const { version } = found
  if (followers.includes(version))
    return refuse(`${version} is on its way already.`, 'Go on with it in its own tracking issue.')

  return accept({
    type: 'PromotionRequested',
    ...stamp,
    version,
    picks: selectExactly(release.release.plan).take,
  })
}
