import type { Performed, Task } from '../../../store/jobs/tasks.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { executeCommand } from '../../record/execute-command.ts'
import { enqueueTimer } from '../../record/timer.ts'

/** Tells a release what time it is, and when it is to be told next. */
export function performTimer({ now }: RuntimeDependencies, { source: id }: Task): Performed {
  return {
    kind: 'done',
    write: async (unit) => {
      const at = now()
      const { release } = await executeCommand(unit, id, { type: 'TimePassed', at })
      await enqueueTimer(unit, id, { release, now: at })
    },
  }
}
