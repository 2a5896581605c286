/** Every character of a charset with its bytes, found by reading all pairs of bytes: Node writes no charset but its own. */
const tableOf = (charset: string, around: readonly [string, string], ranges: { from: number; to: number; second: number }) => {
  const [before, after] = around.map((text) => Buffer.from(text, 'latin1')) as [Buffer, Buffer]
  const decoder = new TextDecoder(charset)
  const table = new Map<string, Buffer>()
  for (let lead = ranges.from; lead <= ranges.to; lead += 1)
    for (let trail = ranges.second; trail <= 0xfe; trail += 1) {
      const read = decoder.decode(Buffer.concat([before, Buffer.from([lead, trail]), after]))
      if ([...read].length === 1 && read !== '\ufffd' && !table.has(read)) table.set(read, Buffer.from([lead, trail]))
    }
  return table
}

let gb: Map<string, Buffer> | undefined
/** Text in GB 18030, of which GB 2312 and GBK are parts. */
export const inGb18030 = (text: string): Buffer => {
  gb ??= tableOf('gb18030', ['', ''], { from: 0x81, to: 0xfe, second: 0x40 })
  const table = gb
  return Buffer.concat([...text].map((letter) => (letter < '\u0080' ? Buffer.from(letter) : (table.get(letter) ?? Buffer.from('?')))))
}

let jis: Map<string, Buffer> | undefined
/** Text in ISO-2022-JP: shifts to two bytes a character and back by escapes. */
export const inIso2022Jp = (text: string): Buffer => {
  jis ??= tableOf('iso-2022-jp', ['\x1b$B', '\x1b(B'], { from: 0x21, to: 0x7e, second: 0x21 })
  const table = jis
  const inTwo = (run: string) => Buffer.concat([...run].map((letter) => table.get(letter) ?? Buffer.from('!!')))
  return Buffer.concat(
    text
      .split(/([\u0080-\uffff]+)/)
      .map((run, i) =>
        i % 2 === 0 ? Buffer.from(run) : Buffer.concat([Buffer.from('\x1b$B', 'latin1'), inTwo(run), Buffer.from('\x1b(B')]),
      ),
  )
}

export const base64 = (bytes: Buffer | string): string =>
  Buffer.from(bytes as string)
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n')

export const quotedPrintable = (bytes: Buffer): string =>
  [...bytes]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f && byte !== 0x3d ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
    .replace(/=0D=0A|=0A/g, '\r\n')
    .replace(/(?:[^=\r\n]|=[0-9A-F]{2}){70}/g, '$&=\r\n')

/** A word of a header in another charset (RFC 2047). */
export const word = (text: string, charset = 'utf-8', bytes: Buffer = Buffer.from(text)): string =>
  `=?${charset}?B?${bytes.toString('base64')}?=`
