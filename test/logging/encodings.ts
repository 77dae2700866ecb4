/** The encodings in which a secret may come, each as some program really writes it: the secret in a longer text. */
export const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => `before ${secret} after`,
  'in JSON': (secret) => JSON.stringify({ said: secret }),
  'in JSON in JSON': (secret) => JSON.stringify({ said: JSON.stringify({ said: secret }) }),
  'in a query': (secret) => new URL(`https://x.example/?q=${encodeURIComponent(secret)}`).href,
  'by encodeURI': (secret) => encodeURI(`https://x.example/${secret}`),
  'as a form': (secret) => new URLSearchParams({ token: 'a', said: secret }).toString(),
  'in percent signs': (secret) => `%3D${Buffer.from(secret).toString('hex').replace(/../g, '%$&')}%3D`,
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'in base64 after one letter': (secret) => Buffer.from(`:${secret}:`).toString('base64'),
  'in base64 after two letters': (secret) => Buffer.from(`a:${secret}@host`).toString('base64'),
  'in base64 in a query': (secret) =>
    new URLSearchParams({ said: Buffer.from(secret).toString('base64') }).toString(),
  'in base64url': (secret) => Buffer.from(`ab:${secret}`).toString('base64url'),
  'in hex': (secret) => Buffer.from(secret).toString('hex'),
  'in HTML': (secret) =>
    `<p>${secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`,
  'in escapes': (secret) =>
    secret.replace(/[\s\S]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
}
