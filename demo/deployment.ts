import * as z from 'zod'
import { settings } from '../local/settings.ts'
import { type Api, apiAs } from './api.ts'

/** The local deployment that runs at PORT and CONTROL_PORT. */
export type Deployment = {
  readonly address: string
  /** What a user has to put before a command to reach the same deployment. */
  readonly prefix: string
  /** The API as somebody who may register customers and everything around them. */
  readonly as: (user: string) => Promise<Api>
  /** What time it is there. */
  readonly now: () => Promise<string>
}

const Token = z.object({ token: z.string() })
const Time = z.object({ now: z.string() })

const asked = async (url: string, init?: RequestInit): Promise<unknown> => {
  const answer = await fetch(url, init).catch((cause: unknown) => {
    throw new Error('No deployment answers here. Is `npm start` running, with the same PORT or CONTROL_PORT?', { cause })
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

/** Finds the deployment that the environment names. */
export const deploymentOf = (environment: NodeJS.ProcessEnv): Deployment => {
  const { ports } = settings(environment)
  const address = `http://127.0.0.1:${ports.api}`
  const control = `http://127.0.0.1:${ports.control}`
  const known = new Map<string, Promise<Api>>()
  const enter = async (sub: string): Promise<Api> => {
    const body = JSON.stringify({ sub, roles: ['sales_manager'], scope: 'all' })
    return apiAs(address, Token.parse(await asked(`${control}/token`, { method: 'POST', body })).token)
  }
  return {
    address,
    prefix: ['PORT', 'CONTROL_PORT'].flatMap((name) => (environment[name] ? [`${name}=${environment[name]} `] : [])).join(''),
    as: (user) => {
      const api = known.get(user) ?? enter(user)
      known.set(user, api)
      return api
    },
    now: async () => Time.parse(await asked(`${control}/clock`)).now,
  }
}
