import { type Mutant, withoutChecks } from './mutant.ts'

/** Checks that are made: each is never true. */
export const RELEASE: readonly Mutant[] = [
  ...withoutChecks('src/release/rollout/alerts.ts', 'test/release/rollout/alerts.test.ts', {
    'refuses or decides where why': 'if (why)',
    'refuses or decides where alert.name !== rule.alert': 'if (alert.name !== rule.alert)',
    'refuses or decides where alert.action !== rule.labels.action':
      'if (alert.action !== rule.labels.action)',
    'refuses or decides where alert.severity !== rule.labels.severity':
      'if (alert.severity !== rule.labels.severity)',
    "refuses or decides where alert.status === 'resolved'": "if (alert.status === 'resolved')",
    'refuses or decides where alert.environment !== environment': 'if (alert.environment !== environment)',
    'refuses or decides where alert.version === null': 'if (alert.version === null)',
    'refuses or decides where startsAt < stepStartedAt': 'if (startsAt < stepStartedAt)',
    'refuses or decides where startsAt > now + MOST_AHEAD': 'if (startsAt > now + MOST_AHEAD)',
  }),
  ...withoutChecks('src/release/security/cvss.ts', 'test/release/security/cvss.test.ts', {
    'refuses or decides where !version': 'if (!version)',
    'refuses or decides where problem': 'if (problem)',
    'refuses or decides where score >= 9': 'if (score >= 9)',
    'refuses or decides where score >= 7': 'if (score >= 7)',
    'refuses or decides where score >= 4': 'if (score >= 4)',
    "refuses or decides where name === '' || value === '' || rest.length > 0":
      "if (name === '' || value === '' || rest.length > 0)",
    'refuses or decides where !values': 'if (!values)',
    'refuses or decides where ![...values].includes(value)': 'if (![...values].includes(value))',
    'refuses or decides where seen.has(name)': 'if (seen.has(name))',
  }),
  ...withoutChecks('src/release/versions/check-version.ts', 'test/release/versions/check-version.test.ts', {
    'refuses or decides where version === null': 'if (version === null)',
    'refuses or decides where existing': 'if (existing)',
    'refuses or decides where lines.length > 0 && !lines.some(({ name }) => name === wanted)':
      'if (lines.length > 0 && !lines.some(({ name }) => name === wanted))',
  }),
  ...withoutChecks('src/release/eligibility/exception.ts', 'test/release/eligibility/exception.test.ts', {
    "refuses or decides where by.trim() === ''": "if (by.trim() === '')",
    "refuses or decides where because.trim() === ''": "if (because.trim() === '')",
    'refuses or decides where !isDate(until)': 'if (!isDate(until))',
    'refuses or decides where left < 0': 'if (left < 0)',
  }),
  ...withoutChecks('src/release/eligibility/judge.ts', 'test/release/eligibility/judge.test.ts', {
    "refuses or decides where seen.breaks || seen.obstacles.includes('next-minor')":
      "if (seen.breaks || seen.obstacles.includes('next-minor'))",
    'refuses or decides where !seen.isReady': 'if (!seen.isReady)',
  }),
  ...withoutChecks('src/release/eligibility/change-type.ts', 'test/release/eligibility/change-type.test.ts', {
    "refuses or decides where found.type !== 'minor-bug' || isAssessed || !severity.known":
      "if (found.type !== 'minor-bug' || isAssessed || !severity.known)",
    'refuses or decides where !criteria.severities.includes(severity.value)':
      'if (!criteria.severities.includes(severity.value))',
    'refuses or decides where label !== undefined': 'if (label !== undefined)',
  }),
  ...withoutChecks('src/release/facts/facts-file.ts', 'test/release/facts/facts-file.test.ts', {
    'refuses or decides where !read.success': 'if (!read.success)',
    'refuses or decides where other': 'if (other)',
    'refuses or decides where before !== undefined': 'if (before !== undefined)',
  }),
  ...withoutChecks('src/release/facts/message-facts.ts', 'test/release/facts/message-facts.test.ts', {
    'refuses or decides where numbers.size === 0': 'if (numbers.size === 0)',
    'refuses or decides where id !== undefined': 'if (id !== undefined)',
    'refuses or decides where id !== undefined && other === undefined':
      'if (id !== undefined && other === undefined)',
    'refuses or decides where whole': 'if (whole)',
    'refuses or decides where some > 0': 'if (some > 0)',
    'refuses or decides where messages.some((message) => isBreaking(message, types))':
      'if (messages.some((message) => isBreaking(message, types)))',
    'refuses or decides where isDeclared': 'if (isDeclared)',
  }),
  ...withoutChecks('src/release/rollout/analysis.ts', 'test/release/rollout/analysis.test.ts', {
    'refuses or decides where deciding.length === 0': 'if (deciding.length === 0)',
    "refuses or decides where deciding.some(({ kind }) => kind === 'fail')":
      "if (deciding.some(({ kind }) => kind === 'fail'))",
    "refuses or decides where last.verdict.kind !== 'pass'": "if (last.verdict.kind !== 'pass')",
  }),
  ...withoutChecks(
    'src/release/policy/deployment/metric-queries.ts',
    'test/release/policy/deployment/metric-queries.test.ts',
    {
      'refuses or decides where unknown === undefined': 'if (unknown === undefined)',
      'refuses or decides where problem': 'if (problem)',
    },
  ),
  ...withoutChecks(
    'src/release/lifecycle/rules/approvals.ts',
    'test/release/lifecycle/rules/approvals.test.ts',
    {
      'refuses or decides where !getApprovalTerms(about, step).twoPerson':
        'if (!getApprovalTerms(about, step).twoPerson)',
      'refuses or decides where about.requester && isSame(about.requester, someone)':
        'if (about.requester && isSame(about.requester, someone))',
      'refuses or decides where own': 'if (own)',
      'refuses or decides where resolved': 'if (resolved)',
    },
  ),
  ...withoutChecks('src/release/line-branch.ts', 'test/release/line-branch.test.ts', {
    "refuses or decides where !words.every((word) => word === '' || STABLE_WORDS.has(word))":
      "if (!words.every((word) => word === '' || STABLE_WORDS.has(word)))",
    'refuses or decides where !isPrefix': 'if (!isPrefix)',
  }),
  ...withoutChecks('src/release/version-number.ts', 'test/release/version-number.test.ts', {
    'refuses or decides where !areCanonical(parts)': 'if (!areCanonical(parts))',
    'refuses or decides where named === undefined || /(?:^|\\.)0\\d+(?:\\.|$)/.test(named)':
      'if (named === undefined || /(?:^|\\.)0\\d+(?:\\.|$)/.test(named))',
  }),
  ...withoutChecks('src/release/patterns.ts', 'test/release/patterns.test.ts', {
    "refuses or decides where !(part.startsWith('{') && part.endsWith('}'))":
      "if (!(part.startsWith('{') && part.endsWith('}')))",
  }),
  ...withoutChecks(
    'src/release/changes/pull-request-messages.ts',
    'test/release/changes/pull-request-messages.test.ts',
    {
      'refuses or decides where line === undefined || NO_TITLE.test(line)':
        'if (line === undefined || NO_TITLE.test(line))',
    },
  ),
]
