import * as z from 'zod'

/** A moment as an RFC 3339 string in UTC, kept in milliseconds, such as `2026-11-21T08:30:00.000Z`. Passed in as `context.now`, never read off a clock here. */
export const Instant = z.iso
  .datetime()
  .overwrite((value) => value.replace(/(?:\.(\d+))?Z$/, (_, fraction = '') => `.${`${fraction}000`.slice(0, 3)}Z`))
  .brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

/** The moment so many milliseconds after the beginning of 1970. Reads no clock. */
export const instantAt = (milliseconds: number): Instant => Instant.parse(new Date(milliseconds).toISOString())

/** A calendar day without a zone, such as `2026-11-21`. */
export const PlainDate = z.iso.date()
export type PlainDate = z.infer<typeof PlainDate>
