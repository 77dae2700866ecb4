import type { NoticeName } from '../../release/policy/deployment/notices.ts'
import { fillTemplate, type Template } from '../text/template.ts'

const MARKDOWN: readonly NoticeName[] = ['incident', 'review', 'forum', 'forum-rollback']

/** Where the template of a notice that comes along stands, for whoever reads files; `file` names it for people. */
export function getNoticeTemplate(name: NoticeName): { readonly file: string; readonly url: URL } {
  const file = `templates/notices/${name}.${MARKDOWN.includes(name) ? 'md' : 'txt'}`
  return { file, url: new URL(`../../../${file}`, import.meta.url) }
}

/** A text with the title that its first line may have, as a heading. */
export interface Notice {
  /** Empty where the template has none. */
  readonly title: string
  readonly text: string
}

/**
 * Fills the template of a notice. Its values must be escaped for its medium already.
 *
 * @throws {Refused} `config`: the template is wrong
 */
export function fillNotice(template: Template, values: Readonly<Record<string, unknown>>): Notice {
  const filled = fillTemplate(template, values)
  const [whole, title = ''] = /^\s*#[ \t]+([^\n]*)(?:\n|$)/.exec(filled) ?? ['']
  return { title: title.trim(), text: filled.slice(whole.length).trim() }
}
