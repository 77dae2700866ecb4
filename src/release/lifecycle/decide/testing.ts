import { getAwaitedStep } from '../awaited.ts'
import type { AskedOf } from '../commands.ts'
import { accept, type Decision, refuse, type Stamp } from '../decision.ts'
import { createRerunKey } from '../evolve/ledger.ts'
import { createRuleRefusal } from '../refusals.ts'
import { refuseRole } from '../rules/roles.ts'
import { findCountingRun, isRed } from '../rules/test-runs.ts'
import { listTickableLines } from '../rules/ticking.ts'
import type { Built, OpenRelease, PublishedRelease } from '../state.ts'
import type { Terms } from '../terms.ts'
import { getHead, listFixAuthors } from '../view.ts'
import { type Asker, isSame } from '../who.ts'
import type { Tick } from '../words.ts'

/** §2.1 and §2.2: ticks by people, and tests that are run again. */
export function decideTest(
  release: OpenRelease,
  command: AskedOf<'Check' | 'Retry' | 'Bisect'>,
  stamp: Stamp,
): Decision {
  switch (command.type) {
    case 'Check':
      return check(release, command, stamp)
    case 'Retry':
      return retry(release, command, stamp)
    case 'Bisect':
      return bisect(release, stamp)
  }
}

/** §2.1: which pick breaks the first of the tests that fail on the head. */
function bisect({ ledger, place }: OpenRelease, stamp: Stamp): Decision {
  if (ledger.bisect) return accept()
  if (place.step !== 'testing') return refuse({ code: 'not-testing' })
  const { tests } = ledger.about.terms
  const failed = tests.find((test) =>
    isRed(findCountingRun(test, { head: place.head, checks: ledger.checks })),
  )
  if (!failed) return refuse({ code: 'no-failed-test', head: place.head })
  const { check, app } = failed
  return accept({ type: 'BisectAsked', ...stamp, check, app })
}

/** A tick is for the commit that was looked at, so there has to be one. */
export function check(
  release: OpenRelease | PublishedRelease,
  { item: id, as, evidence, asker }: AskedOf<'Check'>,
  stamp: Stamp,
): Decision {
  const { ledger } = release
  const head = getHead(release)
  const lines = listTickableLines(release)
  if (head === null || lines.length === 0) return refuse({ code: 'no-checklist' })
  const found = lines.find((line) => line.item.id === id)
  if (!found) return refuse({ code: 'unknown-item', item: id, known: lines.map((line) => line.item.id) })

  const {
    gate: { checklist },
    item,
  } = found
  const refusal = item.by === undefined ? null : refuseSecurityItem(release, id, asker)
  if (refusal) return { kind: 'refused', refusal }
  const last = ledger.ticks.find((tick) => tick.checklist === checklist && tick.item === id)
  if (as === 'undone')
    return last ? accept({ type: 'ItemUnticked', ...stamp, checklist, item: id }) : accept()
  if (as === 'not-applicable' && item.ifApplicable !== true)
    return refuse({ code: 'item-applies', item: id, text: item.text })
  const isProved = evidence === null || evidence === last?.evidence
  if (last?.head === head && last.as === as && isProved) return accept()

  const tick: Tick = { checklist, item: id, head, as, by: asker.person, evidence }
  return accept({ type: 'ItemTicked', ...stamp, tick })
}

/** Fix reviewed by security team: a member of it answers for that, and nobody for a fix of their own. */
function refuseSecurityItem(release: OpenRelease | PublishedRelease, item: string, asker: Asker) {
  const refusal = refuseRole('security', asker, release.ledger.about.terms)
  if (refusal) return refusal
  const isOwn = listFixAuthors(release).some((author) => isSame(author, asker.person))
  return isOwn ? createRuleRefusal({ code: 'own-fix', login: asker.person.login, item }) : null
}

/** The branch as it can be tested: pushed, with a pull request, and without a tag. */
function getBuilt(release: OpenRelease | PublishedRelease): Built | null {
  if (release.status === 'published') return null
  const { place } = release
  const isThere = place.step === 'testing' || place.step === 'drafting' || place.step === 'asking-to-tag'
  return isThere ? place : null
}

export function retry(
  release: OpenRelease | PublishedRelease,
  { what }: AskedOf<'Retry'>,
  stamp: Stamp,
): Decision {
  const { trouble, attempts, about } = release.ledger
  const waits = getAwaitedStep(release)
  if (waits?.step === what) {
    if (trouble.kind === 'none') return refuse({ code: 'step-running', step: waits.step })
    return accept({ type: 'StepRetried', ...stamp, step: waits.step, attempt: attempts + 1 })
  }
  const test = about.terms.tests.find(({ id, check }) => id === what || check === what)
  if (test) return retryTest(release, test, stamp)

  const known = [...(waits ? [waits.step] : []), ...about.terms.tests.map(({ id }) => id)]
  return refuse({ code: 'not-retryable', what, known })
}

function retryTest(
  release: OpenRelease | PublishedRelease,
  test: Terms['tests'][number],
  stamp: Stamp,
): Decision {
  const built = getBuilt(release)
  if (!built) return refuse({ code: 'no-head-to-test', check: test.check })

  const { checks, reruns } = release.ledger
  const found = findCountingRun(test, { head: built.head, checks })
  if (found?.conclusion === 'success') return refuse({ code: 'test-green', check: test.check })
  if (found?.conclusion === 'pending') return refuse({ code: 'test-running', check: test.check })

  const asked = { check: test.check, head: built.head, run: found?.run ?? null }
  if (reruns.includes(createRerunKey(asked))) return accept()
  return accept({ type: 'TestRetryAsked', ...stamp, ...asked })
}
