import type { IncomingMessage } from 'node:http'
import type { Limits } from './limits.ts'

/** The room for large bodies that are on their way. */
export interface MemoryBudget {
  /** @returns whether there is room for so many bytes more; then they are taken */
  take(bytes: number): boolean
  give(bytes: number): void
}

export function openMemoryBudget(bytes: number): MemoryBudget {
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

type RequestBody =
  /** `free` gives its room back, when nothing holds it any more. */
  | { readonly kind: 'whole'; readonly bytes: Buffer; readonly free: () => void }
  /** Too large, or for now too much; `gone` if whoever sent it went away. */
  | { readonly kind: 'too-large' | 'no-room' | 'gone' }

/** Reads a body as it came, up to the limit. The first byte too many ends the reading. */
export function readBody(request: IncomingMessage, limits: Limits, room: MemoryBudget): Promise<RequestBody> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > limits.bodyBytes) return Promise.resolve({ kind: 'too-large' })
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    let taken = 0
    const endBody = (body: RequestBody) => {
      request
        .off('data', takeChunk)
        .off('end', finishBody)
        .off('close', handleAbort)
        .off('error', handleAbort)
      // Else what breaks later, while the rest is let go, would end the process.
      request.on('error', () => {})
      resolve(body)
    }
    const freeRoom = () => room.give(taken)
    const refuse = (kind: 'too-large' | 'no-room' | 'gone') => {
      freeRoom()
      endBody({ kind })
    }
    const takeChunk = (chunk: Buffer) => {
      size += chunk.length
      if (size > limits.bodyBytes) return refuse('too-large')
      if (size > limits.smallBytes) {
        if (!room.take(size - taken)) return refuse('no-room')
        taken = size
      }
      chunks.push(chunk)
    }
    const finishBody = () => {
      const [only] = chunks
      const bytes = only && chunks.length === 1 ? only : Buffer.concat(chunks, size)
      endBody({ kind: 'whole', bytes, free: freeRoom })
    }
    const handleAbort = () => refuse('gone')
    request.on('data', takeChunk).on('end', finishBody).on('close', handleAbort).on('error', handleAbort)
  })
}
