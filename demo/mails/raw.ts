import { base64 } from './encode.ts'

/** A part of a mail: its headers, and what is in it as it goes over the wire. */
export type Part = { readonly headers: Readonly<Record<string, string>>; readonly body: string | Buffer }

const bytes = (text: string | Buffer): Buffer => (typeof text === 'string' ? Buffer.from(text) : text)
const head = (headers: Readonly<Record<string, string | readonly string[]>>): Buffer =>
  Buffer.from(
    Object.entries(headers)
      .flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`))
      .join(''),
  )

/** A text, in its own words and bytes. */
export const text = (body: string, type = 'text/plain; charset=utf-8'): Part => ({
  headers: { 'Content-Type': type, 'Content-Transfer-Encoding': '8bit' },
  body: body.replaceAll('\n', '\r\n'),
})
export const html = (body: string): Part => text(body, 'text/html; charset=utf-8')

export const file = (name: string, type: string, content: Buffer | string, more: Readonly<Record<string, string>> = {}): Part => ({
  headers: {
    'Content-Type': `${type}; name="${name}"`,
    'Content-Transfer-Encoding': 'base64',
    'Content-Disposition': `attachment; filename="${name}"`,
    ...more,
  },
  body: Buffer.from(base64(content)),
})

let made = 0
const next = (): number => {
  made += 1
  return made
}
/** Several parts in one: `mixed`, `alternative`, `related` or `report`. */
export const multipart = (kind: string, ...parts: readonly Part[]): Part => {
  const boundary = `=_part_${next()}`
  const body = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n`),
    head(part.headers),
    Buffer.from('\r\n'),
    bytes(part.body),
    Buffer.from('\r\n'),
  ])
  return {
    headers: { 'Content-Type': `multipart/${kind}; boundary="${boundary}"` },
    body: Buffer.concat([...body, Buffer.from(`--${boundary}--\r\n`)]),
  }
}

export type Headers = Readonly<Record<string, string | readonly string[]>>

const standing = (): Headers => ({
  From: '李娜 <li.na@shunda.example>',
  To: 'desk@desk.lading.example',
  Subject: 'Where is MSKU1234567?',
  Date: 'Wed, 04 Mar 2026 09:12:00 +0800',
  'Message-ID': `<${next()}.${Date.now()}@shunda.example>`,
  'MIME-Version': '1.0',
})

/** A whole mail as it comes over the wire. An empty header is left out. */
export const mail = (part: Part, headers: Headers = {}): Buffer => {
  const all = Object.fromEntries(Object.entries({ ...standing(), ...headers, ...part.headers }).filter(([, value]) => value !== ''))
  return Buffer.concat([head(all), Buffer.from('\r\n'), bytes(part.body)])
}
