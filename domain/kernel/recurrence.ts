import * as z from 'zod'

const several = (one: string): string => `${one}(?:,${one})*`
const yearPart = '-?(?:36[0-6]|3[0-5][0-9]|[12][0-9]{2}|[1-9][0-9]?)'
const weekday = '(?:MO|TU|WE|TH|FR|SA|SU)'
/** The parts of a rule and what each may say. The time of day is that of the first moment, so no part sets another. */
const parts = {
  INTERVAL: '[1-9][0-9]{0,2}',
  COUNT: '[1-9][0-9]{0,3}',
  UNTIL: '[0-9]{8}(?:T[0-9]{6}Z)?',
  BYMONTH: several('(?:1[0-2]|[1-9])'),
  BYMONTHDAY: several('-?(?:3[01]|[12][0-9]|[1-9])'),
  BYDAY: several(`(?:[+-]?[1-9][0-9]?)?${weekday}`),
  BYWEEKNO: several('-?(?:5[0-3]|[1-4][0-9]|[1-9])'),
  BYYEARDAY: several(yearPart),
  BYSETPOS: several(yearPart),
  WKST: weekday,
}
const ruleOf = (values: Readonly<Record<string, string>>): RegExp => {
  const part = Object.entries(values).map(([name, value]) => `${name}=${value}`)
  return new RegExp(`^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:${part.join('|')}))*$`)
}
const rule = z.string().max(200)

/** A recurrence rule of RFC 5545 (3.3.10) without its name, such as `FREQ=WEEKLY;BYDAY=MO`. Nothing recurs more often than daily. */
export const Recurrence = rule
  .regex(ruleOf(parts))
  .meta({ class: 'public', description: 'A recurrence rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=MO`' })
export type Recurrence = z.infer<typeof Recurrence>

/**
 * A rule that somebody asks for. It comes 366 times at most where it counts, since every look at such a rule counts from its beginning;
 * what is to go on for longer names its end with UNTIL, or none: a moment in UTC, as RFC 5545 has it of what begins at a time of a zone.
 * Those of old that say otherwise are still read.
 */
export const AskedRecurrence = rule
  .regex(ruleOf({ ...parts, COUNT: '(?:36[0-6]|3[0-5][0-9]|[12][0-9]{2}|[1-9][0-9]?)', UNTIL: '[0-9]{8}T[0-9]{6}Z' }))
  .meta({
    class: 'public',
    description:
      'A recurrence rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=MO`. COUNT is 366 at most; `UNTIL=20271231T160000Z` ends what goes on for longer',
  })
