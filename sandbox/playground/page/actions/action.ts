import type { ZodType } from 'zod'
import { ApiProblem } from '../../../github/http/problem.ts'
import { getRole } from '../../../github/http/route.ts'
import type { SandboxPerson } from '../../../github/people/person.ts'
import { ACCOUNT_ROLES, type Role, type StoredIssue } from '../../../github/state.ts'
import { isPull, type PullIssue } from '../../../github/views/pull.ts'
import { findAccount, findIssue, formatFullName } from '../../../github/world.ts'
import type { PageContext } from '../page-context.ts'

/** Someone's turn to do something. */
export interface ActionCall {
  readonly context: PageContext
  readonly me: SandboxPerson
  readonly role: Role
}

/** One thing that can be done on the page. */
export interface PageAction {
  /** The role that GitHub asks for it. */
  readonly needs: Role
  readonly perform: (call: ActionCall, given: unknown) => Promise<void>
}

/** @throws {ApiProblem} from `perform`: 400 for what is not understood, else as GitHub refuses it */
export function defineAction<T>(given: {
  readonly needs: Role
  readonly takes: ZodType<T>
  readonly run: (call: ActionCall, what: T) => Promise<void>
}): PageAction {
  return {
    needs: given.needs,
    perform: async (call, raw) => {
      const read = given.takes.safeParse(raw)
      if (!read.success) throw new ApiProblem(400, read.error.issues.map(({ message }) => message).join('; '))
      await given.run(call, read.data)
    },
  }
}

/** Whose turn it is: one of the people of the stage, with the role that they have now. */
export function resolveCall(context: PageContext, login: string): ActionCall {
  const { world, repository } = context.looking
  const known = context.stage.people.some((one) => one.login === login)
  const account = known ? findAccount(world, login) : undefined
  if (!account) throw new ApiProblem(400, `There is no user called ${login}.`)
  const me = context.github.person(login, { in: formatFullName(repository) })
  return { context, me, role: getRole(repository, account) }
}

function hasRole({ role }: ActionCall, needs: Role): boolean {
  return ACCOUNT_ROLES.indexOf(role) >= ACCOUNT_ROLES.indexOf(needs)
}

/** @throws {ApiProblem} 403, in words for whoever tried */
export function refuseWithout(call: ActionCall, needs: Role, what: string): void {
  if (hasRole(call, needs)) return
  throw new ApiProblem(
    403,
    `${call.me.login} has the role “${call.role}” here, and ${what} takes “${needs}”.`,
  )
}

export function requireIssue({ context }: ActionCall, number: number): StoredIssue {
  const issue = findIssue(context.looking.repository, number)
  if (!issue) throw new ApiProblem(404, `There is no #${number}.`)
  return issue
}

export function requirePull(call: ActionCall, number: number): PullIssue {
  const issue = requireIssue(call, number)
  if (!isPull(issue)) throw new ApiProblem(404, `#${number} isn't a pull request.`)
  return issue
}
