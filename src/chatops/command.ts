import type { AskedOf, PersonCommand } from '../release/lifecycle/commands.ts'
import type { Asker, Person } from '../release/lifecycle/who.ts'
import type { Tag } from '../release/lines.ts'
import type { RoleName } from '../release/policy/roles.ts'
import type { ReleaseRequestName, RequestName, RequestOf } from './request.ts'

/** Where a command makes sense. Any issue is `issue`, but that of a release; `slack` is what makes sense there alone. */
export type CommandPlace = 'tracking-issue' | 'pull-request' | 'issue' | 'slack'

/** What may stand behind the word of a command. */
export interface AcceptedArguments {
  /** So many words without a name, at most. */
  readonly places: number
  /** Named values: a `word` is of plain letters, a `text` in any language. */
  readonly options: Readonly<Record<string, 'word' | 'text'>>
  /** Whether `because …` may or must end the line. */
  readonly because: 'never' | 'may' | 'must'
}

/** What stood behind the word of a command, sorted by what it takes. */
export interface CommandArguments {
  /** The word itself: `rc`. */
  readonly word: string
  readonly places: readonly string[]
  readonly options: ReadonlyMap<string, string>
  readonly because: string | null
}

/** A command: grammar, role, help and meaning. Help, docs and answers to mistakes derive from it. */
export interface CommandSpec<Name extends RequestName> {
  readonly name: Name
  /** What is typed for it, most often its name. */
  readonly said: readonly string[]
  /** What people try in its place: such a word is answered with the right one, and never obeyed. */
  readonly meant: readonly string[]
  /** What follows `/release `. Capitals stand for what people fill in, brackets for what may be left out. */
  readonly usage: string
  readonly summary: string
  readonly about: string
  readonly parts: readonly { readonly term: string; readonly about: string }[]
  readonly examples: readonly { readonly command: string; readonly about: string }[]
  /** Who may say it. Reading takes no role. */
  readonly role: RoleName | 'anybody'
  readonly where: readonly CommandPlace[]
  readonly takes: AcceptedArguments
  /** @throws {Refused} what is wrong with what was given, and how to write that */
  readonly read: (given: CommandArguments) => RequestOf<Name>
}

/** Who says a command, and when, in seconds since 1970. */
interface Said {
  readonly at: number
  readonly asker: Asker
}

/**
 * What a command may have to look up before it is put to the core.
 *
 * @throws {Refused} where it isn't found, with what to write instead
 */
export interface Lookups {
  /** The change that was named; null names that of the pull request on which it was said. */
  findChange(named: string | null): Promise<string>
  /** A change that a plan can take. */
  findPickable(named: string | null): Promise<string>
  /** A change that a plan shows, for who may say so of it. */
  findAssessable(named: string | null, command: 'Assess' | 'Except'): Promise<string>
  /** The whole id of a commit that is in a release, by its first digits. */
  findReleasedCommit(named: string): Promise<string>
  /** Who wrote a change, as GitHub knows them. */
  findAuthors(candidate: string): Promise<readonly Person[]>
  /** The last day of an exception, `2026-03-04`: as long as the policy allows. */
  getLastExceptionDay(): string
  fetchTags(): Promise<readonly Tag[]>
  /** The question that stood there when it was said. */
  findQuestion(): Promise<AskedOf<'Go'>['saw']>
  fetchPolicy(): Promise<Pick<AskedOf<'TakePolicy'>, 'policy' | 'terms'>>
}

/** A command that is said to a release, with all that it asks of the core. */
export interface ReleaseCommandSpec<Name extends ReleaseRequestName> extends CommandSpec<Name> {
  /** `rolling`: a release that is deployed or watched, also after its publication. */
  readonly target?: 'rolling'
  readonly toCommand: (
    request: RequestOf<Name>,
    said: Said,
    lookups: Lookups,
  ) => PersonCommand | Promise<PersonCommand>
}

/** Any of the commands, for what treats all alike. */
export type AnyCommand = { readonly [N in RequestName]: CommandSpec<N> }[RequestName]

/** What a command takes that is a word and nothing else. */
export const NOTHING: AcceptedArguments = { places: 0, options: {}, because: 'never' }

/** Said of a command, what it is called by and how: `/release cut [VERSION]`. */
export function formatUsage({ usage }: { readonly usage: string }): string {
  return `/release ${usage}`
}
