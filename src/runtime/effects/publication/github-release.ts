import { createMark, hasMark } from '../../../messages/github/markdown/mark.ts'
import type { PlaceAt } from '../../../release/lifecycle/state.ts'
import { listLines } from '../../../release/lines.ts'
import { Refused } from '../../../release/refusal.ts'
import { createRemote, type OpenEffectContext, type Perform } from '../../github-state/effect-context.ts'
import type { GitHubRelease } from '../../ports/releases.ts'
import { renderChecksums, SUMS } from './checksums.ts'

/** Of the mark that stands at the end of its text. */
export const RELEASE_MARK = 'release'

/**
 * The GitHub release of §5.2: made as a draft with its mark, so that one whose making nobody heard of is found again,
 * given its checksums, and published last. A release is shown to the world once.
 */
export const publishRelease: Perform<'publish-release'> = async (context) => {
  const { release, deps } = context
  if (release.status !== 'open' || release.place.step !== 'publishing') return []

  const { url } = await ensurePublished({ ...context, release }, release.place)
  return [{ type: 'ReleaseSeen', at: deps.now(), tag: release.ledger.about.tag, url }]
}

async function ensurePublished(
  context: OpenEffectContext,
  place: PlaceAt<'publishing'>,
): Promise<GitHubRelease> {
  const { repo, deps, release } = context
  const { tag, policy, version, kind } = release.ledger.about
  const { build } = await deps.git.policy({ at: await createRemote(context), pin: policy })
  const body = `${place.text}\n\n${createMark(RELEASE_MARK, context.id)}`
  const found = await findStandingRelease(context, place)
  if (found && !found.draft) return found

  const prerelease = kind === 'prerelease'
  const draft =
    found ?? (await repo.createRelease({ tag, name: version, body, draft: true, prerelease, latest: false }))
  if (!draft.assets.some(({ name }) => name === SUMS)) {
    const text = renderChecksums(build.artifacts, { version, artifacts: place.artifacts })
    if (text !== null) await repo.uploadAsset(draft.id, { name: SUMS, text })
  }
  const latest = !prerelease && (await isHighest(context))
  return repo.editRelease(draft.id, { body, draft: false, latest, prerelease })
}

/**
 * What there is of this tag: ours by its mark, or a draft that the build made for its files. A release that somebody
 * else published is theirs.
 */
async function findStandingRelease(
  context: OpenEffectContext,
  place: PlaceAt<'publishing'>,
): Promise<GitHubRelease | null> {
  const { tag } = context.release.ledger.about
  const ofTag = (await context.repo.listReleases()).filter((one) => one.tag === tag)
  const ours = ofTag.filter(({ body }) => hasMark(body, RELEASE_MARK, context.id))
  const foreign = ofTag.find(({ draft }) => !draft)
  const own = ours.find(({ draft }) => !draft) ?? ours.at(-1)
  if (own) return own
  if (foreign) throw new Refused(refuseForeignRelease(tag, foreign))
  return ofTag.find(({ assets }) => holdsOurs(assets, place)) ?? null
}

/** Whether a draft has a file that was verified for this release. */
function holdsOurs(assets: GitHubRelease['assets'], { artifacts }: PlaceAt<'publishing'>): boolean {
  return assets.some(({ digest }) => artifacts.some((one) => one.digest === `sha256:${digest}`))
}

function refuseForeignRelease(tag: string, { url }: GitHubRelease) {
  return {
    kind: 'rule',
    what: `The GitHub release of \`${tag}\` already exists, but this release didn't publish it: ${url}`,
    next: 'Find out who published it. If it is right, abort this release. Otherwise delete it.',
  } as const
}

/** GitHub shows one release as the latest: the highest stable version, whatever line was patched last. */
async function isHighest(context: OpenEffectContext): Promise<boolean> {
  const tags = await context.deps.git.tags(await createRemote(context))
  const { line, terms } = context.release.ledger.about
  const highest = listLines(tags, { tagPattern: terms.tagPattern }).at(-1)?.name
  return highest === undefined || highest === line
}
