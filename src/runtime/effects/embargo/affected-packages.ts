import type { OpenRelease, PublishedRelease } from '../../../release/lifecycle/state.ts'
import type { AffectedLine } from '../../../release/security/advisory.ts'
import { listAffectedLines } from '../../../release/security/advisory-file.ts'
import { stripVersionPrefix } from '../../../release/version-form.ts'
import type { OpenEffectContext } from '../../github-state/effect-context.ts'
import { createRemote } from '../../github-state/effect-context.ts'
import type { AffectedPackage } from '../../ports/advisories.ts'

interface Asking {
  readonly introducedBy: string
  /** All lines of the advisory, with this one: each is fixed by its version. */
  readonly lines: readonly (OpenRelease | PublishedRelease)[]
  /** What the advisory has already: its package stays. */
  readonly known: readonly AffectedPackage[]
}

/**
 * Finds what a faulty commit affects: a range for each line whose releases contain it, up to the version that fixes it (Security
 * Release Checklist). The command line's `advisory` finds the same lines.
 *
 * @throws {Refused} where the commit isn't there, or in no release
 */
export async function findAffectedPackages(
  context: OpenEffectContext,
  { introducedBy: commit, lines, known }: Asking,
): Promise<readonly AffectedPackage[]> {
  const { deps, release } = context
  const { policy } = release.ledger.about
  const { versions } = await deps.git.findReleasesWith({ at: await createRemote(context), policy, commit })
  const fixed = lines.map(({ ledger }) => stripVersionPrefix(ledger.about.version))
  const [named] = known
  const { ecosystem, name } = named ?? (await findPackage(context))
  return listAffectedLines(versions, fixed).map((line) => ({ ecosystem, name, ...describeRange(line) }))
}

/** The npm package of the policy's artifacts, else what no registry has, by the name of the repository. */
export async function findPackage(
  context: OpenEffectContext,
): Promise<Pick<AffectedPackage, 'ecosystem' | 'name'>> {
  const { deps, release } = context
  const { about, embargo } = release.ledger
  const { build } = await deps.git.policy({ at: await createRemote(context), pin: about.policy })
  const found = build.artifacts.find(({ from }) => from?.kind === 'npm')?.from
  if (found?.kind === 'npm') return { ecosystem: 'npm', name: found.package }
  return { ecosystem: 'other', name: embargo?.publicRepository.name.split('/').at(-1) ?? null }
}

/** A range as GitHub's advisories write it: up to the fix, or to the last release where none is known. */
function describeRange({ introduced, fixed, versions }: AffectedLine) {
  const last = versions.at(-1)
  const end = fixed === null ? `<= ${last}` : `< ${fixed}`
  return { range: introduced === null ? end : `>= ${introduced}, ${end}`, patched: fixed }
}
