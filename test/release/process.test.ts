import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fill } from '../../src/release/policy/text-schemas.ts'
import { PHASE_IDS } from '../../src/release/process/phases.ts'
import { PROCESS } from '../../src/release/process.ts'

const document = readFileSync(new URL(`../../${PROCESS.document.file}`, import.meta.url), 'utf8')
/** Commands that the document breaks over lines are one line here. */
const text = document.replace(/ \\\n +/g, ' ')

const EXAMPLE = {
  version: '2.0.1',
  previous: '2.0.0',
  product: 'Godel',
  severities: 'P0 or P1',
  advanceNotice: '24h',
  cvssFrom: '9.0',
  year: '2026',
  number: '001',
}

function between(from: string, to: string): string {
  const start = text.indexOf(from)
  expect(start, from).toBeGreaterThanOrEqual(0)
  return text.slice(start + from.length, text.indexOf(to, start + from.length))
}

function rows(table: string): string[][] {
  const lines = table.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

/** Every text of a part of the data, as the document would write it. */
function textsOf(part: unknown): string[] {
  if (typeof part === 'string') return [fill(part, EXAMPLE)]
  if (typeof part !== 'object' || part === null) return []
  const texts = Object.values(part).flatMap(textsOf)
  return 'ifApplicable' in part ? texts.map((it) => `${it} (if applicable)`) : texts
}

function sectionsOf(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([name, value]) =>
    name === 'section' && typeof value === 'string' ? [value] : sectionsOf(value),
  )
}

describe('the process document as data', () => {
  it('has every line of every list of the document', () => {
    const prose = text.replace(/```(?:markdown|yaml)\n[\s\S]*?```/g, '')
    const lines = [...prose.matchAll(/^(?:# )?(?:- \[ \] |- |\d\. )(.+)$/gm)].map(([, line = '']) => line)
    const items = lines.map((line) => line.replace(/^\[(.+)\]\(.+\)$/, '$1'))
    const stated = new Set(textsOf(PROCESS))

    expect(items).toHaveLength(76)
    expect(items.filter((item) => !stated.has(item))).toEqual([])
  })

  it('names only sections that the document has', () => {
    const headings = [...document.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading.replace(/^(\d\.\d) .*/, '§$1').replace(/^Phase (\d): .*/, '§$1'),
    )
    const unknown = sectionsOf(PROCESS).filter((section) => !headings.includes(section))

    expect(unknown).toEqual([])
  })

  it('has the head of the document', () => {
    const { title, version, updated, frequency, scope } = PROCESS.document

    expect(document).toContain(`# ${title}\n\n**Version:** ${version}  \n**Last Updated:** ${updated}  \n`)
    expect(document).toContain(`**Frequency:** ${frequency}  \n**Scope:** ${scope}\n`)
  })

  it('has the phases with their days, and the steps, in order', () => {
    const phases = PHASE_IDS.map((id, index) => {
      const { name, days } = PROCESS.phases[id]
      const span = days.from === days.to ? `${days.from}` : `${days.from}-${days.to}`
      return `### Phase ${index + 1}: ${name} (Day ${span})`
    })
    const steps = PHASE_IDS.flatMap((id) => PROCESS.phases[id].steps).map(
      ({ section, name }) => `#### ${section.slice(1)} ${name}`,
    )

    expect(document.match(/^### Phase .*$/gm)).toEqual(phases)
    expect(document.match(/^#### \d\.\d .*$/gm)).toEqual(steps)
  })

  it('has the table of Eligible Changes', () => {
    const marks = {
      always: '✅ Always',
      'case-by-case': '✅ Case by case',
      'next-minor': '❌ Next minor release',
    }
    const stated = Object.values(PROCESS.eligibleChanges).map((it) => [
      it.name,
      it.examples,
      marks[it.eligibility],
    ])

    expect(rows(between('### Eligible Changes', '###'))).toEqual(stated)
  })

  it('has the table of Release Metrics', () => {
    const { timeToPatch, deploymentTime, rollbackRate, successRate } = PROCESS.measures

    expect(rows(between('### Release Metrics', '###'))).toEqual([
      [timeToPatch.name, `< ${timeToPatch.below.value.replace('d', ' days')}`, timeToPatch.measurement],
      [
        deploymentTime.name,
        `< ${deploymentTime.below.value.replace('m', ' min')}`,
        deploymentTime.measurement,
      ],
      [rollbackRate.name, `< ${rollbackRate.below.value}%`, rollbackRate.measurement],
      [successRate.name, `> ${successRate.above.value}%`, successRate.measurement],
    ])
  })

  it('has the table of the Regular Cadence', () => {
    const { patch, minor, major } = PROCESS.cadence

    expect(rows(between('### Regular Cadence', '###'))).toEqual([
      ['Patch', 'Weekly', 'Wednesday'],
      ['Minor', 'Monthly', 'First Tuesday'],
      ['Major', 'Quarterly', 'Planned'],
    ])
    expect([patch.weeks, minor.months.value, major.months.value]).toEqual([1, 1, 3])
    expect([patch.day.value, minor.day.value, major.day.value]).toEqual([
      'wednesday',
      'first-tuesday',
      'planned',
    ])
  })

  it('has what each part and each channel of a version means', () => {
    const { major, minor, patch } = PROCESS.versionParts.value
    const { alpha, beta, rc } = PROCESS.prereleases.value

    expect(text).toContain(`MAJOR - ${major}\nMINOR - ${minor}\nPATCH - ${patch}\n`)
    expect(text).toContain(`v2.0.1-alpha.1  - ${alpha}\nv2.0.1-beta.1   - ${beta}\nv2.0.1-rc.1     - ${rc}\n`)
    expect(text).toContain(`v2.0.1          - ${PROCESS.stable.value}\n`)
  })

  it.each([
    PROCESS.candidateLog,
    PROCESS.releaseBranch.name,
    PROCESS.versionBump.message,
    ...PROCESS.automatedTests.value.map(({ command }) => ({ value: command })),
    PROCESS.staging.deploy,
    PROCESS.staging.validate,
    PROCESS.tag.pattern,
    PROCESS.tag.message,
    PROCESS.build.command,
    PROCESS.rollout.deploy,
    PROCESS.rollout.monitor,
    PROCESS.manualRollback.command,
    PROCESS.advisory.id,
  ])('writes $value as the document does', ({ value }) => {
    expect(text).toContain(fill(value, EXAMPLE))
  })

  it('has the template of the release notes', () => {
    const { title, fields, sections, knownIssues, upgradeNotesTitle, upgradeNotes } = PROCESS.notes
    const template = between('#### 3.1 Release Notes', '```\n\n####')
    const titles = [sections.security, sections.bugFixes, sections.performance, knownIssues.value]

    expect(template).toContain(`# ${fill(title.value, EXAMPLE)}\n`)
    expect(template.match(/\*\*.+?:\*\*/g)?.slice(1)).toEqual(fields.value.map((it) => `**${it}:**`))
    expect(template.match(/^## .+$/gm)).toEqual(
      [...titles.map((it) => it.title), upgradeNotesTitle.value].map((it) => `## ${it}`),
    )
    expect(template).toContain(`- ${knownIssues.value.none}\n`)
    expect(template).toContain(`\n${upgradeNotes.value}\n`)
  })

  it('has the template of the security advisory', () => {
    const template = between('### Security Advisory Template', '```\n\n---')
    const { id, fields, sections } = PROCESS.advisory

    expect(template).toContain(`# Security Advisory: ${fill(id.value, EXAMPLE)}\n`)
    expect(template.match(/\*\*.+?:\*\*/g)).toEqual(fields.value.map((it) => `**${it}:**`))
    expect(template.match(/^## .+\n.+$/gm)).toEqual(sections.value.map((it) => `## ${it.title}\n${it.asks}`))
  })

  it('has the automatic rollback trigger', () => {
    const alert = between('```yaml\n# prometheus alert', '```')
    const { series, errorRatioAbove, latencyQuantile, latencyAbove, window, labels } =
      PROCESS.automaticRollback
    const { requests, failed, latency, version } = series.value

    expect(alert).toContain(`- alert: ${PROCESS.automaticRollback.alert.value}\n`)
    expect(alert).toContain(`rate(${requests}{${failed}}[${window.value}]) > ${errorRatioAbove.value}\n`)
    expect(alert).toContain(
      `histogram_quantile(${latencyQuantile.value}, rate(${latency}[${window.value}])) > ${latencyAbove.value.slice(0, -1)}\n`,
    )
    expect(alert).toContain(`${version} == "v2.0.1"\n  for: ${PROCESS.automaticRollback.for.value}\n`)
    expect(alert).toContain(`severity: ${labels.value.severity}\n    action: ${labels.value.action}\n`)
  })
})
