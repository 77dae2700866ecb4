import type { IncomingMessage } from 'node:http'
import type { Limits } from './limits.ts'

/** The room for large bodies that are on their way. */
export interface Room {
  /** @returns whether there is room for so many bytes more; then they are taken */
  take(bytes: number): boolean
  give(bytes: number): void
}

export function openRoom(bytes: number): Room {
  let left = bytes
  return {
    take(wanted) {
      if (wanted > left) return false
      left -= wanted
      return true
    },
    give(back) {
      left += back
    },
  }
}

export type Body =
  /** `free` gives its room back, when nothing holds it any more. */
  | { readonly kind: 'whole'; readonly bytes: Buffer; readonly free: () => void }
  /** Too large, or for now too much; `gone` if whoever sent it went away. */
  | { readonly kind: 'too-large' | 'no-room' | 'gone' }

/** Reads a body as it came, up to the limit. The first byte too many ends the reading. */
export function readBody(request: IncomingMessage, limits: Limits, room: Room): Promise<Body> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > limits.bodyBytes) return Promise.resolve({ kind: 'too-large' })
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    let taken = 0
    const end = (body: Body) => {
      request.off('data', take).off('end', whole).off('close', gone).off('error', gone)
      // Else what breaks later, while the rest is let go, would end the process.
      request.on('error', () => {})
      resolve(body)
    }
    const free = () => room.give(taken)
    const refuse = (kind: 'too-large' | 'no-room' | 'gone') => {
      free()
      end({ kind })
    }
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > limits.bodyBytes) return refuse('too-large')
      if (size > limits.smallBytes) {
        if (!room.take(size - taken)) return refuse('no-room')
        taken = size
      }
      chunks.push(chunk)
    }
    const whole = () => {
      const [only] = chunks
      const bytes = only && chunks.length === 1 ? only : Buffer.concat(chunks, size)
      end({ kind: 'whole', bytes, free })
    }
    const gone = () => refuse('gone')
    request.on('data', take).on('end', whole).on('close', gone).on('error', gone)
  })
}
