import { Temporal } from 'temporal-polyfill'

/** Milliseconds of an ISO 8601 duration (`P1D`, `PT90M`), counted from `from`, since a month is as long as its days. Throws on anything else, or on one that goes back. */
export const durationMs = (text: string, from: number): number => {
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC')
  const milliseconds = start.add(Temporal.Duration.from(text)).epochMilliseconds - from
  if (milliseconds < 0) throw new RangeError('The clock only goes forward')
  return milliseconds
}
