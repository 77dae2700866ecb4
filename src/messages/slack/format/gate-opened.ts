import type { GatePoint } from '../../../release/process/phases.ts'
import { shortenSha } from '../../wording.ts'
import { formatSlackCode } from './escape.ts'

/** What is read when a release goes on past its gates; every point of the course has its line. */
const OPENED: Readonly<Record<GatePoint, (head: string) => string>> = {
  cut: () => '✓ Every change of the plan meets the criteria.',
  testing: (head) => `✓ The tests and the checklist are complete on ${formatSlackCode(shortenSha(head))}.`,
  artifacts: () => '✓ All artifacts are published and verified.',
  staging: () => '✓ Staging is healthy.',
  'pre-deployment': () => '✓ Everything is ready for production.',
  publication: () => '✓ Everything is ready for publication.',
  'post-release': () => '✓ Everything after the release is done.',
}

/** Renders which gate opened on a head. */
export function renderGateOpened(gate: GatePoint, head: string): string {
  return OPENED[gate](head)
}
