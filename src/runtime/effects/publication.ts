import { hasMark, mark } from '../../messages/github/mark.ts'
import type { PlaceAt } from '../../release/lifecycle/state.ts'
import { Refused } from '../../release/refusal.ts'
import { linesOf } from '../../release/versions.ts'
import type { GitHubRelease } from '../ports/releases.ts'
import { checksumsText, SUMS } from './checksums.ts'
import { type OpenScene, type Perform, remoteOf } from './performing.ts'

/** Of the mark that stands at the end of its text. */
export const RELEASE_MARK = 'release'

/**
 * The GitHub release of §5.2: made as a draft with its mark, so that one whose making nobody heard of is found again,
 * given its checksums, and published last. A release is shown to the world once.
 */
export const publishRelease: Perform<'publish-release'> = async (scene) => {
  const { release, world } = scene
  if (release.status !== 'open' || release.place.step !== 'publishing') return []

  const { url } = await published({ ...scene, release }, release.place)
  return [{ type: 'ReleaseSeen', at: world.now(), tag: release.ledger.about.tag, url }]
}

async function published(scene: OpenScene, place: PlaceAt<'publishing'>): Promise<GitHubRelease> {
  const { hub, world, release } = scene
  const { tag, policy, version, kind } = release.ledger.about
  const { build } = await world.git.policy({ at: await remoteOf(scene), pin: policy })
  const body = `${place.text}\n\n${mark(RELEASE_MARK, scene.id)}`
  const found = await standing(scene, place)
  if (found && !found.draft) return found

  const prerelease = kind === 'prerelease'
  const draft =
    found ?? (await hub.createRelease({ tag, name: version, body, draft: true, prerelease, latest: false }))
  if (!draft.assets.some(({ name }) => name === SUMS)) {
    const text = checksumsText(build.artifacts, { version, artifacts: place.artifacts })
    if (text !== null) await hub.uploadAsset(draft.id, { name: SUMS, text })
  }
  const latest = !prerelease && (await isHighest(scene))
  return hub.editRelease(draft.id, { body, draft: false, latest, prerelease })
}

/**
 * What there is of this tag: ours by its mark, or a draft that the build made for its files. A release that somebody
 * else published is theirs.
 */
async function standing(scene: OpenScene, place: PlaceAt<'publishing'>): Promise<GitHubRelease | null> {
  const { tag } = scene.release.ledger.about
  const ofTag = (await scene.hub.releases()).filter((one) => one.tag === tag)
  const ours = ofTag.filter(({ body }) => hasMark(body, RELEASE_MARK, scene.id))
  const foreign = ofTag.find(({ draft }) => !draft)
  const own = ours.find(({ draft }) => !draft) ?? ours.at(-1)
  if (own) return own
  if (foreign) throw new Refused(somebodyElses(tag, foreign))
  return ofTag.find(({ assets }) => holdsOurs(assets, place)) ?? null
}

/** Whether a draft has a file that was verified for this release. */
function holdsOurs(assets: GitHubRelease['assets'], { artifacts }: PlaceAt<'publishing'>): boolean {
  return assets.some(({ digest }) => artifacts.some((one) => one.digest === `sha256:${digest}`))
}

function somebodyElses(tag: string, { url }: GitHubRelease) {
  return {
    kind: 'rule',
    what: `The GitHub release of \`${tag}\` exists, and this release did not publish it: ${url}`,
    next: 'Find out who did. Where it is right, abort this release; else delete theirs.',
  } as const
}

/** GitHub shows one release as the latest: the highest stable version, whatever line was patched last. */
async function isHighest(scene: OpenScene): Promise<boolean> {
  const tags = await scene.world.git.tags(await remoteOf(scene))
  const { line, terms } = scene.release.ledger.about
  const highest = linesOf(tags, { tagPattern: terms.tagPattern }).at(-1)?.name
  return highest === undefined || highest === line
}
