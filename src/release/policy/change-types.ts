import { z } from 'zod'
import type { ChangeType } from '../facts/facts.ts'
import { ELIGIBILITIES } from '../process/criteria.ts'
import { PROCESS } from '../process.ts'
import { chooseDefault, defineList, defineSetting } from './define-setting.ts'
import { createLineSchema, patternSchema } from './text-schemas.ts'

/** By what a change of one type is recognised. */
interface Signs {
  readonly labels: readonly string[]
  readonly commitTypes: readonly string[]
  readonly scopes: readonly string[]
  readonly keywords: readonly string[]
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
      '\\b(XSS|CSRF|SSRF|RCE)\\b',
    ],
  },
  'data-loss': {
    labels: ['data-loss', 'data loss', 'type: data-loss', 'kind/data-loss', 'data-corruption', 'corruption'],
    commitTypes: [],
    scopes: [],
    keywords: ['\\bdata[ -]loss\\b', '\\b(lose|loses|losing|lost) (user |customer )?data\\b', '\\bcorrupt'],
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
  performance: {
    labels: ['performance', 'type: performance', 'kind/performance', 'perf'],
    commitTypes: ['perf'],
    scopes: ['perf', 'performance'],
    keywords: ['\\bperformance\\b', '\\bslow(er|ness|down|s)?\\b', '\\blatency\\b'],
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

const label = createLineSchema('the name of a label')

function defineChangeType(type: ChangeType) {
  const signs: Signs = SIGNS[type]
  const { name, eligibility } = PROCESS.eligibleChanges[type]
  return z
    .strictObject({
      eligibility: defineSetting(
        z.enum(ELIGIBILITIES),
        { section: 'Eligible Changes', value: eligibility },
        `Whether a patch takes it: ${ELIGIBILITIES.join(', ')}.`,
      ),
      labels: defineSetting(
        defineList(label),
        chooseDefault(signs.labels),
        'Labels of a pull request that say so.',
      ),
      issueLabels: defineSetting(
        defineList(label),
        chooseDefault(signs.labels),
        'Labels of a linked issue that say so.',
      ),
      commitTypes: defineSetting(
        defineList(createLineSchema('a Conventional Commit type, like fix')),
        chooseDefault(signs.commitTypes),
        'Conventional Commit types that say so.',
      ),
      scopes: defineSetting(
        defineList(createLineSchema('a Conventional Commit scope, like security')),
        chooseDefault(signs.scopes),
        'Conventional Commit scopes that say so.',
      ),
      keywords: defineSetting(
        defineList(patternSchema),
        chooseDefault(signs.keywords),
        'RE2 patterns that say so when they match the subject, in capitals or not.',
      ),
    })
    .readonly()
    .prefault({})
    .meta({ description: `${name}: ${PROCESS.eligibleChanges[type].examples}.` })
}

/** The table of Eligible Changes, and by what a change's type is told. */
export const changeTypesSchema = z
  .strictObject({
    security: defineChangeType('security'),
    'data-loss': defineChangeType('data-loss'),
    crash: defineChangeType('crash'),
    regression: defineChangeType('regression'),
    performance: defineChangeType('performance'),
    'minor-bug': defineChangeType('minor-bug'),
    feature: defineChangeType('feature'),
    refactor: defineChangeType('refactor'),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'The change types: whether a patch takes them, and by what they are told.' })
