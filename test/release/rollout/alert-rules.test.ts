import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { defaultPolicy, policySchema } from '../../../src/release/policy.ts'
import { toAlertRules } from '../../../src/release/rollout/alert-rules.ts'
import { hasProgram } from '../../servers/programs.ts'

const run = promisify(execFile)

/** Writes these files into a folder of their own, and has promtool look at them. */
async function promtool(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'captain-rules-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const { stdout } = await run('promtool', args, { cwd: folder })
  await rm(folder, { recursive: true })
  return stdout
}

const labels = 'version="2.0.1",environment="production"'
const other = 'version="2.0.0",environment="production"'

/** A minute of traffic each: 100 requests of each version, of which so many of the new one fail, and their latency. */
function inputSeries(failed: number, slow: number) {
  const series = (name: string, perMinute: number) => ({ series: name, values: `0+${perMinute}x20` })
  return [
    series(`http_requests_total{${labels},status="200"}`, 100 - failed),
    series(`http_requests_total{${labels},status="503"}`, failed),
    series(`http_requests_total{${other},status="200"}`, 100),
    series(`http_requests_total{${other},status="500"}`, 0),
    series(`http_requests_total{version="2.0.1",environment="staging",status="500"}`, 100),
    series(`http_request_duration_seconds_bucket{${labels},le="2"}`, 100 - slow),
    series(`http_request_duration_seconds_bucket{${labels},le="4"}`, 100),
    series(`http_request_duration_seconds_bucket{${labels},le="+Inf"}`, 100),
    { series: `deployment_version{${labels},pod="a"}`, values: '1x20' },
    { series: `deployment_version{${labels},pod="b"}`, values: '1x20' },
    { series: `deployment_version{${other},pod="c"}`, values: '1x20' },
  ]
}

const fires = {
  exp_labels: { severity: 'critical', action: 'rollback', version: '2.0.1', environment: 'production' },
  exp_annotations: {
    summary: '2.0.1 in production breaks a limit of the rollback policy.',
    description: 'For 5m, more than 5 % of the requests failed or P99 was above 2s.',
  },
}

function judged(failed: number, slow: number, alerts: readonly (readonly [string, readonly object[]])[]) {
  return {
    interval: '1m',
    input_series: inputSeries(failed, slow),
    alert_rule_test: alerts.map(([eval_time, exp_alerts]) => ({
      ...{ eval_time, alertname: 'PatchReleaseRollbackTrigger', exp_alerts },
    })),
  }
}

describe.skipIf(!hasProgram('promtool'))('the alerts that roll back', () => {
  const rules = stringify(toAlertRules(defaultPolicy, 'production'), { lineWidth: 0 })

  it('are what promtool takes as rules', async () => {
    expect(await promtool({ 'rules.yml': rules }, 'check', 'rules', 'rules.yml')).toContain(
      'SUCCESS: 1 rules found',
    )
  })

  it('fire for the version with more than 5 % of errors or a P99 above 2 s, after 5 minutes, and for no other', async () => {
    const tests = {
      rule_files: ['rules.yml'],
      evaluation_interval: '1m',
      tests: [
        judged(6, 0, [
          ['5m', []],
          ['7m', [fires]],
        ]),
        judged(5, 0, [['15m', []]]),
        judged(0, 2, [['15m', [fires]]]),
        judged(0, 0, [['15m', []]]),
      ],
    }
    const files = { 'rules.yml': rules, 'tests.yml': stringify(tests, { lineWidth: 0 }) }
    expect(await promtool(files, 'test', 'rules', 'tests.yml')).toContain('SUCCESS')
  })

  it('are of the environment that is asked for, with the limits and series of the policy', async () => {
    const automatic = { errorRatioAbove: 0.1, for: '0s', requests: 'my_requests', version: 'app_info' }
    const file = toAlertRules(policySchema.parse({ rollback: { automatic } }), 'staging')
    const [rule] = file.groups[0]?.rules ?? []
    expect(rule?.labels['environment']).toBe('staging')
    expect(rule?.expr).toContain('my_requests{environment="staging"')
    expect(rule).not.toHaveProperty('for')
    const text = stringify(file, { lineWidth: 0 })
    expect(await promtool({ 'rules.yml': text }, 'check', 'rules', 'rules.yml')).toContain('1 rules found')
  })
})
