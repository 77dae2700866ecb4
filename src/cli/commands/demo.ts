import { z } from 'zod'
import type { CliCall, CommandWords } from '../command.ts'
import { globalInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import type { DemoReport } from '../engine.ts'
import { DONE } from '../exit-codes.ts'
import { toDemoJson } from '../json/demo.ts'
import { type DemoStep, renderDemoBeginning, renderDemoEnd, renderDemoStep } from '../screens/demo.ts'

/** The whole way of a patch release on a small product that is made for it. */
export const demoCommand = defineCommand({
  name: 'demo',
  summary: 'create a small product with a history, and plan, build and write notes on it',
  about:
    'Creates a repository in a new folder, then runs plan, explain, build and notes on it. Each step shows what ' +
    'it did, and the command that does the same on your own clone. Changes nothing else.',
  arguments: [
    {
      name: 'folder',
      required: false,
      about: 'where to create it (default: a new temporary folder)',
      completes: 'folder',
    },
  ],
  options: [],
  examples: [
    { command: 'release-captain demo', about: 'In a temporary folder' },
    { command: 'release-captain demo ./godel', about: 'In a folder to keep and play with' },
  ],
  input: globalInput.extend({ folder: z.string().min(1, 'must not be empty').optional() }),
  run: async (call, input) => {
    const engine = await call.engine()
    const report = await engine.demo({ folder: input.folder ?? null })
    call.show((view) => renderDemoBeginning(report, view))
    for (const [index, step] of listDemoSteps(report).entries())
      await runStep(call, { report, step, number: index + 1 })
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: (view) => renderDemoEnd(report, view) },
      document: () => toDemoJson(report),
    }
  },
})

interface StepRun {
  readonly report: DemoReport
  readonly step: DemoStep
  readonly number: number
}

async function runStep(call: CliCall, { report, step, number }: StepRun): Promise<void> {
  const words = createWords(report, step)
  call.show((view) => renderDemoStep({ step, number, typed: call.typed(step.command, words) }, view))
  await call.runOther(step.command, words)
}

function listDemoSteps({ version, explain, lookAt }: DemoReport): DemoStep[] {
  return [
    { command: 'plan', title: 'Plan', arguments: {}, options: {}, lookAt: lookAt.plan },
    {
      command: 'explain',
      title: 'Explain one change',
      arguments: { change: explain },
      options: {},
      lookAt: lookAt.explain,
    },
    {
      command: 'build',
      title: 'Build the release branch',
      arguments: { version },
      options: { 'skip-conflicts': true },
      lookAt: lookAt.build,
    },
    {
      command: 'notes',
      title: 'Write the release notes',
      arguments: { version },
      options: { 'skip-conflicts': true },
      lookAt: lookAt.notes,
    },
  ]
}

function createWords({ repository, factsFile, date }: DemoReport, step: DemoStep): CommandWords {
  const options = { repo: repository, date, facts: factsFile, ...step.options }
  return { arguments: step.arguments, options }
}
