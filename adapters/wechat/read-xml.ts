import { XMLParser } from 'fast-xml-parser'
import * as z from 'zod'

/** Texts stay what they are: an entity is never expanded, a number never made of digits, and attributes are passed over. */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: true,
})

const Members = z.object({ xml: z.record(z.string(), z.unknown()) })

/** The members of an `<xml>` document that are plain texts, by their names; undefined for what is no such document. */
export const readXml = (text: string): Readonly<Record<string, string>> | undefined => {
  // A document type can name files and make a small text a large one; what WeChat sends has none.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return undefined
  const members = Members.safeParse(parsed(text))
  if (!members.success) return undefined
  return Object.fromEntries(Object.entries(members.data.xml).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

const parsed = (text: string): unknown => {
  try {
    return parser.parse(text, true)
  } catch {
    return undefined
  }
}
