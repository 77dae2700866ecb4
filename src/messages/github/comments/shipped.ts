import { formatMarkdownLink } from '../../text/markdown.ts'

/** Told once at every pull request and issue that a release took in. */
export function renderShipped({
  version,
  releaseUrl,
  kind,
}: {
  readonly version: string
  /** The GitHub release's page. */
  readonly releaseUrl: string
  readonly kind: 'pull-request' | 'issue'
}): string {
  const link = formatMarkdownLink(version, new URL(releaseUrl))
  return kind === 'pull-request' ? `This shipped in ${link}.` : `A fix for this shipped in ${link}.`
}
