/** A target's answer that is not HTTP/1.1; a balancer answers its client 502. */
export class MalformedResponse extends Error {
  override readonly name = 'MalformedResponse'
}

const longestLine = 16_384

/** Takes the framing off a body in chunked transfer coding (RFC 9112, section 7.1), however its bytes arrive. */
export class ChunkedBody {
  #phase: 'size' | 'data' | 'data end' | 'trailer' | 'done' = 'size'
  #remaining = 0
  #line = ''

  get done(): boolean {
    return this.#phase === 'done'
  }

  /** Hands the content in `bytes` to `emit`; returns how many bytes belonged to this body. */
  read(bytes: Buffer, emit: (content: Buffer) => void): number {
    let at = 0
    while (at < bytes.length && this.#phase !== 'done') {
      at = this.#phase === 'data' ? this.#readData(bytes, at, emit) : this.#readLine(bytes, at)
    }
    return at
  }

  #readData(bytes: Buffer, at: number, emit: (content: Buffer) => void): number {
    const end = Math.min(bytes.length, at + this.#remaining)
    this.#remaining -= end - at
    if (this.#remaining === 0) this.#phase = 'data end'
    emit(bytes.subarray(at, end))
    return end
  }

  #readLine(bytes: Buffer, at: number): number {
    const feed = bytes.indexOf(10, at)
    const end = feed === -1 ? bytes.length : feed + 1
    this.#line += bytes.toString('latin1', at, end)
    if (this.#line.length > longestLine) throw new MalformedResponse('a line of the chunked body has no end')
    if (feed === -1) return end
    const line = this.#line.replace(/\r?\n$/, '')
    this.#line = ''
    this.#endLine(line)
    return end
  }

  #endLine(line: string) {
    if (this.#phase === 'trailer') {
      if (line === '') this.#phase = 'done'
    } else if (this.#phase === 'data end') {
      if (line !== '') throw new MalformedResponse('a chunk is longer than its size')
      this.#phase = 'size'
    } else {
      const size = /^([0-9a-f]{1,12})[ \t]*(;.*)?$/i.exec(line)?.[1]
      if (size === undefined) throw new MalformedResponse('a chunk has no size')
      this.#remaining = Number.parseInt(size, 16)
      this.#phase = this.#remaining === 0 ? 'trailer' : 'data'
    }
  }
}
