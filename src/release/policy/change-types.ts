import { z } from 'zod'
import type { ChangeType } from '../facts/facts.ts'
import { ELIGIBILITIES, type Eligibility } from '../process/criteria.ts'
import type { Section } from '../process/section.ts'
import { PROCESS } from '../process.ts'
import { chooseDefault, defineList, defineSetting } from './define-setting.ts'
import { createLineSchema, patternSchema } from './text-schemas.ts'

/** By what a change of one type is recognised. */
interface Signs {
  readonly labels: readonly string[]
  readonly commitTypes: readonly string[]
  readonly scopes: readonly string[]
  readonly keywords: readonly string[]
  /** Words that count in the body of a message too. */
  readonly messageKeywords?: readonly string[]
}

/**
 * The signs by default: labels in common use, Conventional Commit types and scopes, and words of subjects.
 * Memory leaks and race conditions count as crashes: the notes of §3.1 have both in a patch, and both end in one.
 */
const SIGNS = {
  security: {
    labels: ['security', 'type: security', 'kind/security', 'vulnerability'],
    commitTypes: ['security', 'sec'],
    scopes: ['security'],
    keywords: [
      '\\bCVE-\\d{4}-\\d{4,}\\b',
      '\\bGHSA(-[0-9a-z]{4}){3}\\b',
      '\\bvulnerab',
      '\\bauth(entication|orization)?[ -]bypass',
      '\\bprivilege escalation\\b',
      '\\b(sql|command|code|header) injection\\b',
      '\\b(path|directory) traversal\\b',
      '\\b(XSS|CSRF|SSRF|RCE|XXE|ReDoS|SQLi|CWE-\\d+)\\b',
      '\\bdenial[ -]of[ -]service\\b',
      '\\b(remote|arbitrary) code execution\\b',
      '\\bprototype pollution\\b',
      '\\b(buffer|heap|stack) overflow\\b',
      '\\b(use[ -]after[ -]free|double free|out[ -]of[ -]bounds)\\b',
      '\\b(timing|replay|injection|downgrade) attack\\b',
      '\\bopen redirect\\b',
      '\\b(leak|leaks|leaked|leaking|expose|exposes|exposed|exposing) (of )?(the )?(credentials?|secrets?|tokens?|passwords?|private keys?)\\b',
    ],
    messageKeywords: [
      '\\bvulnerabilit(y|ies)\\b',
      '\\bsecurity (advisory|bug|bugs|fix|fixes|flaw|flaws|hole|holes|issue|issues|patch|problem|problems|vulnerability)\\b',
      '\\bexploitable\\b',
    ],
  },
  'data-loss': {
    labels: ['data-loss', 'data loss', 'type: data-loss', 'kind/data-loss', 'data-corruption', 'corruption'],
    commitTypes: [],
    scopes: [],
    keywords: ['\\bdata[ -]loss\\b', '\\b(lose|loses|losing|lost) (user |customer )?data\\b', '\\bcorrupt'],
  },
  outage: {
    labels: ['outage', 'service-outage', 'type: outage', 'kind/outage'],
    commitTypes: [],
    scopes: [],
    keywords: [
      '\\boutages?\\b',
      '\\b(service|server|api|site|cluster)( \\S+)? (is |was |went |goes |becomes |be )?(completely |fully )?(down|unavailable)\\b',
    ],
  },
  crash: {
    labels: ['crash', 'type: crash', 'kind/crash', 'panic'],
    commitTypes: [],
    scopes: [],
    keywords: [
      '\\bcrash(es|ed|ing)?\\b',
      '\\bpanic(s|ked|king)?\\b',
      '\\bseg(mentation )?fault',
      '\\bcore dump',
      '\\b(nil|null) pointer\\b',
      '\\bdead-?lock',
      '\\bout of memory\\b',
      '\\bOOM\\b',
      '\\bmemory leak',
      '\\b(data )?race( condition)?s?\\b',
    ],
  },
  regression: {
    labels: ['regression', 'type: regression', 'kind/regression'],
    commitTypes: [],
    scopes: [],
    keywords: [
      '\\bregress(ion|ions|ed|es)\\b',
      '\\b(broken|broke) (since|in|by) v?\\d',
      '\\bno longer works?\\b',
    ],
  },
  'critical-bug': {
    labels: ['critical-bug', 'critical bug', 'type: critical-bug', 'kind/critical-bug'],
    commitTypes: [],
    scopes: [],
    keywords: ['\\bcritical (bug|issue|fix|error|failure|problem)\\b'],
  },
  performance: {
    labels: ['performance', 'type: performance', 'kind/performance', 'perf'],
    commitTypes: ['perf'],
    scopes: ['perf', 'performance'],
    keywords: ['\\bperformance\\b', '\\bslow(er|ness|down|s)?\\b', '\\blatency\\b'],
  },
  dependency: {
    labels: [
      'dependencies',
      'dependency',
      'deps',
      'type: dependencies',
      'kind/dependencies',
      'area/dependency',
    ],
    commitTypes: ['deps'],
    scopes: ['deps', 'deps-dev', 'dependencies', 'dep', 'vendor'],
    keywords: [
      '^(bump|upgrade|update)s? (the )?\\S+( and \\S+)* (group|from) .*\\bto\\b',
      '^(bump|upgrade|update)s? (the )?\\S+ group\\b',
      '^(bump|upgrade|update)s? \\S+ to v?\\d',
      '^(bump|upgrade|update)s? (all )?(the )?(go |npm |rust |python |ruby |transitive |minor |patch |non-major |dev )*(dependenc(y|ies)|deps|modules?|crates?|lock ?files?|vendor(ed)?)\\b',
      '^lock file maintenance\\b',
    ],
  },
  'minor-bug': {
    labels: ['bug', 'type: bug', 'kind/bug', 'bugfix'],
    commitTypes: ['fix', 'bugfix'],
    scopes: [],
    keywords: [],
  },
  feature: {
    labels: ['feature', 'enhancement', 'type: feature', 'kind/feature', 'type: enhancement'],
    commitTypes: ['feat', 'feature'],
    scopes: [],
    keywords: [],
  },
  refactor: {
    labels: [
      'refactor',
      'refactoring',
      'chore',
      'cleanup',
      'type: refactor',
      'kind/cleanup',
      'documentation',
    ],
    commitTypes: ['refactor', 'chore', 'docs', 'style', 'test', 'tests', 'build', 'ci'],
    scopes: [],
    keywords: [],
  },
} as const satisfies Record<ChangeType, Signs>

/** A row of the table, and who says so. */
interface Row {
  readonly name: string
  readonly examples: string
  readonly eligibility: { readonly section: Section | 'default'; readonly value: Eligibility }
}

/** A version is raised for many reasons, so a person decides. */
const DEPENDENCY: Row = {
  name: 'Dependency',
  examples: 'A newer version of a dependency; one that closes a vulnerability is a security fix',
  eligibility: chooseDefault('case-by-case'),
}

function rowOf(type: ChangeType): Row {
  switch (type) {
    case 'dependency':
      return DEPENDENCY
    case 'outage':
    case 'critical-bug': {
      const { eligibility, ...row } = PROCESS.triggeredChanges[type]
      return { ...row, eligibility: { section: 'Patch Release Triggers', value: eligibility } }
    }
    default: {
      const { eligibility, ...row } = PROCESS.eligibleChanges[type]
      return { ...row, eligibility: { section: 'Eligible Changes', value: eligibility } }
    }
  }
}

const label = createLineSchema('the name of a label')

function defineChangeType(type: ChangeType) {
  const signs: Signs = SIGNS[type]
  const { name, examples, eligibility } = rowOf(type)
  return z
    .strictObject({
      eligibility: defineSetting(
        z.enum(ELIGIBILITIES),
        eligibility,
        `Whether a patch takes it: ${ELIGIBILITIES.join(', ')}.`,
      ),
      labels: defineSetting(
        defineList(label),
        chooseDefault(signs.labels),
        'Labels of a pull request with this meaning.',
      ),
      issueLabels: defineSetting(
        defineList(label),
        chooseDefault(signs.labels),
        'Labels of a linked issue with this meaning.',
      ),
      commitTypes: defineSetting(
        defineList(createLineSchema('a Conventional Commit type, like fix')),
        chooseDefault(signs.commitTypes),
        'Conventional Commit types with this meaning.',
      ),
      scopes: defineSetting(
        defineList(createLineSchema('a Conventional Commit scope, like security')),
        chooseDefault(signs.scopes),
        'Conventional Commit scopes with this meaning.',
      ),
      keywords: defineSetting(
        defineList(patternSchema),
        chooseDefault(signs.keywords),
        'RE2 patterns with this meaning if they match the subject, ignoring case.',
      ),
      messageKeywords: defineSetting(
        defineList(patternSchema),
        chooseDefault(signs.messageKeywords ?? []),
        'RE2 patterns with this meaning if they match anywhere in its messages, ignoring case.',
      ),
    })
    .readonly()
    .prefault({})
    .meta({ description: `${name}: ${examples}.` })
}

/** The table of Eligible Changes, and by what a change's type is told. */
export const changeTypesSchema = z
  .strictObject({
    security: defineChangeType('security'),
    'data-loss': defineChangeType('data-loss'),
    outage: defineChangeType('outage'),
    crash: defineChangeType('crash'),
    regression: defineChangeType('regression'),
    'critical-bug': defineChangeType('critical-bug'),
    performance: defineChangeType('performance'),
    dependency: defineChangeType('dependency'),
    'minor-bug': defineChangeType('minor-bug'),
    feature: defineChangeType('feature'),
    refactor: defineChangeType('refactor'),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'The change types: whether a patch takes them, and how they are recognized.' })
