import * as z from 'zod'
import { rule } from '../kernel/rule.ts'

/** As long as a name may be on every file system that people save to, in bytes of UTF-8. */
const longest = 200

/** What a path, a device or a stream of Windows is made of, and what shells and headers read as their own. */
const special = /[/\\:*?"<>|]/gu
const invisible = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu
/** Names of devices, which Windows opens instead of a file, whatever their ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

const bytes = (text: string): number => new TextEncoder().encode(text).length

/** The first characters of `text` that fit into so many bytes, none of them cut through. */
const fitting = (text: string, most: number): string => {
  const letters = [...text]
  while (bytes(letters.join('')) > most) letters.pop()
  return letters.join('')
}

const cutAtEnding = (name: string): readonly [string, string] => {
  const dot = name.lastIndexOf('.')
  return dot > 0 && name.length - dot <= 10 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
}

/**
 * A name that is only a name: the last part of whatever path was written, without what reorders or hides letters, so that what a
 * reader sees is what the file is called. What nothing is left of is called `file`.
 */
export const safeName = (written: string): string => {
  const last = written.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(invisible, '')
    .replace(special, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/gu, '')
  const [stem, ending] = cutAtEnding(plain.replace(device, '_$&'))
  const short = `${fitting(stem, longest - bytes(ending))}${ending}`.trim()
  return short === '' ? 'file' : short
}

/** What a file is called: made safe already. */
export const FileName = z
  .string()
  .min(1)
  .check(rule('file.name_unsafe', (name) => safeName(name) === name))
  .meta({ class: 'internal' })
