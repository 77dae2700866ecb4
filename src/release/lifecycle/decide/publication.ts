import { checkVersion } from '../../versions/check-version.ts'
import { checkNextRelease } from '../../versions/versions.ts'
import { getQuestionSubject } from '../advance.ts'
import type { AskedOf } from '../commands.ts'
import { accept, answerQuestion, type Decision, refuse, type Stamp, voidApprovals } from '../decision.ts'
import { countMissingApprovals } from '../rules/approvals.ts'
import { checkGates, recordSkippedItems } from '../rules/gates.ts'
import { selectExactly } from '../rules/selection.ts'
import type { OpenRelease, Release } from '../state.ts'

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
    return 'notes' in place ? refuse({ code: 'notes-settled' }) : refuse({ code: 'notes-not-due' })

  const voided = voidApprovals(release, { code: 'notes-redrafted' }, stamp)
  return accept(...voided, { type: 'NotesRequested', ...stamp, head: place.head })
}

function decideNotesEdit(
  release: OpenRelease,
  { notes, text, from }: AskedOf<'EditNotes'>,
  stamp: Stamp,
): Decision {
  const { place } = release
  if (!('notes' in place)) return refuse({ code: 'no-notes' })
  if (place.notes === notes) return accept()
  if (from !== null && from !== place.notes) return refuse({ code: 'notes-changed' })
  if (place.step === 'publishing') return refuse({ code: 'notes-publishing' })

  const voided =
    place.step === 'asking-to-publish' ? voidApprovals(release, { code: 'notes-edited' }, stamp) : []
  return accept(...voided, { type: 'NotesEdited', ...stamp, notes, text })
}

/** The tag has its go; the publication may want one besides. Nothing is published that was not seen to exist. */
function publish(release: OpenRelease, stamp: Stamp): Decision {
  const { ledger, place } = release
  const { version } = ledger.about
  if (ledger.embargo) return refuse({ code: 'embargoed', version })
  if (place.step === 'publishing') return accept()
  if (place.step === 'building') {
    const gates = checkGates(release, 'artifacts')
    return refuse({ code: 'not-built', version, missing: gates.kind === 'shut' ? gates.missing : [] })
  }
  if (place.step === 'delivering') return refuse({ code: 'delivering', version })
  if (place.step !== 'asking-to-publish') return refuse({ code: 'not-tagged', version })
  if (ledger.flow.kind === 'held') return refuse({ code: 'held', version, because: ledger.flow.because })

  if (checkGates(release, 'publication').kind === 'shut')
    return refuse({ code: 'publication-gate-shut', version })
  const needed = countMissingApprovals(ledger, place.question, 'publish')
  if (needed > 0) return refuse({ code: 'approvals-missing', version, needed })
  const { question } = place
  const closed = question.kind === 'open' ? [answerQuestion(question, stamp)] : []
  const approvals = question.kind === 'open' ? question.approvals : []
  return accept(...closed, ...recordSkippedItems(release, 'publication', stamp), {
    type: 'PublishRequested',
    ...stamp,
    subject: getQuestionSubject(place),
    approvals,
  })
}

/** An alpha, beta or rc is a release of its own, with the picks that are planned here. */
function decidePrerelease(
  { ledger, place }: OpenRelease,
  { channel, tags }: AskedOf<'Prerelease'>,
  stamp: Stamp,
): Decision {
  const { about, followers, flow } = ledger
  if (about.kind === 'prerelease') return refuse({ code: 'is-prerelease', version: about.version })
  if (place.step === 'planning') return refuse({ code: 'no-plan' })
  if (flow.kind === 'held') return refuse({ code: 'held', version: about.version, because: flow.because })

  const found = checkNextRelease(tags, { tagPattern: about.terms.tagPattern, line: about.line, channel })
  if (found.kind === 'refused') return found
  const { version } = found
  if (!version.startsWith(`${about.version}-`))
    return refuse({
      code: 'other-version-next',
      version: about.version,
      channel,
      line: about.line,
      next: version,
    })
  if (followers.includes(version)) return refuse({ code: 'follower-open', version })

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
  if (release.status !== 'published') return refuse({ code: 'not-published', version })
  if (to === version) return refuse({ code: 'back-to-itself', version })
  if (release.rolledBack)
    return refuse({
      code: 'rolled-back',
      version,
      to: release.rolledBack.to,
      because: release.rolledBack.because,
    })
  return accept({ type: 'RolledBack', ...stamp, to, because })
}

/** Pre-release Versions: a prerelease that held up becomes the stable version, with the same picks. */
export function promote(
  release: Exclude<Release, { status: 'unopened' }>,
  { tags }: AskedOf<'Promote'>,
  stamp: Stamp,
): Decision {
  const { about, followers } = release.ledger
  if (about.kind !== 'prerelease') return refuse({ code: 'is-stable', version: about.version })
  if (release.status !== 'published')
    return refuse({ code: 'prerelease-not-published', version: about.version })

  const found = checkVersion(about.version.replace(/-.*$/, ''), tags, { tagPattern: about.terms.tagPattern })
  if (found.kind === 'refused') return found
  const { version } = found
  if (followers.includes(version)) return refuse({ code: 'follower-open', version })

  return accept({
    type: 'PromotionRequested',
    ...stamp,
    version,
    picks: selectExactly(release.release.plan).take,
  })
}
