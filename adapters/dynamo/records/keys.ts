import type { Key } from '../table/table.ts'

/** Hold or find what is unique: a tax id, an e-mail address, a phone number or an id at WeChat of a noun, by its blind index. */
export const claimKey = (noun: string, field: string, blindIndex: string): Key => ({
  pk: `CLAIM#${noun}#${field}#${blindIndex}`,
  sk: 'CLAIM',
})
