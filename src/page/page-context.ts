import type { HttpCall } from '../http/route.ts'
import type { Viewer } from '../messages/page/layout.ts'
import type { RuntimeDependencies } from '../runtime/context.ts'
import type { WorkBudget } from '../runtime/jobs/limits/work-budget.ts'
import type { ReadReleaseFigures } from '../runtime/record/read-figures.ts'
import type { AskAbout } from './access/ask-about.ts'
import type { ReadMainPolicy } from './access/policies.ts'
import type { AskScope } from './access/read-scope.ts'
import type { ListReadable, ReadableRepository } from './access/readable.ts'
import type { LiveBoard } from './live/live-board.ts'
import type { Session, Sessions } from './session/sessions.ts'

/** What the pages are made with. */
export interface PageDependencies extends Pick<RuntimeDependencies, 'store' | 'github' | 'now' | 'log'> {
  /** For commands, which need all of it. */
  readonly runtime: RuntimeDependencies
  readonly sessions: Sessions
  readonly listReadable: ListReadable
  readonly askAbout: AskAbout
  readonly readScope: AskScope
  readonly readMainPolicy: ReadMainPolicy
  readonly readFigures: ReadReleaseFigures
  /** What people without write access may ask for that takes git. */
  readonly budget: WorkBudget
  readonly live: LiveBoard
}

/** A request of somebody who is known: on the pages by their session, in the API by their token. */
export interface ReadCall extends HttpCall {
  readonly url: URL
  readonly readable: readonly ReadableRepository[]
}

/** A request of somebody who is signed in. */
export interface PageCall extends ReadCall {
  readonly session: Session
  readonly viewer: Viewer
}

/** Finds a repository that the viewer can read, by its full name in any letters. */
export function findReadable(
  { readable }: Pick<ReadCall, 'readable'>,
  fullName: string,
): ReadableRepository | null {
  const wanted = fullName.toLowerCase()
  return readable.find(({ repo }) => repo.fullName.toLowerCase() === wanted) ?? null
}
