import { z } from 'zod'
import { createPlanRequest, planInput, SOURCE_OPTIONS } from '../../command-options.ts'
import { defineCommand } from '../../define.ts'
import { DONE } from '../../exit-codes.ts'
import { toFactsJson } from '../../json/onboarding/facts.ts'

/** What GitHub knows of the changes of a plan, as a file that plans read offline. */
export const factsCommand = defineCommand({
  name: 'facts',
  summary: 'write down what GitHub knows of the changes of a plan',
  about:
    'Asks GitHub for labels, linked issues, reviews and checks of the pull requests of a plan, and prints them as a facts ' +
    'file (docs/facts.md). Needs a token: `GITHUB_TOKEN`, or the one of `gh auth login`. With a token `plan`, `explain`, ' +
    '`build`, `init` and `simulate` ask by themselves; a file that `--facts` names outranks GitHub.',
  arguments: [{ name: 'version', required: false, about: 'the version to plan (default: the next patch)' }],
  options: [
    { name: 'from-github', value: null, about: 'ask GitHub (the only place to ask so far)' },
    { name: 'line', value: 'LINE', about: 'the stable line, as 2.0 (default: the highest one)' },
    { name: 'base', value: 'TAG', about: "the tag to start from (default: the line's last stable one)" },
    ...SOURCE_OPTIONS,
  ],
  examples: [
    { command: 'release-captain facts --from-github > facts.yml', about: 'For a plan without a network' },
    { command: 'release-captain plan --facts facts.yml', about: 'The plan that reads it' },
  ],
  input: planInput.extend({ 'from-github': z.literal(true).optional() }),
  run: async (call, input) => {
    const engine = await call.engine()
    const report = await engine.facts(createPlanRequest(call, input))
    return {
      exitCode: DONE,
      output: { kind: 'text', text: report.yaml },
      document: () => toFactsJson(report),
    }
  },
})
