import type { Candidate } from '../changes/candidate.ts'
import { type Header, listConventionalTypes } from '../changes/commit-message.ts'
import { listFragments } from '../facts/changelog-fragments.ts'
import { CHANGE_TYPES, type ChangeType } from '../facts/facts.ts'
import { compileFinder, compilePathFinder } from '../patterns.ts'
import { stripDecoration } from '../subject-decoration.ts'
import { SEVERE_TYPES } from './severe.ts'
import { type Asked, findVulnerability, listSigns, type Sign } from './signs.ts'
import { type Declared, isRevert, listDeclared, takesKeywords, takesScopes } from './subject-headers.ts'

/** What the messages and files of a change say it is. */
interface MessageSigns {
  /** The strongest first. */
  readonly signs: readonly Sign[]
  /** What is named somewhere and decides nothing: its own type says something else. For people to look at. */
  readonly doubtful: readonly Sign[]
}

/** Nobody reads further in a subject, and keywords are not looked for further. In characters. */
const LONGEST_SUBJECT = 1_000

/** Nor further in a message. In characters. */
const LONGEST_MESSAGE = 20_000

/**
 * Reads what a change is from its Conventional Commits, from ids of vulnerabilities, from keywords, from how versions of
 * dependencies are raised, from its changelog fragments, and from its files. A feature among its commits makes the whole a feature: it is picked whole, and
 * a patch holds no features. `fix:` alone says no more than minor bug, so an id or a keyword may still say what was
 * fixed; they never do where the subject's own type says feature, docs, test or refactor, or where only tests, CI, docs
 * and examples are touched.
 */
export function listMessageSigns(asked: Asked): MessageSigns {
  const { candidate, policy } = asked
  const declared = listDeclared(candidate, listConventionalTypes(policy.changeTypes))
  const isAside =
    touchesOnlyAside(candidate, policy) || SAYS_DOCS.test(candidate.title.slice(0, LONGEST_SUBJECT))
  const [header, unfelt] = partAside(declaredSigns(declared, asked), isAside)
  const raised = dependencySigns(declared, asked)
  const keywords = isAside ? NO_KEYWORDS : keywordSigns(declared, asked)
  const named = isAside || isRevert(candidate.title, declared) ? [] : [...idSigns(asked), ...wordSigns(asked)]
  const isPlain = (header[0]?.type ?? 'minor-bug') === 'minor-bug'
  const own = isPlain ? [...keywords.taken, ...raised, ...header] : [...raised, ...header, ...keywords.taken]
  const isNamed = header[0]?.type !== 'feature' && (isPlain || raised.length > 0 || mayMend(declared.title))
  return {
    signs: [...(isNamed ? named : []), ...own, ...(isAside ? [ASIDE] : [])],
    doubtful: [...unfelt, ...(isNamed || writesOnly(declared.title) ? [] : named), ...keywords.doubtful],
  }
}

/** What its heads say, and where they say nothing, its changelog fragments. */
function declaredSigns(declared: Declared, asked: Asked): Sign[] {
  const heads = conventionalSigns(declared, asked)
  const fragments = listFragments(asked.candidate).map(
    ({ type, path }): Sign => ({ type, said: `its changelog fragment \`${path}\`` }),
  )
  const isPlain = (heads[0]?.type ?? 'minor-bug') === 'minor-bug'
  return isPlain ? [...fragments, ...heads] : [...heads, ...fragments]
}

/** `security:` before what users never get, such as a bot's config, is for people to look at and decides nothing. */
function partAside(header: readonly Sign[], isAside: boolean): readonly [readonly Sign[], readonly Sign[]] {
  const isUnfelt = ({ type }: Sign) => isAside && SEVERE_TYPES.includes(type)
  return [header.filter((sign) => !isUnfelt(sign)), header.filter(isUnfelt)]
}

const NO_KEYWORDS: Keywords = { taken: [], doubtful: [] }
const ASIDE: Sign = { type: 'refactor', said: 'it touches tests, CI, docs or examples alone' }

/** How people tell CI, and one another, that nothing but words changes. */
const SAYS_DOCS = /\[(?:ci skip|skip ci|docs?(?: only)?)\]/i

/** A version of a dependency is raised under `chore:` or `build:`, also when that closes a hole. */
function mayMend(header: Header | null): boolean {
  return header === null || !['style', 'refactor', 'revert', ...WRITES].includes(header.type)
}

/** Heads of what only speaks of a vulnerability, or tests for it. */
const WRITES = ['docs', 'doc', 'test', 'tests', 'ci']

function writesOnly(header: Header | null): boolean {
  return header !== null && WRITES.includes(header.type)
}

function touchesOnlyAside({ commits, merged }: Candidate, { criteria }: Asked['policy']): boolean {
  const paths = [...commits, ...merged].flatMap((commit) => commit.paths)
  const isAside = compilePathFinder(criteria.asidePaths)
  const isTest = compilePathFinder(criteria.testPaths)
  return paths.length > 0 && paths.every((path) => isAside(path) !== null || isTest(path) !== null)
}

/**
 * What the heads declare: of the title where it has one, else of the commits. That a commit only tends something counts
 * where all do: one `docs:` among seven does not make a fix a refactor.
 */
function conventionalSigns({ title, commits, listed }: Declared, { policy }: Asked): Sign[] {
  const known = commits.filter((header) => header !== null)
  const decisive = title ? [title] : known
  const isWhole = title !== null || known.length === commits.length
  const signs = decisive
    .flatMap((header) => headerSigns(header, policy))
    .filter(({ type }) => isWhole || type !== 'refactor')
  const all = [...known, ...listed].flatMap((header) => headerSigns(header, policy))
  const feature = [...signs, ...all].find(({ type }) => type === 'feature')
  const ordered = CHANGE_TYPES.flatMap((type) => signs.find((sign) => sign.type === type) ?? [])
  return feature ? [feature, ...ordered.filter(({ type }) => type !== 'feature')] : ordered
}

function headerSigns(header: Header, policy: Asked['policy']): Sign[] {
  const byType = listSigns((type) =>
    policy.changeTypes[type].commitTypes.some((mapped) => mapped.toLowerCase() === header.type)
      ? `its type \`${header.type}:\``
      : null,
  )
  const types = byType.map(({ type }) => type)
  const byScope = listSigns((type) => {
    const scope = policy.changeTypes[type].scopes.find((mapped) =>
      header.scopes.includes(mapped.toLowerCase()),
    )
    return scope === undefined ? null : `its scope \`${scope}\``
  })
  // `chore(deps):` raises a version of a dependency; no other scope makes more of what only tends something.
  const taken = takesScopes(types) ? byScope : byScope.filter(({ type }) => type === 'dependency')
  return types.includes('feature') ? byType : [...taken, ...byType]
}

/** How tools and people word it when they raise the version of a dependency. */
function dependencySigns({ title }: Declared, { candidate, policy }: Asked): Sign[] {
  const subject = title?.description ?? stripDecoration(candidate.title.slice(0, LONGEST_SUBJECT)).rest
  const found = compileFinder(policy.changeTypes.dependency.keywords)(subject)
  return found === null ? [] : [{ type: 'dependency', said: `\`${found}\` in its subject` }]
}

/** The id of a vulnerability, wherever a message has it. */
function idSigns({ candidate, facts: { cve } }: Asked): Sign[] {
  const id = cve.known ? cve.value : findVulnerability(textOf(candidate))
  return id === null ? [] : [{ type: 'security', said: `it names ${id}` }]
}

/** Plain words, wherever a message has them, unless it says that it is none. */
function wordSigns({ candidate, policy }: Asked): Sign[] {
  const text = textOf(candidate)
  const lines = text.split('\n').filter((line) => !DENIES.test(line))
  return listSigns((type) => {
    const find = compileFinder(policy.changeTypes[type].messageKeywords)
    // Most messages have none: one look at the whole is quicker than one at each line.
    if (find(text) === null) return null
    const word = lines.map(find).find((found) => found !== null)
    return word === undefined ? null : `\`${word}\` in its message`
  })
}

const DENIES = /\b(?:no|not|isn['’]t|aren['’]t|never|without)\b.{0,30}\b(?:security|vulnerab|exploit)/i

function textOf({ title, commits, merged }: Candidate): string {
  const messages = [...commits, ...merged].map(({ message }) => message.slice(0, LONGEST_MESSAGE))
  return [title.slice(0, LONGEST_SUBJECT), ...messages].join('\n')
}

interface Keywords {
  readonly taken: readonly Sign[]
  /** Of a subject that has no type of its own, and that begins by making something. */
  readonly doubtful: readonly Sign[]
}

function keywordSigns({ title: header }: Declared, { candidate, policy }: Asked): Keywords {
  const { title } = candidate
  const mapped: readonly ChangeType[] = header ? headerSigns(header, policy).map(({ type }) => type) : []
  const subject = (header?.description ?? title).slice(0, LONGEST_SUBJECT)
  const signs = listSigns((type) => {
    if (type === 'dependency') return null
    const word = compileFinder(policy.changeTypes[type].keywords)(subject)
    return word === null ? null : `\`${word}\` in its subject`
  })
  const takes = takesKeywords(title, header, mapped)
  return { taken: takes ? signs : [], doubtful: takes || header ? [] : signs }
}
