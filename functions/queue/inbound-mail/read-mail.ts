import { isUtf8 } from 'node:buffer'
import PostalMime, { type Address, type Email } from 'postal-mime'
import type { Mail, Mailbox, MailPart } from '../../../domain/inbound/mail/mail.ts'

const utf8 = new TextEncoder()
const gb18030 = new TextDecoder('gb18030')

/** Where the headers end: at the first empty line. */
const headEnd = (raw: Uint8Array): number => {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const ends = [text.indexOf('\r\n\r\n'), text.indexOf('\n\n')].filter((at) => at >= 0)
  return ends.length === 0 ? raw.length : Math.min(...ends)
}

const isPlain = (head: string): boolean => !/charset|multipart\//i.test(head)

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

/**
 * Some programs write Chinese into headers, or a whole mail without naming a charset, as bytes of GB 18030. What is no UTF-8 there is
 * read so; anything else is left as it is.
 */
const inUtf8 = (raw: Uint8Array): Uint8Array => {
  const end = headEnd(raw)
  const [head, body] = [raw.subarray(0, end), raw.subarray(end)]
  const isHeadRead = isUtf8(head)
  const isBodyRead = !isPlain(gb18030.decode(head)) || isUtf8(body)
  if (isHeadRead && isBodyRead) return raw
  const read = (bytes: Uint8Array, isRead: boolean) => (isRead ? bytes : utf8.encode(gb18030.decode(bytes)))
  return joined(read(head, isHeadRead), read(body, isBodyRead))
}

const mailboxes = (addresses: readonly Address[] | undefined): readonly Mailbox[] =>
  (addresses ?? []).flatMap(({ name, address, group }) => (group ?? [{ name, address: address ?? '' }]).filter((one) => one.address !== ''))

const bytesOf = (content: ArrayBuffer | Uint8Array | string): Uint8Array => {
  if (typeof content === 'string') return utf8.encode(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

const partOf = ({ filename, mimeType, contentId, content }: Email['attachments'][number]): MailPart => ({
  name: filename ?? undefined,
  type: mimeType.toLowerCase(),
  contentId: contentId?.trim().replace(/^<|>$/g, ''),
  content: bytesOf(content),
})

const mailOf = ({ headers, from, to, cc, subject = '', text, html, attachments }: Email): Mail => {
  const byName = new Map<string, string[]>()
  for (const { key, value } of headers) byName.set(key, [...(byName.get(key) ?? []), value])
  return {
    headers: byName,
    from: mailboxes(from && [from])[0],
    recipients: mailboxes([...(to ?? []), ...(cc ?? [])]).map(({ address }) => address),
    subject,
    text,
    html,
    parts: attachments.map(partOf),
  }
}

/** So deep parts may stand in one another, and so long (in bytes) headers may be; beyond that a mail was made to break its readers. */
const limits = { maxNestingDepth: 50, maxHeadersSize: 1024 * 1024, forceRfc822Attachments: true }

/** What is no mail that can be taken apart: its characters as they are, so that a person can look. */
const unread = (raw: Uint8Array): Mail => ({
  headers: new Map(),
  from: undefined,
  recipients: [],
  subject: '',
  text: gb18030.decode(raw.subarray(0, 65_536)),
  html: undefined,
  parts: [],
})

/** Takes a raw mail (RFC 5322) apart. Whatever comes, there is an answer; `isWhole` tells whether it could be taken apart. */
export const readMail = async (raw: Uint8Array): Promise<{ readonly mail: Mail; readonly isWhole: boolean }> => {
  try {
    const bytes = inUtf8(raw)
    return { mail: mailOf(await PostalMime.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits)), isWhole: true }
  } catch {
    // Its parser throws for nothing but what is built to break it; who wrote it is then in the envelope alone.
    return { mail: unread(raw), isWhole: false }
  }
}
