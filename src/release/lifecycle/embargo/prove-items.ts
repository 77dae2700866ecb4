import type { Stamp } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import { findGateOfItem } from '../rules/ticking.ts'
import type { OpenRelease } from '../state.ts'
import { getHead, isSecurityRelease } from '../view.ts'

/** CVSS score calculated: every security fix of the release was assessed with a vector, which is scored by a library. */
export function proveScores(release: OpenRelease, stamp: Stamp): ReleaseEvent[] {
  const { securityFixes, assessments } = release.ledger
  if (securityFixes.length === 0 || !isSecurityRelease(release)) return []
  const scores = securityFixes.map(
    (fix) => assessments.find(({ candidate }) => candidate === fix)?.assessment.cvss,
  )
  const known = scores.filter((score) => score !== undefined)
  if (known.length < scores.length) return []
  const evidence = known.map(({ vector, score }) => `CVSS ${score.toFixed(1)} (${vector})`).join(', ')
  return proveChecklistItem(release, { item: 'cvss', evidence }, stamp)
}

/** Proves a line of a checklist on the head of the branch, unless it is proved there already. */
export function proveChecklistItem(
  release: OpenRelease,
  { item, evidence }: { readonly item: string; readonly evidence: string },
  stamp: Stamp,
): ReleaseEvent[] {
  const head = getHead(release)
  const gate = findGateOfItem(release, item)
  if (head === null || gate === null) return []
  const { checklist } = gate
  const isProved = release.ledger.proofs.some(
    (one) => one.checklist === checklist && one.item === item && one.head === head,
  )
  return isProved ? [] : [{ type: 'ItemProved', ...stamp, checklist, item, head, evidence }]
}
