import { z } from 'zod'
import { createSourceRequest, SOURCE_OPTIONS, sourceInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import { DONE } from '../exit-codes.ts'
import { toAlertRulesJson } from '../json/alert-rules.ts'

/** Automatic Rollback Triggers: the alerts that roll back, for Prometheus. */
export const alertRulesCommand = defineCommand({
  name: 'alert-rules',
  summary: 'print the alerts that roll back, as a Prometheus rule file',
  about:
    'Creates a rule file from rollback.automatic of the policy: an alert for one environment, with the labels ' +
    'severity, action, version and environment. Check it with `promtool check rules`. docs/rollout.md lists the ' +
    'labels that your metrics need, and the differences from the expression in the process document.',
  arguments: [],
  options: [
    {
      name: 'environment',
      value: 'NAME',
      about: 'the label environment of your metrics (default: production)',
    },
    ...SOURCE_OPTIONS,
  ],
  examples: [
    { command: 'release-captain alert-rules', about: 'Print them, for a Prometheus rule file' },
    { command: 'release-captain alert-rules --environment staging', about: 'For another environment' },
  ],
  input: sourceInput.extend({
    environment: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, 'must be a name, like production')
      .optional(),
  }),
  run: async (call, input) => {
    const engine = await call.engine()
    const environment = input.environment ?? 'production'
    const report = await engine.alertRules({ ...createSourceRequest(call, input), environment })
    return {
      exitCode: DONE,
      output: { kind: 'text', text: report.yaml },
      document: () => toAlertRulesJson(report),
    }
  },
})
