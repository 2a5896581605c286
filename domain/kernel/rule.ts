import * as z from 'zod'

/**
 * A rule of our own on a string, with the stable code that an answer names it by (`issue.params.code`). The first rule that
 * fails is the only one reported. Written as a check, so that the schema stays a plain string in JSON Schema, in both directions.
 */
export const rule = (code: string, holds: (value: string) => boolean) => z.refine<string>(holds, { abort: true, params: { code } })
