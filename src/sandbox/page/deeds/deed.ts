import type { ZodType } from 'zod'
import { Problem } from '../../github/http/problem.ts'
import { roleOf } from '../../github/http/route.ts'
import { type Issue, ROLES, type Role } from '../../github/state.ts'
import type { Person } from '../../github/verbs/person.ts'
import { isPull, type PullIssue } from '../../github/views/pull.ts'
import { accountNamed, fullName, issueNumbered } from '../../github/world.ts'
import type { Scenery } from '../scenery.ts'

/** Somebody's turn to do something. */
export interface Turn {
  readonly scenery: Scenery
  readonly me: Person
  readonly role: Role
}

/** One thing that can be done on the page. */
export interface Deed {
  /** The role that GitHub asks for it. */
  readonly needs: Role
  readonly perform: (turn: Turn, given: unknown) => Promise<void>
}

/** @throws {Problem} from `perform`: 400 for what is not understood, else as GitHub refuses it */
export function deed<T>(given: {
  readonly needs: Role
  readonly takes: ZodType<T>
  readonly does: (turn: Turn, what: T) => Promise<void>
}): Deed {
  return {
    needs: given.needs,
    perform: async (turn, raw) => {
      const read = given.takes.safeParse(raw)
      if (!read.success) throw new Problem(400, read.error.issues.map(({ message }) => message).join('; '))
      await given.does(turn, read.data)
    },
  }
}

/** Whose turn it is: one of the people of the stage, with the role that they have now. */
export function turnOf(scenery: Scenery, login: string): Turn {
  const { world, repository } = scenery.looking
  const known = scenery.stage.people.some((one) => one.login === login)
  const account = known ? accountNamed(world, login) : undefined
  if (!account) throw new Problem(400, `Nobody here is called ${login}.`)
  const me = scenery.github.person(login, { in: fullName(repository) })
  return { scenery, me, role: roleOf(repository, account) }
}

export function hasRole({ role }: Turn, needs: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needs)
}

/** @throws {Problem} 403, in words for whoever tried */
export function refuseWithout(turn: Turn, needs: Role, what: string): void {
  if (hasRole(turn, needs)) return
  throw new Problem(403, `${turn.me.login} has the role “${turn.role}” here, and ${what} takes “${needs}”.`)
}

export function issueOf({ scenery }: Turn, number: number): Issue {
  const issue = issueNumbered(scenery.looking.repository, number)
  if (!issue) throw new Problem(404, `There is no #${number}.`)
  return issue
}

export function pullOf(turn: Turn, number: number): PullIssue {
  const issue = issueOf(turn, number)
  if (!isPull(issue)) throw new Problem(404, `#${number} is no pull request.`)
  return issue
}
