import { parseLocalTime } from '../../calendar.ts'
import type { AskedOf } from '../commands.ts'
import { accept, type Decision, refuse, type Stamp, voidApprovals } from '../decision.ts'
import type { OpenRelease } from '../state.ts'

/**
 * Decides on the time of a disclosure. Whatever the calendar says, it is the security team's; another time is another
 * thing to approve, but for `now`: what leaked elsewhere doesn't wait for the same goes twice.
 */
export function decideDisclosureTime(
  release: OpenRelease,
  command: AskedOf<'Disclose'>,
  stamp: Stamp,
): Decision {
  const { ledger, place } = release
  const { version } = ledger.about
  if (!ledger.embargo) return refuse({ code: 'not-embargoed', version })
  if (place.step === 'publishing') return refuse({ code: 'disclosing', version })
  if (ledger.flow.kind === 'held') return refuse({ code: 'held', version, because: ledger.flow.because })
  if (ledger.embargo.advisory === null) return refuse({ code: 'advisory-missing', version })
  const { disclosing } = ledger.embargo
  if (command.how === 'now') {
    const timeZone = disclosing?.timeZone ?? ledger.about.terms.timeZone
    const { because } = command
    return accept({
      type: 'DisclosureScheduled',
      ...stamp,
      dueAt: command.at,
      timeZone,
      how: 'now',
      because,
    })
  }
  const { how, because } = command
  const timeZone = command.timeZone ?? ledger.about.terms.timeZone
  const dueAt = parseLocalTime(command.on, timeZone)
  if (dueAt === null) return refuse({ code: 'no-such-time', on: command.on, timeZone })
  if (dueAt <= command.at) return refuse({ code: 'disclosure-in-past', version })
  if (how === 'postponed' && disclosing === null) return refuse({ code: 'no-disclosure', version })
  if (disclosing?.dueAt === dueAt && disclosing.timeZone === timeZone) return accept()
  return accept(...voidApprovals(release, { code: 'disclosure-moved' }, stamp), {
    type: 'DisclosureScheduled',
    ...stamp,
    dueAt,
    timeZone,
    how,
    because,
  })
}

/** CVE registered: GitHub is asked for an id, or the security team enters the one that it has. */
export function decideCve(release: OpenRelease, { cve }: AskedOf<'RegisterCve'>, stamp: Stamp): Decision {
  const { about, embargo } = release.ledger
  if (!embargo) return refuse({ code: 'not-embargoed', version: about.version })
  if (embargo.advisory === null) return refuse({ code: 'advisory-missing', version: about.version })
  const known = embargo.seen?.cve ?? null
  if (known !== null && (cve === null || cve === known)) return accept()
  return accept({ type: 'CveRequested', ...stamp, cve })
}

/** Advisory drafted: asks again for the draft that the App could not make. One that is there already is no news. */
export function decideDraft({ ledger }: OpenRelease, stamp: Stamp): Decision {
  const { about, embargo } = ledger
  if (!embargo) return refuse({ code: 'not-embargoed', version: about.version })
  return embargo.advisory === null ? accept({ type: 'AdvisoryDraftRequested', ...stamp }) : accept()
}

/** Affected versions documented: the releases that contain the faulty commit are affected. */
export function decideFaultyCommit(
  { ledger }: OpenRelease,
  { commit }: AskedOf<'NameFaultyCommit'>,
  stamp: Stamp,
): Decision {
  const { about, embargo } = ledger
  if (!embargo) return refuse({ code: 'not-embargoed', version: about.version })
  if (embargo.introducedBy === commit) return accept()
  return accept({ type: 'FaultyCommitNamed', ...stamp, commit })
}
