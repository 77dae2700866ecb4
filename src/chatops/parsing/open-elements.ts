/**
 * Elements that have a beginning and an end. GitHub drops any other tag and keeps what is in it, so that the `<T>` of
 * `Vec<T>` holds nothing; what these open holds everything up to their end, across paragraphs.
 */
const HOLDING = new Set(
  `a abbr address article aside audio b bdi bdo big blockquote body button canvas caption center cite code colgroup
  data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form frameset g-emoji
  h1 h2 h3 h4 h5 h6 h7 h8 head header hgroup html i iframe ins kbd label legend li main map mark marquee math menu
  meter nav nobr noembed noframes noscript object ol optgroup option output p picture plaintext pre progress q rp rt
  ruby s samp script search section select slot small span strike strong style sub summary sup svg table tbody td
  template textarea tfoot th thead time title tr tt u ul var video xmp`.split(/\s+/),
)

const NOT_TAGS = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<![a-z][^<>]*>/gi
/** A tag with its attributes; or just its beginning, where these do not end as they should. */
const TAG = /<(?<slash>\/?)(?<name>[a-z][^\s/<>]*)(?:(?:"[^"]*"|'[^']*'|[^'"<>])*>)?/gi

/** Follows the elements that a piece of HTML opens and ends; `open` are those that are open, outermost first. */
export function followTags(html: string, open: string[]): void {
  for (const { groups } of html.replace(NOT_TAGS, ' ').matchAll(TAG)) {
    const name = groups?.['name']?.toLowerCase() ?? ''
    if (!HOLDING.has(name)) continue
    if (groups?.['slash'] === '') {
      open.push(name)
      continue
    }
    const at = open.lastIndexOf(name)
    if (at !== -1) open.length = at
  }
}
