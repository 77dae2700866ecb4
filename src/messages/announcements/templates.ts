import type { Template } from '../text/template.ts'

/** What is announced: before the publication (§4.1), the publication (§5.2), a rollback, a security release. */
export const VARIANTS = ['advance', 'release', 'rollback', 'security'] as const
export type Variant = (typeof VARIANTS)[number]

/** A template for each, ours or the repository's own. */
export type AnnouncementTemplates = Readonly<Record<Variant, Template>>

/** Where the template that comes along stands, for whoever reads files; `file` names it for people. */
export function getAnnouncementTemplate(variant: Variant): { readonly file: string; readonly url: URL } {
  const file = `templates/announcements/${variant}.md`
  return { file, url: new URL(`../../../${file}`, import.meta.url) }
}
