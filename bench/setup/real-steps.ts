// The steps of a first day on a clone: init, simulate, plan; and what can be told of version files without init.
import { z } from 'zod'
import { findVersionMentions } from '../../src/git/bump/version-mentions.ts'
import { readGround } from '../../src/planner/ground/read-ground.ts'
import { createLocalEngine } from '../../src/planner/local-engine.ts'
import { listRecentLines } from '../../src/planner/onboarding/read-repository.ts'
import { withWorkspace } from '../../src/planner/workspace/workspace.ts'
import { mayHoldVersion } from '../../src/release/onboarding/find-version-files.ts'
import { compilePathFinder } from '../../src/release/patterns.ts'
import type { Considered } from '../../src/release/planning/plan.ts'

const place = { repository: z.string(), cacheDir: z.string() }
export const STEPS = z.discriminatedUnion('step', [
  z.object({ ...place, step: z.literal('init'), last: z.number() }),
  z.object({ ...place, step: z.literal('simulate'), policyFile: z.string(), last: z.number() }),
  z.object({ ...place, step: z.literal('plan'), policyFile: z.string(), line: z.string() }),
])

/** Does one step, and answers what of it is measured. */
export async function runStep(step: z.infer<typeof STEPS>): Promise<unknown> {
  const engine = createLocalEngine({ cacheDir: step.cacheDir })
  const source = {
    repository: step.repository,
    main: null,
    policyFile: step.step === 'init' ? null : step.policyFile,
    jobs: null,
    now: Date.now() / 1000,
    onProgress: () => undefined,
  }
  switch (step.step) {
    case 'init': {
      const { config, findings } = await engine.init({ ...source, last: step.last, write: false })
      return { config, files: findings.find(({ kind }) => kind === 'version files')?.found ?? [] }
    }
    case 'simulate': {
      const { total, releases } = await engine.simulate({ ...source, last: step.last, line: null })
      return { total, called: releases.flatMap(({ refused }) => refused.flatMap(listMiscalled)) }
    }
    case 'plan': {
      const wish = {
        version: null,
        line: step.line,
        base: null,
        factsFile: null,
        pick: [],
        drop: [],
        skipConflicts: false,
      }
      const { plan } = await engine.plan({ ...source, ...wish, withDependencies: false })
      const { base, start } = plan.range
      return {
        base: base.tag,
        branch: start.branch,
        called: plan.considered.flatMap((considered) =>
          listMiscalled({ considered, verdict: considered.verdict }),
        ),
      }
    }
  }
}

/** It names the id of a vulnerability, and is taken for something that waits. */
function listMiscalled({
  considered,
  verdict,
}: {
  readonly considered: Considered
  readonly verdict: Considered['verdict']
}): string[] {
  const { candidate } = considered
  const text = [candidate.title, ...candidate.commits.map(({ message }) => message)].join('\n')
  const isNamed = /\bCVE-\d{4}-\d{4,}\b|\bGHSA(-[0-9a-z]{4}){3}\b/.test(text)
  return isNamed && verdict.type === 'minor-bug' ? [candidate.id] : []
}

interface Configured {
  readonly cacheDir: string
  readonly policyFile: string
}

/** The lines of the last year, the latest first. */
export function listLinesOf(
  repository: string,
  { most, ...at }: Configured & { readonly most: number },
): Promise<string[]> {
  return inGround(repository, at, async ({ ground }) =>
    listRecentLines(ground)
      .slice(0, most)
      .map(({ name }) => name),
  )
}

const isPast = compilePathFinder([
  '**/{CHANGELOG,CHANGES,HISTORY,NEWS,RELEASE}*',
  '{docs,doc,changelog,test,tests}/**',
])

/** Files by their name that said the version before in the last release but one, and say the new one on the same line now. */
export function listRaisedFiles(repository: string, at: Configured): Promise<string[]> {
  return inGround(repository, at, async ({ ground, gitDir }) => {
    const [before, now] = listRecentLines(ground)[0]?.stable.slice(-2) ?? []
    if (!before || !now) return []
    const said = await findVersionMentions({ gitDir, tree: before.commit, version: before.version })
    const says = await findVersionMentions({ gitDir, tree: now.commit, version: now.version })
    const lines = new Set(says.map(({ path, text }) => `${path}\n${text}`))
    const raised = said.filter(({ path, text }) =>
      lines.has(`${path}\n${text.replaceAll(before.version, now.version)}`),
    )
    return [...new Set(raised.map(({ path }) => path))].filter(
      (path) => mayHoldVersion(path) && isPast(path) === null,
    )
  })
}

interface Seen {
  readonly ground: Awaited<ReturnType<typeof readGround>>
  readonly gitDir: string
}

function inGround<Answer>(
  repository: string,
  { cacheDir, policyFile }: Configured,
  look: (seen: Seen) => Promise<Answer>,
): Promise<Answer> {
  const opening = { repository, jobs: null, onProgress: () => undefined }
  return withWorkspace(opening, { cacheDir }, async (workspace) => {
    const ground = await readGround(workspace, { repository, main: null, policyFile })
    return look({ ground, gitDir: workspace.repository.gitDir })
  })
}
