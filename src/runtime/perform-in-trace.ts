import type { Performed, Task } from '../store/jobs/tasks.ts'
import { runInTrace } from '../tracing/current-trace.ts'
import type { SpanOptions, Tracing } from '../tracing/tracing.ts'

type PerformTask = (task: Task) => Promise<Performed>

/** Has each job run in a span that goes on with the trace of what enqueued it; so does what the job enqueues. */
export function performInTrace(
  { tracing }: { readonly tracing: Tracing },
  perform: PerformTask,
): PerformTask {
  return (task) =>
    tracing.runInSpan(describeTask(task), async ({ trace, setAttributes }) => {
      const performed = await perform(task)
      setAttributes({ 'release_captain.outcome': performed.kind })
      if (performed.kind === 'later' || trace === null) return performed
      return { ...performed, write: (unit) => runInTrace(trace, () => performed.write(unit)) }
    })
}

/** Names and numbers of our own, and a release's id: nothing of what the job is about. */
function describeTask({ topic, type, source, key, lane, attempt, trace }: Task): SpanOptions {
  const [release = null] = /^\d+:v[^:]*/.exec(lane) ?? []
  return {
    name: `${topic} ${type}`,
    kind: 'consumer',
    parent: trace,
    attributes: {
      'release_captain.topic': topic,
      'release_captain.type': type,
      'release_captain.attempt': attempt,
      ...(release === null ? {} : { 'release_captain.release': release }),
      ...(source === 'github' ? { 'release_captain.delivery': key } : {}),
    },
  }
}
