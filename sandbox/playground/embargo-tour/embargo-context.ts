import type { EmbargoStage } from '../stage/embargo.ts'
import type { TourContext } from '../tour/tour-context.ts'

/** Where both sides of it are seen. */
export const EMBARGO_VIEW = '/embargo'

/** A release under embargo that is being played. */
export interface EmbargoPlay extends TourContext {
  readonly stage: EmbargoStage
  /** The tracking issue, in the private repository. */
  readonly tracking: number
}

/** A word of the App's in the tracking issue. */
export async function waitForQuestion({ guide, tracking }: EmbargoPlay, words: string): Promise<void> {
  const { bot } = guide.github.world.installed.app
  const seen = () =>
    guide.repository.comments.some(
      ({ issue, by, body }) => issue === tracking && by.id === bot.id && body.includes(words),
    )
  await guide.waits({
    what: `the App to say “${words.replace(/^#+ /, '')}”`,
    seen: () => (seen() ? true : undefined),
    seconds: 90,
    otherwise: `The App didn't say “${words}” within 90 seconds.`,
  })
}
