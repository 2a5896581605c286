import { once } from 'node:events'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import * as z from 'zod'

const Person = z.strictObject({ groups: z.array(z.string()), enabled: z.boolean() })
type Person = z.infer<typeof Person>

export type People = {
  readonly url: string
  /** Somebody has these groups from now on, as if an administrator had put them there. */
  readonly admit: (user: string, groups: readonly string[]) => void
  /** Shuts somebody out, or lets them in again. False when nobody is called so. */
  readonly enable: (user: string, enabled: boolean) => boolean
  readonly stop: () => Promise<void>
}

/** Kept in the data folder, since tokens outlive a restart. */
const openFile = (path: string) => {
  const people = new Map(existsSync(path) ? Object.entries(z.record(z.string(), Person).parse(JSON.parse(readFileSync(path, 'utf8')))) : [])
  const set = (user: string, person: Person): void => {
    people.set(user, person)
    writeFileSync(`${path}.new`, JSON.stringify(Object.fromEntries(people)), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  return { find: (user: string) => people.get(user), all: () => [...people], set }
}

const prefix = 'AWSCognitoIdentityProviderService.'
const Asked = z.looseObject({ Username: z.string().default(''), GroupName: z.string().default('') })

const groupAsked = 'ListUsersInGroup'
const membersOf = (people: readonly (readonly [string, Person])[], group: string) =>
  people.flatMap(([Username, { groups, enabled }]) => (groups.includes(group) ? [{ Username, Enabled: enabled }] : []))

const operations: Readonly<Record<string, (user: string, person: Person) => object>> = {
  AdminGetUser: (Username, { enabled }) => ({ Username, Enabled: enabled, UserStatus: 'CONFIRMED', UserAttributes: [] }),
  AdminListGroupsForUser: (_, { groups }) => ({ Groups: groups.map((GroupName) => ({ GroupName })) }),
}

const send = (response: ServerResponse, status: number, body: object) =>
  void response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))

/**
 * The part of the user pool that functions ask: who is there, in which groups, and who is in one. Somebody is there from their first token
 * on, with the roles and the reach of their latest one. Loopback only, in the JSON protocol of Cognito; signatures are not checked.
 */
export const startPeople = async (dataDir: string): Promise<People> => {
  const file = openFile(join(dataDir, 'people.json'))
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = String(request.headers['x-amz-target']).replace(prefix, '')
    const { Username: user, GroupName } = Asked.parse(await json(request))
    if (name === groupAsked) return send(response, 200, { Users: membersOf(file.all(), GroupName) })
    const operation = operations[name]
    if (!operation) return send(response, 400, { __type: 'UnknownOperationException', message: 'The local user pool does not offer this' })
    const person = file.find(user)
    if (!person) return send(response, 400, { __type: 'UserNotFoundException', message: 'User does not exist.' })
    return send(response, 200, operation(user, person))
  }
  const server = createServer((request, response) => {
    serve(request, response).catch((cause: unknown) => send(response, 400, { __type: 'SerializationException', message: String(cause) }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    admit: (user, groups) => file.set(user, { groups: [...groups], enabled: true }),
    enable: (user, enabled) => {
      const person = file.find(user)
      if (person) file.set(user, { ...person, enabled })
      return person !== undefined
    },
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
