import type { Performed, Task } from '../../../store/jobs/tasks.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { executeCommand } from '../../record/execute-command.ts'
import { enqueueTimer } from '../../record/timer.ts'

/** By so many seconds a clock may be ahead of GitHub's; timers end at whole minutes of people's time. */
const MOST_SECONDS_AHEAD = 120
const LOOK_AGAIN_SECONDS = 60

/**
 * Tells a release what time it is, and when it is to be told next. Where this machine's clock is ahead of GitHub's, no
 * one is told: a soak would end early, and a fix would be disclosed before its minute.
 */
export function performTimer(deps: RuntimeDependencies, { source: id }: Task): Performed {
  const { now } = deps
  const ahead = -(deps.getSecondsAhead() ?? 0)
  if (ahead > MOST_SECONDS_AHEAD) {
    deps.log.error({ release: id, seconds: ahead }, CLOCK_AHEAD)
    return { kind: 'later', at: now() + LOOK_AGAIN_SECONDS, why: CLOCK_AHEAD }
  }
  return {
    kind: 'done',
    write: async (unit) => {
      const at = now()
      const result = await executeCommand(unit, id, { type: 'TimePassed', at })
      const { release } = result
      // Where something happened, the next time is put to work with it.
      const isPut = result.kind === 'accepted' && result.events.length > 0
      if (!isPut) await enqueueTimer(unit, id, { release, now: at })
    },
  }
}

const CLOCK_AHEAD =
  "This machine's clock is ahead of GitHub's, so no timer of a release ends here. Synchronize it with the network (`timedatectl set-ntp true`)."
