import type { AppWorld } from '../worlds/app/world.ts'

/** Somebody at a browser that is signed in to the pages. */
export interface Browser {
  /** `name=value` */
  readonly cookie: string
  readonly get: (path: string) => Promise<Shown>
  /** Sends the form of a page that has this button, as a browser does. */
  readonly post: (
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Shown>
}

/** An answer, with its text as a person reads it. */
export interface Shown {
  readonly status: number
  readonly headers: Headers
  readonly html: string
  readonly text: string
}

/** Signs in through GitHub's page, as a browser does. */
export async function signIn({ app, github }: AppWorld, login: string, to = '/releases'): Promise<Browser> {
  github.person(login)
  const begun = await ask(`${app.url}/sign-in?to=${encodeURIComponent(to)}`)
  const wish = new URL(begun.headers.get('location') ?? '')
  const granted = await fetch(wish.origin + wish.pathname, {
    method: 'POST',
    body: new URLSearchParams([...wish.searchParams, ['login', login], ['decision', 'authorize']]),
    redirect: 'manual',
  })
  const back = await ask(granted.headers.get('location') ?? '', { cookie: readCookie(begun) })
  const cookie = readCookie(back)
  return {
    cookie,
    get: (path) => ask(app.url + path, { cookie }),
    post: async (path, fields, headers = {}) => {
      const answer = await fetch(app.url + path, {
        method: 'POST',
        headers: { cookie, origin: app.url, ...headers },
        body: new URLSearchParams({ ...fields }),
        redirect: 'manual',
      })
      return toShown(answer)
    },
  }
}

/** Opens an address, and follows no redirect. */
export async function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Shown> {
  return toShown(await fetch(url, { headers, redirect: 'manual' }))
}

export function readCookie({ headers }: Pick<Shown, 'headers'>): string {
  const [pair = ''] = (headers.get('set-cookie') ?? '').split(';', 1)
  return pair
}

async function toShown(answer: Response): Promise<Shown> {
  const html = await answer.text()
  const text = html
    .replaceAll(/<(style|script)>.*?<\/\1>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')
  return { status: answer.status, headers: answer.headers, html, text }
}
