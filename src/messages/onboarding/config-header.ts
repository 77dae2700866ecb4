import { formatReleases } from './settings.ts'

/** The comment at the top of a config that was proposed. */
export function renderConfigHeader(product: string, releases: number): string {
  const learned =
    releases === 0
      ? 'There was no patch release to learn from.'
      : `It was learned from the repository and from ${formatReleases(releases)}.`
  return [
    `Release Captain for ${product}, proposed by \`release-captain init\`. ${learned}`,
    'What this file leaves out is as the patch release process says: `release-captain config` shows all of it.',
  ].join('\n')
}
