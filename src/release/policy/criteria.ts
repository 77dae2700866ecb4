import { z } from 'zod'
import { CANDIDATE_LABEL } from '../changes/candidate.ts'
import { CHANGE_TYPES, RISKS, type Risk, SEVERITIES, type Severity } from '../facts/facts.ts'
import { RULE_NAMES, type RuleName } from '../process/criteria.ts'
import { PROCESS } from '../process.ts'
import { chooseDefault, defineFullList, defineList, defineSetting } from './define-setting.ts'
import { createDurationSchema } from './duration.ts'
import { createLineSchema } from './text-schemas.ts'

/**
 * How strict a rule is. A no counts unless the rule is `off`; an unknown makes the change not ready where the rule is
 * `required`, holds the cut until a person confirms it where it is `confirm`, and is only shown where it is `when-known`.
 */
const RULE_MODES = ['required', 'confirm', 'when-known', 'off'] as const
type CriterionMode = (typeof RULE_MODES)[number]

const label = createLineSchema('the name of a label')
const changeTypeList = defineList(z.enum(CHANGE_TYPES))

const SEVERITY_LABELS = {
  P0: [
    'P0',
    'priority: P0',
    'priority/P0',
    'priority/critical-urgent',
    'severity: critical',
    'severity/critical',
  ],
  P1: ['P1', 'priority: P1', 'priority/P1', 'priority/important-soon', 'severity: high', 'severity/high'],
  P2: ['P2', 'priority: P2', 'priority/P2', 'severity: medium', 'severity/medium'],
  P3: ['P3', 'priority: P3', 'priority/P3', 'severity: low', 'severity/low'],
} as const satisfies Record<Severity, readonly string[]>

function defineSeverityLabels(severity: Severity) {
  return defineSetting(
    defineList(label),
    chooseDefault(SEVERITY_LABELS[severity]),
    `Labels that say ${severity}.`,
  )
}

function defineRiskLabels(risk: Risk) {
  const labels = [`risk: ${risk}`, `risk/${risk}`, `${risk}-risk`]
  return defineSetting(defineList(label), chooseDefault(labels), `Labels for an assessed risk of ${risk}.`)
}

/** What a clone alone can always tell is required. Of the rest a no keeps a change out, and a person confirms an unknown. */
function defineRule(name: RuleName, mode: CriterionMode) {
  const { section, text } = PROCESS.rules[name]
  const says = text.replace('{severities}', 'criteria.severities')
  return defineSetting(
    z.enum(RULE_MODES),
    chooseDefault(mode),
    `${section}, ${says}: ${RULE_MODES.join(', ')}.`,
  )
}

const ruleModes = z
  .strictObject({
    merged: defineRule('merged', 'required'),
    reviewed: defineRule('reviewed', 'confirm'),
    tested: defineRule('tested', 'confirm'),
    'no-breaking-change': defineRule('no-breaking-change', 'confirm'),
    severity: defineRule('severity', 'confirm'),
    'test-coverage': defineRule('test-coverage', 'confirm'),
    'picks-clean': defineRule('picks-clean', 'required'),
    'risk-assessed': defineRule('risk-assessed', 'confirm'),
  } satisfies Record<RuleName, z.ZodType>)
  .readonly()
  .prefault({})
  .meta({ description: `The rules of §1.1: ${RULE_NAMES.join(', ')}.` })

const TEST_PATHS = [
  '**/{test,tests,spec,specs,__tests__,testdata,testing,e2e}/**',
  '**/*.{test,tests,spec}.*',
  '**/*_test.*',
  '**/*_spec.*',
  '**/test_*.*',
  't/**',
  '**/*{Test,Tests,IT,Spec}.{java,kt,scala,groovy,cs,swift}',
] as const

/** What may be touched without anything being mended: docs, CI, examples, benchmarks. Tests have a list of their own. */
const ASIDE_PATHS = [
  '{doc,docs,documentation,website,site}/**',
  '**/*.{md,mdx,markdown,rst,adoc,asciidoc,txt}',
  '{LICENSE,NOTICE,AUTHORS,CODEOWNERS,CHANGELOG,CHANGES}*',
  '{.changes,.changeset,changelogs,changelog.d,newsfragments,releasenotes}/**',
  '**/{example,examples,sample,samples,demo,demos,benchmark,benchmarks,bench}/**',
  '{.github,.gitlab,.circleci,.buildkite,.azure-pipelines,.ci,ci}/**',
  '{.gitlab-ci,.travis,.cirrus,azure-pipelines,appveyor,.appveyor,codecov,.codecov}.yml',
  '{Jenkinsfile,.editorconfig,.gitignore,.mailmap}',
] as const

/** A fix that many a project ships without a test: what is stolen, lost or down cannot wait for one. */
const ASKED_FOR_TESTS = ['security', 'data-loss', 'outage', 'crash', 'dependency'] as const

/** What a plan takes by itself: what is eligible, or of that only what somebody nominated. */
export const TAKES = ['nominated-only', 'all-eligible'] as const

/** §1.1: which label makes a candidate, and what follows from it. */
export const candidatesSchema = z
  .strictObject({
    labels: defineSetting(
      defineFullList(label),
      chooseDefault([CANDIDATE_LABEL]),
      'Labels that nominate a pull request, or the issue that it closes, for the next patch. Capitals count as on GitHub: not at all.',
    ),
    take: defineSetting(
      z.enum(TAKES).nullable(),
      chooseDefault('all-eligible'),
      'What a plan takes by itself: all that is eligible, or of that only what is nominated. The rest is shown. null takes only what is nominated if the repository has a label that nominates.',
    ),
    blockerLabels: defineSetting(
      defineList(label),
      chooseDefault(['release-blocker']),
      'Labels of open issues and pull requests that stop the cut of every release until they are closed.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'How changes are nominated, and what stops a cut.' })

/** §1.1: what a patch takes. */
export const criteriaSchema = z
  .strictObject({
    severities: defineSetting(
      defineFullList(z.enum(SEVERITIES)),
      PROCESS.severities,
      'The severities that a patch takes.',
    ),
    severityLabels: z
      .strictObject({
        P0: defineSeverityLabels('P0'),
        P1: defineSeverityLabels('P1'),
        P2: defineSeverityLabels('P2'),
        P3: defineSeverityLabels('P3'),
      })
      .readonly()
      .prefault({})
      .meta({ description: 'The labels for severities.' }),
    testPaths: defineSetting(
      defineList(createLineSchema('a glob, like **/*.test.ts')),
      chooseDefault(TEST_PATHS),
      'Globs of files that count as test coverage if the change touches them.',
    ),
    missingTestAsks: defineSetting(
      changeTypeList,
      chooseDefault(ASKED_FOR_TESTS),
      "Change types for which a missing test is a question for a person, and doesn't exclude the change.",
    ),
    asidePaths: defineSetting(
      defineList(createLineSchema('a glob, like docs/**')),
      chooseDefault(ASIDE_PATHS),
      'Globs of docs, CI and examples: a change that touches only these and tests fixes nothing, whatever its words.',
    ),
    breakingLabels: defineSetting(
      defineList(label),
      chooseDefault(['breaking', 'breaking-change', 'breaking change', 'semver: major', 'semver-major']),
      'Labels for a breaking change.',
    ),
    riskLabels: z
      .strictObject({
        low: defineRiskLabels('low'),
        medium: defineRiskLabels('medium'),
        high: defineRiskLabels('high'),
      })
      .readonly()
      .prefault({})
      .meta({ description: 'The labels for an assessed risk.' }),
    rules: ruleModes,
  })
  .readonly()
  .prefault({})
  .meta({ description: 'The selection criteria, and how strict each is.' })

const { immediate, scheduled, batch } = PROCESS.triggers

const immediateTrigger = z
  .strictObject({
    within: defineSetting(
      createDurationSchema({ from: '1h', to: '30d' }),
      immediate.within,
      'How soon the release must be published.',
    ),
    cvssFrom: defineSetting(
      z.number().min(0).max(10),
      immediate.cvssFrom,
      'The CVSS base score from which a security fix is immediate and under embargo.',
    ),
    changeTypes: defineSetting(
      changeTypeList,
      immediate.changeTypes,
      'Change types that are always immediate.',
    ),
    severities: defineSetting(
      defineList(z.enum(SEVERITIES)),
      chooseDefault(['P0']),
      'Severities that are immediate.',
    ),
    labels: defineSetting(
      defineList(label),
      chooseDefault(['outage', 'service-outage', 'incident']),
      'Labels of a complete service outage.',
    ),
  })
  .transform(({ within, ...rest }) => ({ withinSeconds: within, ...rest }))
  .readonly()
  .prefault({})
  .meta({ description: 'What must be released immediately.' })

const weeks = z.int().min(1).max(52)

const scheduledTrigger = z
  .strictObject({
    every: z
      .strictObject({ weeks: defineSetting(weeks, scheduled.weeks, 'Weeks from one patch day to the next.') })
      .readonly()
      .prefault({})
      .meta({ description: 'The cadence.' }),
    changeTypes: defineSetting(
      changeTypeList,
      scheduled.changeTypes,
      'Change types that go out on the next patch day.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'What goes out with the weekly patch.' })

const batchTrigger = z
  .strictObject({
    every: z
      .strictObject({ weeks: defineSetting(weeks, batch.weeks, 'Weeks from one batch to the next.') })
      .readonly()
      .prefault({})
      .meta({ description: 'The cadence.' }),
    anchor: defineSetting(
      z.iso.date({ error: 'a date, like 2026-02-11' }),
      chooseDefault('2026-02-11'),
      'The day of one batch; the others are counted from it. It must fall on calendar.patch.day.',
    ),
    risks: defineSetting(
      defineList(z.enum(RISKS)),
      batch.risks,
      'Assessed risks of improvements that may wait for a batch.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'What may wait for the next batch.' })

/** Patch Release Triggers. */
export const triggersSchema = z
  .strictObject({ immediate: immediateTrigger, scheduled: scheduledTrigger, batch: batchTrigger })
  .readonly()
  .prefault({})
  .meta({ description: 'How soon a fix must be released.' })
