type Bytes = readonly [before: Buffer, after: Buffer]
type Pairs = { readonly from: number; readonly to: number; readonly second: number }

/** Every character of a charset with its two bytes, found by reading all pairs: Node writes no charset but its own. */
const tableOf = (charset: string, [before, after]: Bytes, { from, to, second }: Pairs): ReadonlyMap<string, Buffer> => {
  const decoder = new TextDecoder(charset)
  const table = new Map<string, Buffer>()
  for (let lead = from; lead <= to; lead += 1)
    for (let trail = second; trail <= 0xfe; trail += 1) {
      const read = decoder.decode(Buffer.concat([before, Buffer.from([lead, trail]), after]))
      if ([...read].length === 1 && read !== '\ufffd' && !table.has(read)) table.set(read, Buffer.from([lead, trail]))
    }
  return table
}

const nothing = Buffer.alloc(0)
const inTwoBytes = Buffer.from('\x1b$B', 'latin1')
const inOneByte = Buffer.from('\x1b(B', 'latin1')

let gb: ReadonlyMap<string, Buffer> | undefined
/** Text in GB 18030, of which GB 2312 and GBK are parts. */
export const inGb18030 = (text: string): Buffer => {
  gb ??= tableOf('gb18030', [nothing, nothing], { from: 0x81, to: 0xfe, second: 0x40 })
  const table = gb
  return Buffer.concat([...text].map((letter) => (letter < '\u0080' ? Buffer.from(letter) : (table.get(letter) ?? Buffer.from('?')))))
}

let jis: ReadonlyMap<string, Buffer> | undefined
/** Text in ISO-2022-JP: shifts to two bytes a character and back by escapes. */
export const inIso2022Jp = (text: string): Buffer => {
  jis ??= tableOf('iso-2022-jp', [inTwoBytes, inOneByte], { from: 0x21, to: 0x7e, second: 0x21 })
  const table = jis
  const written = (run: string) => Buffer.concat([...run].map((letter) => table.get(letter) ?? Buffer.from('!!')))
  const runs = text.split(/([\u0080-\uffff]+)/)
  return Buffer.concat(runs.map((run, i) => (i % 2 === 0 ? Buffer.from(run) : Buffer.concat([inTwoBytes, written(run), inOneByte]))))
}

const bytesOf = (text: string | Uint8Array): Buffer => (typeof text === 'string' ? Buffer.from(text) : Buffer.from(text))

export const base64 = (content: Uint8Array | string): string => bytesOf(content).toString('base64').replace(/.{76}/g, '$&\r\n')

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
