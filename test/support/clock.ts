import { expect } from 'vitest'
import * as z from 'zod'
import type { TestDeployment } from './deployment.ts'

type On = Pick<TestDeployment, 'control'>

const Time = z.object({ now: z.string(), offsetMs: z.number() })

const told = async (answer: Response): Promise<string> => {
  const text = await answer.text()
  expect(answer.status, text).toBe(200)
  return Time.parse(JSON.parse(text)).now
}

/** What the clock of a deployment shows: an instant. */
export const nowOf = async ({ control }: On): Promise<string> => told(await fetch(`${control}/clock`))

/** Moves it on by an ISO 8601 duration, and waits until what falls due meanwhile was swept. Returns what it shows then. */
export const advance = async ({ control }: On, by: string): Promise<string> =>
  told(await fetch(`${control}/clock`, { method: 'POST', body: JSON.stringify({ advance: by }) }))
