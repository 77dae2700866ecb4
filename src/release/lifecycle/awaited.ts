import { createEffectKey, type Effect } from './effects.ts'
import { getAwaitedRolloutStep } from './rollout/awaited.ts'
import type { Ledger, OpenRelease, PlaceAt, PublishedRelease } from './state.ts'
import { getBranchName } from './view.ts'
import type { Step } from './words.ts'

/** An effect before it has its key. */
type Doing = Effect extends infer E ? (E extends Effect ? Omit<E, 'key'> : never) : never

/** The step that the world is asked for where a release is now, with its effect; null where it waits for something else. */
interface Awaited {
  readonly step: Step
  readonly effect: Effect
}

/** What the place of a release waits for. It follows from the state alone, so an answer can be told from an old one. */
export function getAwaitedStep(release: OpenRelease | PublishedRelease): Awaited | null {
  const inRollout = getAwaitedRolloutStep(release)
  if (inRollout || release.status === 'published') return inRollout
  const { ledger, place } = release
  const { about, asked } = ledger
  const branch = getBranchName(about)
  const createAwaited = (step: Step, doing: Doing): Awaited => ({
    step,
    effect: { ...doing, key: createEffectKey(about, asked, doing.kind) },
  })
  switch (place.step) {
    case 'planning':
      return createAwaited('plan', { kind: 'make-plan', selection: place.selection, main: place.main })
    case 'picking':
      return place.head === null
        ? createAwaited('picks', { kind: 'build-branch', branch, plan: place.plan })
        : null
    case 'bumping':
      return createAwaited('version-bump', { kind: 'bump-version', branch, on: place.head })
    case 'proposing':
      return createAwaited('pull-request', { kind: 'show-pull-request', branch, head: place.head })
    case 'drafting':
      return createAwaited('notes', { kind: 'draft-notes', head: place.head, plan: place.plan })
    case 'tagging':
      return createAwaited('tag', { kind: 'push-tag', tag: about.tag, commit: place.head })
    case 'building':
      return createAwaited('artifacts', { kind: 'build-artifacts', tag: about.tag, commit: place.head })
    case 'publishing':
      return createAwaited('publish', getPublication(ledger, place))
    case 'planned':
    case 'asking-to-cut':
    case 'testing':
    case 'asking-to-tag':
    case 'delivering':
    case 'asking-to-publish':
      return null
  }
}

/**
 * What is made public next. Of an embargoed release first the fix, then what it is: a failure half-way never leaves details
 * public without the fix (Embargo Period).
 */
function getPublication({ about, embargo }: Ledger, { head, notes }: PlaceAt<'publishing'>): Doing {
  const { tag } = about
  if (embargo && !embargo.isCodeOut)
    return { kind: 'disclose-code', branch: getBranchName(about), tag, commit: head }
  // No time is agreed on before the advisory is drafted.
  if (embargo && embargo.releaseUrl !== null && embargo.advisory !== null)
    return { kind: 'publish-advisory', advisory: embargo.advisory }
  return { kind: 'publish-release', tag, notes }
}
