import type { Candidate, Commit } from '../changes/candidate.ts'
import { getSubject } from '../changes/candidate.ts'
import {
  isBreaking,
  listClosedIssues,
  listConventionalTypes,
  parseHeader,
  parseStatements,
  type Statement,
} from '../changes/commit-message.ts'
import type { Policy } from '../policy.ts'
import { claimed, type Facts, known, RISKS, SEVERITIES, unknown } from './facts.ts'

const LABELS = 'commits carry no labels'
const CHECKS = 'no commit records that'
const EXCEPTION = 'exceptions are never taken from a commit message'

/**
 * What a candidate's own messages prove, without GitHub: of a rebased pull request every commit is read, behind a
 * merge commit its commits too. What they do not prove is unknown, and never a yes (law 9).
 *
 * An exception is never among it: a message is written before the merge by whoever wants the change in, and can be
 * neither withdrawn nor dated afterwards.
 */
export function readMessageFacts(candidate: Candidate, policy: Pick<Policy, 'changeTypes'>): Facts {
  const commits = [...candidate.commits, ...candidate.merged]
  const statements = commits.flatMap(({ message }) => parseStatements(message))
  return {
    labels: unknown(LABELS),
    issues: findIssues(candidate, commits),
    severity: findSeverity(statements),
    cvss: scoreOf(statements),
    cve: findCves(candidate, statements),
    reviewed: reviewOf(candidate),
    checksPassed: unknown(CHECKS),
    breaking: findBreaking(candidate, listConventionalTypes(policy.changeTypes)),
    assessment: findAssessment(commits),
    exception: unknown(EXCEPTION),
  }
}

function findIssues({ title }: Candidate, commits: readonly Commit[]): Facts['issues'] {
  const numbers = new Set([title, ...commits.map(({ message }) => message)].flatMap(listClosedIssues))
  if (numbers.size === 0) return unknown('its message closes no issue of this repository')

  const issues = [...numbers].map((number) => ({ number, labels: null, reportedAt: null }))
  return known(issues, 'its message')
}

function findSeverity(statements: readonly Statement[]): Facts['severity'] {
  const said = findStatements(statements, ['severity'])
  const highest = SEVERITIES.find((severity) => said.some((one) => one.toUpperCase() === severity))
  if (highest) return claimed(highest, `\`Severity: ${highest}\` in its message`)
  if (said[0] === undefined) return unknown('its message has no line `Severity: P1`')

  return unknown(
    `its message says \`Severity: ${said[0].slice(0, 40)}\`, which isn't one of ${SEVERITIES.join(', ')}`,
  )
}

/** The highest score. A vector, `CVSS:3.1/AV:N/…`, begins like a score and is none. */
function scoreOf(statements: readonly Statement[]): Facts['cvss'] {
  const said = findStatements(statements, ['cvss', 'cvss-score'])
  const scores = said.flatMap((text) => {
    const [, score] = /^(10(?:\.0)?|\d(?:\.\d)?)(?![\d./])/.exec(text) ?? []
    return score === undefined ? [] : [Number(score)]
  })
  if (scores.length > 0) return known(Math.max(...scores), 'the line `CVSS:` of its message')

  return unknown(
    said.length > 0 ? 'its message gives no CVSS score from 0.0 to 10.0' : 'its message gives no CVSS score',
  )
}

/** Named in the title, or by a line of its own: a body may speak of other vulnerabilities. */
function findCves({ title, commits, merged }: Candidate, statements: readonly Statement[]): Facts['cve'] {
  for (const text of [...findStatements(statements, ['cve', 'cve-id', 'fixes-cve']), title]) {
    const [id] = /\bCVE-\d{4}-\d{4,19}\b/i.exec(text) ?? []
    if (id !== undefined) return known(id.toUpperCase(), 'its message')
  }
  const alone = [...commits, ...merged].flatMap(({ message }) => ofItsOwnLine(message))
  const [id, other] = new Set(alone)
  if (id !== undefined && other === undefined) return known(id, 'a line of its message')
  return unknown(other === undefined ? 'its message names no CVE' : 'its message names several CVEs')
}

/** `[CVE-2026-1234]`, `* Fixes CVE-2026-1234.` */
function ofItsOwnLine(message: string): string[] {
  const lines = message.matchAll(
    /^[\s*[(-]*(?:(?:fix(?:es)?|addresses|for):?\s+)?(CVE-\d{4}-\d{4,19})[\])\s.]*$/gim,
  )
  return [...lines].map(([, id = '']) => id.toUpperCase())
}

function reviewOf({ commits, merged }: Candidate): Facts['reviewed'] {
  const whole = commits.every(isReviewed) || (merged.length > 0 && merged.every(isReviewed))
  if (whole) return known(true, '`Reviewed-by:` in its message')

  const all = merged.length > 0 ? merged : commits
  const some = all.filter(isReviewed).length
  if (some > 0) return unknown(`only ${some} of its ${all.length} commits say who reviewed them`)
  return unknown('its message does not say who reviewed it')
}

/** Nobody reviews a change of their own. */
function isReviewed({ message, author }: Commit): boolean {
  const reviewers = findStatements(parseStatements(message), ['reviewed-by', 'approved-by'])
  return reviewers.some((reviewer) => {
    const lower = reviewer.toLowerCase()
    const isAuthor =
      lower.includes(`<${author.email.toLowerCase()}>`) || parseReviewer(lower) === author.name.toLowerCase()
    return !isAuthor
  })
}

function parseReviewer(reviewer: string): string {
  return (reviewer.split('<', 1)[0] ?? '').trim()
}

/**
 * A head of Conventional Commits without `!`, and no footer, declares that nothing breaks. Any other message that says
 * nothing proves nothing.
 */
function findBreaking({ title, commits, merged }: Candidate, types: ReadonlySet<string>): Facts['breaking'] {
  const messages = [title, ...[...commits, ...merged].map(({ message }) => message)]
  if (messages.some((message) => isBreaking(message, types))) return known(true, 'its message')

  const behind = merged.length > 0 ? merged : commits
  const isDeclared =
    parseHeader(title, types) || behind.every(({ message }) => parseHeader(getSubject(message), types))
  if (isDeclared) return known(false, 'its Conventional Commit header, which declares no break')
  return unknown("its subject isn't a Conventional Commit, so it doesn't say whether it breaks anything")
}

/** The highest risk that an author gave. */
function findAssessment(commits: readonly Commit[]): Facts['assessment'] {
  const given = commits.flatMap(({ message, author }) =>
    findStatements(parseStatements(message), ['risk']).map((text) => ({
      by: author.name,
      word: text.toLowerCase(),
    })),
  )
  for (const risk of RISKS.toReversed()) {
    const found = given.find(({ word }) => word === risk || word.startsWith(`${risk} `))
    if (found)
      return known(
        { by: found.by, risk, type: null, severity: null, note: null },
        `\`Risk: ${risk}\` in its message`,
      )
  }
  return unknown('its message has no line `Risk: low`, `medium` or `high`')
}

function findStatements(statements: readonly Statement[], words: readonly string[]): string[] {
  return statements.filter(({ word }) => words.includes(word)).map(({ says }) => says)
}
