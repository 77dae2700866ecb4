import { parse } from 'yaml'
import { CONFIG_FILE } from '../../config/read-policy.ts'
import { readBranches } from '../../git/refs/branches.ts'
import { type Line, listLines } from '../../release/lines.ts'
import type {
  LineFacts,
  RepositoryFacts,
  RepositoryFile,
  WorkflowFile,
} from '../../release/onboarding/repository-facts.ts'
import { shortenRefName } from '../ground/main-branch.ts'
import type { PlanningGround } from '../ground/read-ground.ts'
import { findLineBranch, isReleasedFromMain } from '../line-start.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { READING_LIMITS as LIMITS, listTreeFiles, readTreeFiles } from './read-tree-files.ts'
import { readTrail } from './version-trail.ts'

const YEAR = 365 * 24 * 3600
/** So many lines are looked at; no project supports more. */
const MOST_LINES = 5
const TEXT_LIMITS = { most: 60, largest: 300_000 }

/** CODEOWNERS, lists of labels, configs of backport bots, and what contributors are told. */
const TEXTS =
  /^(?:(?:\.github\/|docs\/|\.gitlab\/)?CODEOWNERS|\.mergify\.yml|\.backportrc\.json|\.github\/(?:[\w./-]*label[\w./-]*|mergify|backport[\w-]*|dependabot|renovate|release[\w-]*|workflows\/[\w.-]+)\.(?:ya?ml|json5?)|(?:\.github\/)?(?:CONTRIBUTING|RELEASE|RELEASING|BACKPORT\w*)\.(?:md|rst|txt)|docs?\/[\w/.-]*(?:release|releasing|backport|cherry-pick)[\w.-]*\.md)$/i

/** Reads what a proposal is made of. Nothing of the repository runs, and nothing is written. */
export async function readRepositoryFacts(
  workspace: Workspace,
  ground: PlanningGround,
): Promise<RepositoryFacts> {
  const { gitDir } = workspace.repository
  const files = await listTreeFiles(gitDir, ground.main.commit)
  const lines = listRecentLines(ground)
  const branches = await readBranches({ gitDir })
  const workflows = files.filter(({ path }) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
  const latest = lines.find(({ stable }) => stable.length > 1) ?? lines[0]
  return {
    product: ground.inForce.policy.product.name,
    main: shortenRefName(ground.main.ref).replace(/^origin\//, ''),
    tagPattern: ground.inForce.policy.tagPattern,
    tags: ground.tags.length,
    lines: await Promise.all(lines.map((line) => toLineFacts(workspace, ground, line))),
    branches: [...new Set(branches.map(({ name }) => name))],
    paths: files.map(({ path }) => path),
    workflows: (await readTreeFiles(workspace, workflows, LIMITS)).map(toWorkflow),
    texts: await readTreeFiles(
      workspace,
      files.filter(({ path }) => TEXTS.test(path)),
      TEXT_LIMITS,
    ),
    trail: latest ? await readTrail(workspace, latest) : null,
    hasConfig: files.some(({ path }) => path === CONFIG_FILE),
  }
}

/** Those that were released in the year before the last release, the latest first. */
export function listRecentLines({ tags, inForce }: Pick<PlanningGround, 'tags' | 'inForce'>): Line[] {
  const lines = listLines(tags, inForce.policy).toSorted((a, b) => b.base.taggedAt - a.base.taggedAt)
  const last = lines[0]?.base.taggedAt ?? 0
  return lines.filter(({ base }) => base.taggedAt >= last - YEAR).slice(0, MOST_LINES)
}

async function toLineFacts(
  { repository }: Workspace,
  { tags, main, inForce }: PlanningGround,
  { name, base, stable }: Line,
): Promise<LineFacts> {
  const asked = { gitDir: repository.gitDir, tags, main, policy: inForce.policy }
  const found = await findLineBranch(asked, name, base)
  return {
    name,
    lastTag: base.name,
    releasedAt: base.taggedAt,
    releases: stable.length,
    branch: found?.branch.name ?? null,
    isFromMain: found === null && (await isReleasedFromMain(asked, name)),
  }
}

/** What isn't YAML is no workflow at GitHub either. */
function toWorkflow({ path, text }: RepositoryFile): WorkflowFile {
  const file = path.slice(path.lastIndexOf('/') + 1)
  try {
    return { file, content: parse(text, { schema: 'core', prettyErrors: false, maxAliasCount: 50 }) }
  } catch {
    return { file, content: null }
  }
}
