import { describe, expect, it } from 'vitest'
import { determineTrigger } from '../../../src/release/eligibility/trigger.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'
import { squashed } from '../candidates.ts'
import { type About, askedOf, MERGED, policyWith } from './asking.ts'

const HOUR = 3600
const REPORTED = MERGED - 5 * HOUR

function trigger(type: Parameters<typeof determineTrigger>[0]['type'], about: About = {}) {
  const { urgency, due, because } = determineTrigger({ ...askedOf(about), type })
  return { urgency, due: new Date(due * 1000).toISOString(), because }
}

function assessed(risk: 'low' | 'high') {
  return { assessment: { by: 'grace', risk, type: null, severity: null, note: null } }
}

describe('the urgency', () => {
  it.each([
    ['security', {}, 'scheduled'],
    ['security', { cvss: 8.9 }, 'scheduled'],
    ['security', { cvss: 9 }, 'immediate'],
    ['security', { cvss: 9.8 }, 'immediate'],
    ['security', { severity: 'P0' }, 'immediate'],
    ['data-loss', {}, 'immediate'],
    ['data-loss', { severity: 'P3' }, 'immediate'],
    ['crash', {}, 'scheduled'],
    ['crash', { severity: 'P0' }, 'immediate'],
    ['crash', { severity: 'P1' }, 'scheduled'],
    ['crash', { labels: ['outage'] }, 'immediate'],
    ['crash', { issues: [{ number: 7, labels: ['Outage'], reportedAt: null }] }, 'immediate'],
    ['regression', {}, 'scheduled'],
    ['performance', {}, 'scheduled'],
    ['minor-bug', {}, 'batch'],
    ['minor-bug', { severity: 'P1' }, 'scheduled'],
    ['minor-bug', { severity: 'P2' }, 'batch'],
    ['minor-bug', assessed('low'), 'batch'],
    ['minor-bug', assessed('high'), 'scheduled'],
    ['feature', { labels: ['risk: medium'] }, 'scheduled'],
    ['refactor', { labels: ['risk: low'] }, 'batch'],
  ] as const)('of %s with %j is %s', (type, stated, urgency) => {
    expect(trigger(type, { stated }).urgency).toBe(urgency)
  })

  it('follows the policy', () => {
    const policy = policyWith({
      triggers: {
        immediate: { cvssFrom: 7, severities: [], changeTypes: ['crash'] },
        scheduled: { changeTypes: [] },
      },
    })
    expect(trigger('security', { policy, stated: { cvss: 7 } }).urgency).toBe('immediate')
    expect(trigger('crash', { policy }).urgency).toBe('immediate')
    expect(trigger('data-loss', { policy, stated: { severity: 'P2' } }).urgency).toBe('batch')
  })
})

describe('immediate is due', () => {
  it('24 hours after the earliest report', () => {
    const issues = [
      { number: 7, labels: null, reportedAt: MERGED - HOUR },
      { number: 8, labels: null, reportedAt: REPORTED },
      { number: 9, labels: null, reportedAt: null },
    ]
    expect(trigger('data-loss', { stated: { issues } })).toMatchInlineSnapshot(`
      {
        "because": "data-loss is immediate: within 24 h of its report",
        "due": "2026-03-03T04:00:00.000Z",
        "urgency": "immediate",
      }
    `)
  })

  it('24 hours after the merge where no report is known', () => {
    expect(trigger('data-loss')).toMatchInlineSnapshot(`
      {
        "because": "data-loss is immediate: within 24 h of its merge, for when it was reported is not known",
        "due": "2026-03-03T09:00:00.000Z",
        "urgency": "immediate",
      }
    `)
  })

  it('never later than 24 hours after the merge, however late an issue was opened', () => {
    const issues = [{ number: 7, labels: null, reportedAt: MERGED + 9 * HOUR }]
    expect(trigger('data-loss', { stated: { issues } }).due).toBe(trigger('data-loss').due)
  })

  it('within what the policy says', () => {
    const policy = policyWith({ triggers: { immediate: { within: '90m' } } })
    expect(trigger('data-loss', { policy })).toMatchInlineSnapshot(`
      {
        "because": "data-loss is immediate: within 1.5 h of its merge, for when it was reported is not known",
        "due": "2026-03-02T10:30:00.000Z",
        "urgency": "immediate",
      }
    `)
  })
})

describe('scheduled is due on the next release day after the merge', () => {
  it.each([
    ['merged two days before', '2026-03-02T09:00:00Z', '2026-03-04T10:00:00.000Z'],
    ['merged on the day before the time', '2026-03-04T09:59:59Z', '2026-03-04T10:00:00.000Z'],
    ['merged on the day at the time', '2026-03-04T10:00:00Z', '2026-03-11T10:00:00.000Z'],
    ['merged over the year end', '2026-12-30T11:00:00Z', '2027-01-06T10:00:00.000Z'],
  ])('%s', (_, merged, due) => {
    const candidate = squashed('fix: a crash', { committedAt: Date.parse(merged) / 1000 })
    expect(trigger('crash', { candidate }).due).toBe(due)
  })

  it('in the policy’s zone, when the clocks have changed', () => {
    const policy = policyWith({ calendar: { timeZone: 'America/New_York' } })
    const candidate = squashed('fix: a crash', { committedAt: Date.parse('2026-03-05T00:00:00Z') / 1000 })
    expect(trigger('crash', { candidate, policy }).due).toBe('2026-03-11T14:00:00.000Z')
  })
})

it('a batch is due every second release day, counted from the anchor', () => {
  const { anchor } = defaultPolicy.triggers.batch
  const due = trigger('minor-bug').due
  const weeks = (Date.parse(due.slice(0, 10)) - Date.parse(anchor)) / (7 * 24 * HOUR * 1000)
  expect([due, weeks % 2]).toEqual(['2026-03-11T10:00:00.000Z', 0])
})

it('says why', () => {
  const why = [
    trigger('security', { stated: { cvss: 9.8 } }),
    trigger('security'),
    trigger('security', { stated: { cvss: 5 } }),
    trigger('crash', { stated: { severity: 'P0' } }),
    trigger('crash', { stated: { labels: ['outage'] } }),
    trigger('minor-bug', { message: 'fix: a\n\nSeverity: P1' }),
    trigger('minor-bug', { stated: assessed('high') }),
    trigger('minor-bug'),
  ]
  expect(why.map(({ because }) => because).join('\n')).toMatchInlineSnapshot(`
    "CVSS 9.8 is critical, from 9.0 on: within 24 h of its merge, for when it was reported is not known
    security goes out with the weekly patch; its CVSS score is not known, and from 9.0 on it would be immediate
    security goes out with the weekly patch
    P0 (GitHub) is immediate: within 24 h of its merge, for when it was reported is not known
    the label \`outage\` is immediate: within 24 h of its merge, for when it was reported is not known
    P1 (\`Severity: P1\` in its message) goes out with the weekly patch
    its risk is high (assessed by grace), so it goes out with the weekly patch and not in a batch
    it can wait for the next batch"
  `)
})
