import type { ReplayScore } from '../../release/onboarding/replay.ts'

/** Says how close a policy is to what people released, in one or two sentences. */
export function renderReplayVerdict(total: ReplayScore, releases: number): string {
  if (releases === 0) return 'There is no patch release to compare with.'
  if (total.shipped === 0)
    return 'None of the changes that you released came from main, so there was nothing to propose.'
  const known = total.shipped - total.missed
  const share = Math.round((100 * known) / total.shipped)
  const hits =
    total.proposed === 0
      ? 'It proposed nothing'
      : `${total.right} of its ${total.proposed} proposals were released`
  return `${closeness(share, total)} Of ${total.shipped} changes that you released from main, ${known} (${share} %) were on the line or proposed the day before. ${hits}.`
}

function closeness(share: number, { proposed, right }: ReplayScore): string {
  const isPrecise = proposed === 0 || right * 3 >= proposed
  if (share >= 95 && isPrecise) return 'This policy does what you do.'
  if (share >= 95) return 'This policy finds what you release, and proposes much else.'
  if (share >= 75) return 'This policy is close to what you do.'
  return 'This policy is stricter than you are.'
}
