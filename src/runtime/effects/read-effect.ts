import { z } from 'zod'
import { AUDIENCES, MEDIA } from '../../release/audience.ts'
import type { Effect } from '../../release/lifecycle/effects.ts'
import { releaseEvent } from '../../release/lifecycle/events.ts'
import { planned, promptKey, selection, subject } from '../../release/lifecycle/words.ts'

const text = z.string().min(1)

function doing<const K extends Effect['kind'], S extends z.ZodRawShape>(kind: K, shape: S) {
  return z.strictObject({ kind: z.literal(kind), key: text, ...shape }).readonly()
}

const channel = z.strictObject({ medium: z.enum(MEDIA), name: text, audience: z.enum(AUDIENCES) }).readonly()
const tagged = { tag: text, commit: text }

/** An effect as it waits in the table of work. */
const effect = z.discriminatedUnion('kind', [
  doing('open-issue', {}),
  doing('draw-issue', {}),
  doing('make-plan', { selection, main: text.nullable() }),
  doing('build-branch', { branch: text, plan: planned }),
  doing('open-conflict-pull-request', { candidate: text, commit: text }),
  doing('close-conflict-pull-request', { candidate: text }),
  doing('bump-version', { branch: text, on: text }),
  doing('show-pull-request', { branch: text, head: text }),
  doing('close-pull-request', {}),
  doing('read-checks', { head: text }),
  doing('rerun-test', { check: text, head: text, run: z.int().nullable() }),
  doing('push-probe', { branch: text, head: text }),
  doing('drop-probe', { branch: text }),
  doing('draft-notes', { head: text, plan: planned }),
  doing('ask', { prompt: promptKey, subject }),
  doing('close-question', { prompt: promptKey }),
  doing('push-tag', tagged),
  doing('build-artifacts', tagged),
  doing('publish-release', { tag: text, notes: text }),
  doing('tell-shipped', { candidate: text }),
  doing('bring-back', {}),
  doing('open-release', { version: text, picks: z.array(text).readonly() }),
  doing('tell', { event: releaseEvent }),
  doing('draw-card', { channel }),
  doing('draw-question', { channel, prompt: promptKey }),
  doing('say', { channel, event: releaseEvent }),
  doing('announce', { channel, what: z.enum(['advance', 'release']) }),
])

/** An effect from its payload. @throws {Error} when this version does not know it: a newer one put it there */
export function readEffect(payload: string): Effect {
  const read = effect.safeParse(JSON.parse(payload))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Error(`An effect cannot be read: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}
