import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { MalformedResponse } from '../../../local/balancer/chunked-body.ts'
import { ResponseReader } from '../../../local/balancer/response-reader.ts'
import { statusCodes } from '../../../local/balancer/status-codes.ts'
import { wildcard } from '../../../local/balancer/wildcard.ts'

interface Read {
  status: number
  headers: string[]
  body: string
  ended: boolean
  reusable: boolean | undefined
}

/** Reads a response whose bytes arrive in these pieces. */
function read(pieces: readonly Buffer[], method = 'GET'): Read {
  const seen: Read = { status: 0, headers: [], body: '', ended: false, reusable: undefined }
  const reader = new ResponseReader(method, {
    head: (status, _reason, headers) => Object.assign(seen, { status, headers }),
    data: (content) => {
      seen.body += content.toString('latin1')
    },
    end: () => {
      expect(seen.ended).toBe(false)
      seen.ended = true
    },
  })
  for (const piece of pieces) reader.read(piece)
  return { ...seen, reusable: reader.ended?.reusable }
}

const whole = (text: string, method?: string) => read([Buffer.from(text, 'latin1')], method)

/** Cuts bytes at places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...at].map((from, index) => bytes.subarray(from, at[index] ?? bytes.length)).filter(({ length }) => length)
}

const chunked = (chunks: readonly Uint8Array[]) =>
  Buffer.concat([
    Buffer.from('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX-A: b\r\nTransfer-Encoding: chunked\r\n\r\n'),
    ...chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)};x=y\r\n`), chunk, Buffer.from('\r\n')]),
    Buffer.from('0\r\nTrailer: z\r\n\r\n'),
  ])

const sized = (body: Uint8Array) =>
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: ${body.length}\r\n\r\n`), body])

describe('a response', () => {
  const anyBytes = fc.uint8Array({ minLength: 1, maxLength: 60 })
  const anyCuts = fc.array(fc.nat(2000), { maxLength: 12 })

  test('in chunks reads the same however its bytes arrive', () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 5 }), anyCuts, (chunks, places) => {
        const seen = read(cut(chunked(chunks), places))
        const body = Buffer.concat(chunks).toString('latin1')
        expect(seen).toEqual({ status: 200, headers: ['X-A', 'b'], body, ended: true, reusable: true })
      }),
    )
  })

  test('with a length reads the same however its bytes arrive', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), anyCuts, (bytes, places) => {
        const seen = read(cut(sized(bytes), places))
        expect(seen).toMatchObject({
          status: 200,
          body: Buffer.from(bytes).toString('latin1'),
          ended: true,
          reusable: true,
        })
        expect(seen.headers).toEqual(['X-A', 'b', 'Content-Length', `${bytes.length}`])
      }),
    )
  })

  test('of any bytes is read or refused, never anything else', () => {
    const noise = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'HTTP/1.1 200 OK\r\n',
        '\r\n',
        'Content-Length: 3\r\n',
        'Transfer-Encoding: chunked\r\n',
        'ff\r\n',
        ': ',
      ),
    )
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 10 }), anyCuts, (parts, places) => {
        try {
          read(cut(Buffer.from(parts.join(''), 'latin1'), places))
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedResponse)
        }
      }),
    )
  })

  test.each([
    ['asks to close', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'],
    ['is of HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n'],
    ['is followed by bytes nobody asked for', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n'],
    [
      'has a length beside its chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('that %s is the last of its connection', (_what, text) => {
    expect(whole(text)).toMatchObject({ ended: true, reusable: false })
  })

  test.each([
    ['has a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n'],
    ['has a chunk longer than its size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n'],
    ['has a coding nobody knows', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n'],
    ['has a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
    ['is of another protocol', 'ICY 200 OK\r\n\r\n'],
  ])('that %s is refused', (_what, text) => {
    expect(() => whole(text)).toThrow(MalformedResponse)
  })

  test('may be announced any number of times', () => {
    const text = `${'HTTP/1.1 100\r\n\r\n'.repeat(10_000)}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`
    expect(whole(text)).toMatchObject({ status: 200, body: 'ok', ended: true, reusable: true })
  })

  test('to HEAD ends with its head, whatever length it tells', () => {
    expect(whole('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n', 'HEAD')).toMatchObject({ ended: true, reusable: true })
  })
})

test('a matcher knows codes, lists and ranges from 200 to 499', () => {
  const passes = (matcher: string, status: number) => statusCodes(matcher)?.(status)
  expect([passes('200', 200), passes('200', 201), passes('200,302', 302), passes('200-299', 250)]).toEqual([
    true,
    false,
    true,
    true,
  ])
  for (const none of ['', '199', '500', '200-500', '299-200', '2xx', '200,', '200;201'])
    expect(statusCodes(none)).toBeUndefined()
})

test('a pattern knows any characters and one character, and takes all others as they are', () => {
  expect(wildcard('/img/*', false)('/img/a/b.png')).toBe(true)
  expect(wildcard('/IMG/*', false)('/img/a')).toBe(false)
  expect(wildcard('*.Example.com', true)('shop.example.COM')).toBe(true)
  expect(wildcard('/a.c?', false)('/abcd')).toBe(false)
  expect(wildcard('/a.c?', false)('/a.cd')).toBe(true)
  expect(wildcard('*a'.repeat(60), false)(`/${'a'.repeat(5_000)}b`)).toBe(false)
})
